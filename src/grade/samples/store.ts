/** Answers marked by hand, with which a rubric is tried before its question goes live. */

import type { Prisma, Sql } from '../../platform/db.ts'
import type { Question } from '../../shared/question.ts'
import type { Hit } from '../precedent.ts'

export interface Sample {
  text: string
  points: Hit[]
}

/** The text of a question that is about to be asked: the edit that waits, else the current version. */
export async function findComingText(sql: Sql, questionId: number): Promise<Question | null> {
  const [row] = await sql.$queryRaw<{ content: Question }[]>`
    select coalesce(t.proposal, v.content) as content from "Question" q
    join "QuestionVersion" v on v."questionId" = q.id and v.number = q.version
    left join "ReviewTask" t on t."questionId" = q.id and t.reason = 'EDITED' and t."decidedAt" is null
    where q.id = ${questionId}`
  return row?.content ?? null
}

export async function listSamples(sql: Sql, questionId: number): Promise<Sample[]> {
  const rows = await sql.sampleAnswer.findMany({
    where: { questionId },
    orderBy: { id: 'asc' },
    select: { text: true, points: true },
  })
  return rows.map(({ text, points }) => ({ text, points: points as unknown as Hit[] }))
}

/** Keeps a sample; the same text again takes the new marks. */
export async function saveSample(
  sql: Sql,
  { questionId, text, points, by, now }: Sample & { questionId: number; by: number; now: Date },
): Promise<void> {
  const marks = points as unknown as Prisma.InputJsonArray
  await sql.sampleAnswer.upsert({
    where: { questionId_text: { questionId, text } },
    create: { questionId, text, points: marks, createdBy: by, createdAt: now },
    update: { points: marks, createdBy: by },
  })
}
