/** Questions and their versions as review reads and writes them, and whom it tells. */

import { Prisma, type Sql } from '../../platform/db.ts'
import type { Question } from '../../shared/question.ts'
import { questionKey } from '../rules.ts'

export type QuestionState = 'DRAFT' | 'WAITING' | 'LIVE' | 'RETIRED'

/** A question with its current version. */
export interface Reviewed {
  id: number
  bankId: number
  bankName: string
  importId: number | null
  state: QuestionState
  stemKey: string
  version: number
  versionId: number
  content: Question
  /** Telegram id of who wrote the current version. */
  authorId: number | null
}

const selectQuestion = Prisma.sql`
  select q.id, q."bankId", b.name as "bankName", q."importId", q.state::text as state, q."stemKey",
    q.version, v.id as "versionId", v.content, v."authorId"::float8 as "authorId"
  from "Question" q
    join "Bank" b on b.id = q."bankId"
    join "QuestionVersion" v on v."questionId" = q.id and v.number = q.version`

export async function findQuestion(sql: Sql, id: number): Promise<Reviewed | null> {
  const [question] = await sql.$queryRaw<Reviewed[]>`${selectQuestion} where q.id = ${id}`
  return question ?? null
}

/** The question, held until the transaction ends: what is decided about one is decided in turn. */
export async function lockQuestion(sql: Sql, id: number): Promise<Reviewed | null> {
  await sql.$queryRaw`select id from "Question" where id = ${id} for no key update`
  return await findQuestion(sql, id)
}

/** Up to `limit` questions in use, waiting or returned whose stems hold every word, and how many there are. */
export async function searchQuestions(
  sql: Sql,
  words: string[],
  limit: number,
): Promise<{ found: Reviewed[]; total: number }> {
  const holds = words.map((word) => Prisma.sql`v.content ->> 'stem' ilike ${likeWord(word)}`)
  const found = await sql.$queryRaw<(Reviewed & { total: number })[]>`
    select found.*, (count(*) over ())::int as total
    from (${selectQuestion} where q.state <> 'RETIRED' and ${Prisma.join(holds, ' and ')}) found
    order by found.id limit ${limit}`
  return { found, total: found[0]?.total ?? 0 }
}

function likeWord(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`
}

export async function saveState(sql: Sql, id: number, state: QuestionState): Promise<void> {
  await sql.question.update({ where: { id }, data: { state } })
}

/** Notes who approved the current version. */
export async function saveReviewer(sql: Sql, versionId: number, reviewerId: number): Promise<void> {
  await sql.questionVersion.update({ where: { id: versionId }, data: { reviewerId } })
}

/** Another question of the bank with the stem and options of `text`, or null. */
export async function findTwin(
  sql: Sql,
  { id, bankId }: Reviewed,
  text: Question,
): Promise<number | null> {
  const twin = await sql.question.findUnique({
    where: { bankId_stemKey: { bankId, stemKey: questionKey(text) } },
    select: { id: true },
  })
  return twin && twin.id !== id ? twin.id : null
}

/** Makes `text` the current version of a question, in use from now on. */
export async function saveVersion(
  sql: Sql,
  question: Reviewed,
  version: { text: Question; authorId: number | null; reviewerId: number; now: Date },
): Promise<void> {
  const { text, authorId, reviewerId, now } = version
  const number = question.version + 1
  await sql.questionVersion.create({
    data: {
      questionId: question.id,
      number,
      kind: text.kind,
      law: text.basis?.law ?? null,
      article: text.basis?.article ?? null,
      content: asJson(text),
      createdAt: now,
      authorId,
      reviewerId,
    },
  })
  await sql.question.update({
    where: { id: question.id },
    data: {
      version: number,
      stemKey: questionKey(text),
      topic: text.topic ?? null,
      state: 'LIVE',
    },
  })
}

export async function hasAnswers(sql: Sql, questionId: number): Promise<boolean> {
  const one = await sql.answer.findFirst({
    where: { questionId, answeredAt: { not: null } },
    select: { id: true },
  })
  return one !== null
}

export interface Chat {
  chatId: number
  officerId: number | null
}

/** The chats of these accounts, with the officers behind them. */
export async function listChats(sql: Sql, telegramIds: number[]): Promise<Chat[]> {
  return await sql.$queryRaw<Chat[]>`
    select account::float8 as "chatId", o.id as "officerId"
    from unnest(${telegramIds}::bigint[]) as account
      left join "Officer" o on o."telegramId" = account and o.active`
}

/** Telegram ids of everybody who is an admin or a reviewer by a role on `day`. */
export async function listReviewerIds(sql: Sql, day: string): Promise<number[]> {
  const rows = await sql.$queryRaw<{ id: number }[]>`
    select distinct o."telegramId"::float8 as id
    from "Role" r join "Officer" o on o.id = r."officerId"
    where r.kind in ('ADMIN', 'REVIEWER') and (r.until is null or r.until >= ${day})
      and o.active and o."telegramId" is not null`
  return rows.map(({ id }) => id)
}

function asJson(question: Question): Prisma.InputJsonObject {
  return question as unknown as Prisma.InputJsonObject
}
