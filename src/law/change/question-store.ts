/** Reads the questions of the bank that rest on a law. */

import type { Sql } from '../../platform/db.ts'
import type { Basis, Question } from '../../shared/question.ts'

/** Every name of a law by which a question in use cites one. */
export async function listCitedLaws(sql: Sql): Promise<string[]> {
  const rows = await sql.$queryRaw<{ law: string }[]>`
    select distinct v.law
    from "Question" q join "QuestionVersion" v on v."questionId" = q.id and v.number = q.version
    where q.state = 'LIVE' and v.law is not null`
  return rows.map(({ law }) => law)
}

/** The bases of the questions in use that cite a law by one of these names, by question. */
export async function listBases(
  sql: Sql,
  laws: string[],
): Promise<{ questionId: number; basis: Basis }[]> {
  if (laws.length === 0) return []
  return await sql.$queryRaw`
    select q.id as "questionId", v.content -> 'basis' as basis
    from "Question" q join "QuestionVersion" v on v."questionId" = q.id and v.number = q.version
    where q.state = 'LIVE' and v.law = any(${laws}) order by q.id`
}

/** The questions that wait because of a change of a law, with the text that they rested on. */
export async function listWaiting(
  sql: Sql,
  lawId: number,
): Promise<{ questionId: number; basis: Basis; fromVersionId: number }[]> {
  return await sql.$queryRaw`
    select q.id as "questionId", v.content -> 'basis' as basis,
      c."fromVersionId"
    from "ReviewTask" t
      join "LawChange" c on c.id = t."lawChangeId"
      join "Question" q on q.id = t."questionId"
      join "QuestionVersion" v on v."questionId" = q.id and v.number = q.version
    where c."lawId" = ${lawId} and t.reason = 'LAW_CHANGED' and t."decidedAt" is null
      and v.law is not null
    order by q.id`
}

/** The questions that a reviewer may have given the numbers of a text which was taken back afterwards. */
export async function listAhead(sql: Sql, lawId: number): Promise<Set<number>> {
  const rows = await sql.$queryRaw<{ id: number }[]>`
    select distinct t."questionId" as id
    from "ReviewTask" t join "LawChange" c on c.id = t."lawChangeId"
    where c."lawId" = ${lawId} and c."undoneAt" is not null`
  return new Set(rows.map(({ id }) => id))
}

/** So many questions are read at once: Prisma remembers what it was given last. */
const batch = 300

/** The current texts of questions. */
export async function loadQuestions(sql: Sql, ids: number[]): Promise<Map<number, Question>> {
  const found = new Map<number, Question>()
  for (let at = 0; at < ids.length; at += batch) {
    const rows = await sql.$queryRaw<{ id: number; content: Question }[]>`
      select q.id, v.content
      from "Question" q join "QuestionVersion" v on v."questionId" = q.id and v.number = q.version
      where q.id = any(${ids.slice(at, at + batch)})`
    for (const { id, content } of rows) found.set(id, content)
  }
  return found
}
