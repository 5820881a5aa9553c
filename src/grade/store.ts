import type { Db } from '../platform/db.ts'
import type { Question } from '../shared/question.ts'
import type { Mark } from './grader.ts'

/** An answer as it is marked: what was asked in its version, and what was given. */
export interface StoredAnswer {
  id: number
  officerId: number
  question: Question
  given: unknown
}

/** The answer with the version of the question that its officer saw; null when there is none. */
export async function findAnswer(db: Db, answerId: number): Promise<StoredAnswer | null> {
  const row = await db.answer.findUnique({
    where: { id: answerId },
    select: { id: true, officerId: true, given: true, version: { select: { content: true } } },
  })
  if (!row) return null
  const { id, given, version } = row
  return { id, officerId: row.officerId, given, question: version.content as unknown as Question }
}

/** The first mark of an answer, as a share of its marks; null when it has none. */
export async function findShare(
  db: Pick<Db, 'gradeRecord'>,
  answerId: number,
): Promise<number | null> {
  const record = await db.gradeRecord.findFirst({
    where: { answerId },
    orderBy: { id: 'asc' },
    select: { score: true, max: true },
  })
  return record && shareOf(record)
}

/**
 * Keeps a mark unless the answer has one; of two workers with the same job one wins. Returns the
 * share of the marks that counts.
 */
export async function saveRecord(
  db: Db,
  answerId: number,
  record: { mark: Mark; rubricHash: string; now: Date },
): Promise<number> {
  return await db.$transaction(async (sql) => {
    await sql.$queryRaw`select id from "Answer" where id = ${answerId} for update`
    const earlier = await findShare(sql, answerId)
    if (earlier !== null) return earlier
    const { by, score, max, points, flags, provisional, promptVersion, model } = record.mark
    await sql.gradeRecord.create({
      data: {
        answerId,
        by,
        score,
        max,
        points,
        flags,
        provisional,
        rubricHash: record.rubricHash,
        promptVersion: promptVersion ?? null,
        model: model ?? null,
        createdAt: record.now,
      },
    })
    return shareOf(record.mark)
  })
}

function shareOf({ score, max }: { score: number; max: number }): number {
  return max > 0 ? score / max : 0
}
