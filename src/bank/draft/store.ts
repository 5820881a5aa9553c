/** Requests for drafts, and what is drafted as questions that wait for a reviewer. */

import type { Sql } from '../../platform/db.ts'
import { dropDeadJob } from '../../platform/jobs.ts'
import { lawTitle } from '../../shared/law-title.ts'
import type { Question } from '../../shared/question.ts'
import { questionKey } from '../rules.ts'

export type DraftKind = 'ARTICLES' | 'POLICY' | 'CASE'

export interface DraftRequest {
  id: number
  kind: DraftKind
  title: string
  articleIds: number[]
  text: string | null
  /** Telegram id of who asked. */
  createdBy: number
  finishedAt: Date | null
}

export async function createRequest(
  sql: Sql,
  request: {
    kind: DraftKind
    title: string
    articleIds?: number[]
    text?: string
    by: number
    now: Date
  },
): Promise<number> {
  const { kind, title, articleIds = [], text = null, by, now } = request
  const { id } = await sql.draftRequest.create({
    data: { kind, title, articleIds, text, createdBy: by, createdAt: now },
    select: { id: true },
  })
  return id
}

export async function findRequest(sql: Sql, id: number): Promise<DraftRequest | null> {
  const found = await sql.draftRequest.findUnique({ where: { id } })
  return found && { ...found, createdBy: Number(found.createdBy) }
}

/** The request, held until the transaction ends: two runs of one job do not both finish it. */
export async function lockRequest(sql: Sql, id: number): Promise<DraftRequest | null> {
  await sql.$queryRaw`select id from "DraftRequest" where id = ${id} for update`
  return await findRequest(sql, id)
}

export async function saveKind(sql: Sql, id: number, kind: DraftKind): Promise<void> {
  await sql.draftRequest.update({ where: { id }, data: { kind } })
}

export async function saveFinished(
  sql: Sql,
  id: number,
  { drafted, now }: { drafted: number; now: Date },
): Promise<void> {
  await sql.draftRequest.update({ where: { id }, data: { drafted, finishedAt: now } })
}

/** Forgets a request of this person, with its text, unless questions came of it. False where there is none. */
export async function deleteRequest(sql: Sql, id: number, by: number): Promise<boolean> {
  const { count } = await sql.draftRequest.deleteMany({
    where: { id, createdBy: by, finishedAt: null },
  })
  return count > 0
}

/** Whether a press asked for background work already; one that was given up may be asked for again. */
export async function hasJob(sql: Sql, key: string): Promise<boolean> {
  await dropDeadJob(sql, key)
  return (await sql.job.findUnique({ where: { key }, select: { id: true } })) !== null
}

/** Holds everybody else who asks for the same until the transaction ends. */
export async function lockPress(sql: Sql, key: string): Promise<void> {
  await sql.$executeRaw`select pg_advisory_xact_lock(hashtext(${key}))`
}

/** Questions of any bank that rest on this article, the newest first, as far as they are not retired. */
export async function listQuestionsOn(
  sql: Sql,
  { law, article }: { law: string; article: string },
): Promise<Question[]> {
  const names = [law, lawTitle(law)]
  const rows = await sql.$queryRaw<{ content: Question }[]>`
    select v.content
    from "QuestionVersion" v join "Question" q on q.id = v."questionId" and q.version = v.number
    where v.article = ${article} and v.law = any(${names}) and q.state <> 'RETIRED'
    order by q.id desc limit 60`
  return rows.map(({ content }) => content)
}

/** A draft as it goes to review. */
export interface Drafted {
  question: Question
  family: string
}

/**
 * Adds drafts to a bank as questions that wait for a reviewer, each with its task. What any bank has
 * already is left out. Gives the questions that were added.
 */
export async function insertDrafts(
  sql: Sql,
  drafts: Drafted[],
  { bankId, now }: { bankId: number; now: Date },
): Promise<Question[]> {
  const rows = drafts.map(({ question, family }, index) => ({
    place: index,
    key: questionKey(question),
    family,
    question,
  }))
  const added = await sql.$queryRaw<{ content: Question }[]>`
    with drafts as (
      select distinct on (key) key, family, question, place
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as d (place int, key text, family text, question jsonb)
      where not exists (select from "Question" q where q."stemKey" = d.key)
      order by key, place
    ), added as (
      insert into "Question" ("bankId", state, "stemKey", topic, family, version, "createdAt")
      select ${bankId}, 'WAITING', key, question ->> 'topic', family, 1, ${now}
      from drafts order by place
      on conflict ("bankId", "stemKey") do nothing
      returning id, "stemKey"
    ), versions as (
      insert into "QuestionVersion"
        ("questionId", number, kind, law, article, content, "createdAt")
      select added.id, 1, question ->> 'kind', question -> 'basis' ->> 'law',
        question -> 'basis' ->> 'article', question, ${now}
      from added join drafts on drafts.key = added."stemKey"
    ), tasks as (
      insert into "ReviewTask" ("questionId", reason, "openKey", "openedAt")
      select id, 'NEW', id || ':NEW', ${now} from added order by id
    )
    select question as content from added join drafts on drafts.key = added."stemKey"
    order by place`
  return added.map(({ content }) => content)
}
