import type { Sql } from '../platform/db.ts'
import type { Question } from '../shared/question.ts'
import type { Mark } from './grader.ts'
import type { Hit } from './precedent.ts'

/** An answer as it is marked: what was asked in its version, and what was given. */
export interface StoredAnswer {
  id: number
  officerId: number
  question: Question
  given: unknown
}

/** The answer with the version of the question that its officer saw; null when there is none. */
export async function findAnswer(sql: Sql, answerId: number): Promise<StoredAnswer | null> {
  const row = await sql.answer.findUnique({
    where: { id: answerId },
    select: { id: true, officerId: true, given: true, version: { select: { content: true } } },
  })
  if (!row) return null
  const { id, given, version } = row
  return { id, officerId: row.officerId, given, question: version.content as unknown as Question }
}

/** The answer is held until the transaction ends: what is done about its mark is done in turn. */
export async function lockAnswer(sql: Sql, answerId: number): Promise<void> {
  await sql.$queryRaw`select id from "Answer" where id = ${answerId} for update`
}

/** The mark of an answer that counts, its latest, as a share of its marks; null when it has none. */
export async function findShare(sql: Sql, answerId: number): Promise<number | null> {
  const record = await sql.gradeRecord.findFirst({
    where: { answerId },
    orderBy: { id: 'desc' },
    select: { score: true, max: true },
  })
  return record && shareOf(record)
}

export interface NewRecord {
  mark: Mark
  rubricHash: string
  now: Date
}

/** Keeps how an answer was marked. Returns the record's id. */
export async function saveRecord(
  sql: Sql,
  answerId: number,
  { mark, rubricHash, now }: NewRecord,
): Promise<number> {
  const { by, score, max, points, flags, provisional, promptVersion, model } = mark
  const { id } = await sql.gradeRecord.create({
    data: {
      answerId,
      by,
      score,
      max,
      points,
      flags,
      provisional,
      rubricHash,
      promptVersion: promptVersion ?? null,
      model: model ?? null,
      createdAt: now,
    },
    select: { id: true },
  })
  return id
}

/** A mark as a share of what was possible, 0 to 1. */
export function shareOf({ score, max }: { score: number; max: number }): number {
  return max > 0 ? score / max : 0
}

/** How a person once decided about an answer of this wording; null when nobody did. */
export async function findPrecedent(
  sql: Sql,
  rubricHash: string,
  wording: string | null,
): Promise<Hit[] | null> {
  if (wording === null) return null
  const found = await sql.precedent.findUnique({
    where: { rubricHash_wording: { rubricHash, wording } },
    select: { points: true },
  })
  return found && (found.points as unknown as Hit[])
}

export type MarkReason = 'APPEAL' | 'DISAGREEMENT' | 'INSUFFICIENT'

/** Asks for a person to decide a mark. False where that was asked for this reason before. */
export async function openMarkTask(
  sql: Sql,
  { answerId, reason, now }: { answerId: number; reason: MarkReason; now: Date },
): Promise<boolean> {
  const opened = await sql.$executeRaw`
    insert into "MarkTask" ("answerId", reason, "openedAt")
    values (${answerId}, ${reason}::"MarkReason", ${now})
    on conflict ("answerId", reason) do nothing`
  return opened > 0
}
