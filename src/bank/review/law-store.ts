/** What a change of a law writes to questions, many at a time. */

import type { Sql } from '../../platform/db.ts'
import type { ArticleChange } from '../../shared/article-change.ts'
import type { LawTakenBack } from '../../shared/law-change.ts'
import type { Question } from '../../shared/question.ts'

/** Those of the questions that are in this state, held until the transaction ends, with their texts. */
export async function holdQuestions(
  sql: Sql,
  ids: number[],
  state: 'LIVE' | 'WAITING',
): Promise<Map<number, Question>> {
  await sql.$queryRaw`
    select id from "Question" where id = any(${ids}) order by id for no key update`
  const rows = await sql.$queryRaw<{ id: number; content: Question }[]>`
    select q.id, v.content
    from "Question" q join "QuestionVersion" v on v."questionId" = q.id and v.number = q.version
    where q.id = any(${ids}) and q.state = ${state}::"QuestionState"`
  return new Map(rows.map(({ id, content }) => [id, content]))
}

/** Takes questions out of use and opens a task for each. */
export async function stopQuestions(
  sql: Sql,
  questions: { questionId: number; changes: ArticleChange[]; proposal: Question | null }[],
  { lawChangeId, at }: { lawChangeId: number; at: Date },
): Promise<void> {
  if (questions.length === 0) return
  await sql.$executeRaw`
    with rows as (
      select * from jsonb_to_recordset(${JSON.stringify(questions)}::jsonb)
        as rows ("questionId" int, changes jsonb, proposal jsonb)
    ), stopped as (
      update "Question" q set state = 'WAITING' from rows where q.id = rows."questionId"
    )
    insert into "ReviewTask"
      ("questionId", reason, "openKey", proposal, "openedAt", "lawChangeId", changes)
    select "questionId", 'LAW_CHANGED', "questionId" || ':LAW_CHANGED',
      proposal, ${at}, ${lawChangeId}, changes
    from rows order by "questionId"
    on conflict ("openKey") do nothing`
}

/** Notes for questions that wait because of a law what it did to them, as of now. */
export async function saveCases(
  sql: Sql,
  questions: { questionId: number; changes: ArticleChange[]; proposal: Question | null }[],
): Promise<void> {
  await sql.$executeRaw`
    update "ReviewTask" task set changes = rows.changes, proposal = rows.proposal
    from jsonb_to_recordset(${JSON.stringify(questions)}::jsonb)
      as rows ("questionId" int, changes jsonb, proposal jsonb)
    where task."questionId" = rows."questionId" and task.reason = 'LAW_CHANGED'
      and task."decidedAt" is null`
}

/**
 * Gives questions their texts with the new basis as a new version, still their authors' words. What
 * officers said of the text before is said of this one: nobody has looked into it yet.
 */
export async function renumberQuestions(
  sql: Sql,
  questions: { questionId: number; proposal: Question | null }[],
  at: Date,
): Promise<void> {
  if (questions.length === 0) return
  const rows = questions.map(({ questionId, proposal }) => ({ questionId, proposal }))
  await sql.$executeRaw`
    with rows as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as rows ("questionId" int, proposal jsonb)
    ), moved as (
      update "Question" q set version = q.version + 1 from rows where q.id = rows."questionId"
      returning q.id, q.version, rows.proposal
    )
    insert into "QuestionVersion"
      ("questionId", number, kind, law, article, content, "createdAt", "authorId")
    select moved.id, moved.version, old.kind, moved.proposal -> 'basis' ->> 'law',
      moved.proposal -> 'basis' ->> 'article', moved.proposal, ${at}, old."authorId"
    from moved join "QuestionVersion" old
      on old."questionId" = moved.id and old.number = moved.version - 1
    order by moved.id`
  await carryReports(
    sql,
    rows.map(({ questionId }) => questionId),
  )
}

/** What was reported of the version before and nobody has looked into is about the current one as well. */
export async function carryReports(sql: Sql, questionIds: number[]): Promise<void> {
  await sql.$executeRaw`
    update "QuestionReport" report set "versionId" = new.id
    from "Question" q
      join "QuestionVersion" new on new."questionId" = q.id and new.number = q.version
      join "QuestionVersion" old on old."questionId" = q.id and old.number = q.version - 1
    where q.id = any(${questionIds}) and report."versionId" = old.id and report."taskId" is null`
}

/** Puts what a change had stopped and nobody has decided about into use again. Gives how many. */
export async function releaseQuestions(
  sql: Sql,
  { lawChangeId, by, at }: LawTakenBack,
): Promise<number> {
  return await sql.$executeRaw`
    with closed as (
      update "ReviewTask"
      set decision = 'APPROVED', "decidedBy" = ${by}, "decidedAt" = ${at}, "openKey" = null
      where "lawChangeId" = ${lawChangeId} and "decidedAt" is null
      returning "questionId"
    )
    update "Question" q set state = 'LIVE'
    from closed where q.id = closed."questionId" and q.state = 'WAITING'`
}

/** Gives what only got another number the basis it had before, as a new version. Gives how many. */
export async function restoreNumbers(sql: Sql, { appliedAt, at }: LawTakenBack): Promise<number> {
  const rows = await sql.$queryRaw<{ questionId: number; proposal: Question }[]>`
    select q.id as "questionId", old.content as proposal
    from "Question" q
      join "QuestionVersion" new on new."questionId" = q.id and new.number = q.version
      join "QuestionVersion" old on old."questionId" = q.id and old.number = q.version - 1
    where new."createdAt" = ${appliedAt} and q.state <> 'RETIRED'
      and new."reviewerId" is null and old.law = new.law
      and old.content - 'basis' = new.content - 'basis'
      and old.article is distinct from new.article`
  await renumberQuestions(sql, rows, at)
  return rows.length
}
