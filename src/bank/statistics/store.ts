/** The queries of item statistics: first attempts, counted in the database. */

import { Prisma, type Sql } from '../../platform/db.ts'
import type { Question } from '../../shared/question.ts'
import type { Attempts } from './statistics.ts'

export type AttemptsOf = Attempts & { questionId: number }

/** The first attempts at the current version of one question. */
export async function listAttempts(sql: Sql, questionId: number): Promise<AttemptsOf[]> {
  const within = Prisma.sql`a."sittingId" in (
    select "sittingId" from "Answer"
    where "questionId" = ${questionId} and "versionId" in (select id from asked))`
  return await countAttempts(sql, { asked: Prisma.sql`q.id = ${questionId}`, within })
}

/**
 * The first attempts at the questions of a bank that are not retired, of every `oneOf`-th officer. It
 * reads all their answers once.
 */
export async function listAttemptsOfBank(
  sql: Sql,
  { bankId, oneOf }: { bankId: number; oneOf: number },
): Promise<AttemptsOf[]> {
  const asked = Prisma.sql`q."bankId" = ${bankId} and q.state <> 'RETIRED'`
  const sample = Prisma.sql`a."officerId" in (select id from "Officer" where id % ${oneOf} = 0)`
  return await countAttempts(sql, { asked, within: oneOf > 1 ? sample : Prisma.sql`true` })
}

/**
 * Groups the first marked attempt of each officer at the current version of each question by what was
 * given. An edit starts anew. The rest is taken from the same pass over the sittings.
 */
async function countAttempts(
  sql: Sql,
  { asked, within }: { asked: Prisma.Sql; within: Prisma.Sql },
): Promise<AttemptsOf[]> {
  return await sql.$queryRaw`
    with asked as (
      select v.id, v.kind from "Question" q
      join "QuestionVersion" v on v."questionId" = q.id and v.number = q.version
      where ${asked}),
    answer as (
      select a.id, a."questionId", a."versionId", a."officerId", a."answeredAt", a.given, a.score,
        sum(a.score) over sitting as total, count(a.score) over sitting as marked
      from "Answer" a
      where a."answeredAt" is not null and ${within}
      window sitting as (partition by a."sittingId")),
    attempt as (
      select distinct on (answer."versionId", answer."officerId") answer."questionId", answer.score,
        case when asked.kind <> 'short' then answer.given end as given,
        case when answer.marked > 1 then (answer.total - answer.score) / (answer.marked - 1) end as rest
      from answer join asked on asked.id = answer."versionId"
      order by answer."versionId", answer."officerId", answer."answeredAt", answer.id)
    select "questionId", given, score, count(*)::int as count, count(rest)::int as rests,
      coalesce(sum(rest), 0) as "restSum", coalesce(sum(rest * rest), 0) as "restSquares"
    from attempt where score is not null
    group by "questionId", given, score`
}

/** About how many answers there are, by the database's own estimate. */
export async function estimateAnswers(sql: Sql): Promise<number> {
  const [row] = await sql.$queryRaw<{ answers: number }[]>`
    select greatest(reltuples, 0)::float as answers
    from pg_class where oid = '"Answer"'::regclass`
  return row?.answers ?? 0
}

export async function countLiveQuestions(sql: Sql): Promise<number> {
  return await sql.question.count({ where: { state: 'LIVE' } })
}

export interface CurrentQuestion {
  questionId: number
  bankId: number
  question: Question
}

/** The current text of questions, in the order of their ids. */
export async function listCurrent(sql: Sql, questionIds: number[]): Promise<CurrentQuestion[]> {
  return await sql.$queryRaw`
    select q.id as "questionId", q."bankId", v.content as question
    from "Question" q join "QuestionVersion" v on v."questionId" = q.id and v.number = q.version
    where q.id = any(${questionIds}::int[]) order by q.id`
}
