import { Prisma, type Sql } from '../platform/db.ts'
import type { OldWords } from '../shared/old-words.ts'

/**
 * Empties what was typed as an answer; marks, outcomes and chosen options stay, and with them every number that
 * anybody sees. What still waits for its mark then waits for ever. Returns how many were emptied.
 */
export async function forgetTypedAnswers(sql: Sql, which: OldWords): Promise<number> {
  const whose =
    'officerId' in which
      ? Prisma.sql`a."officerId" = ${which.officerId}`
      : Prisma.sql`a.day >= ${which.fromDay} and a.day < ${which.beforeDay}`
  return await sql.$executeRaw`
    update "Answer" a set given = null from "QuestionVersion" v
    where ${whose} and v.id = a."versionId" and a.given is not null
      and v.kind not in ('single', 'multiple', 'true-false')`
}

/** Forgets what the program knows of an officer's memory: when to ask them what again. */
export async function forgetReviewCards(sql: Sql, officerId: number): Promise<void> {
  await sql.reviewCard.deleteMany({ where: { officerId } })
}
