import { Prisma, type Sql } from '../platform/db.ts'
import type { OldWords } from '../shared/old-words.ts'

/**
 * Empties what marks quote of an answer and what a reviewer wrote about it; which points were hit stays. Rules
 * made of a decision stay too, but no longer say about whose answer it was.
 */
export async function forgetQuotes(sql: Sql, which: OldWords): Promise<void> {
  const answers =
    'officerId' in which
      ? Prisma.sql`select id from "Answer" where "officerId" = ${which.officerId}`
      : Prisma.sql`select id from "Answer"
          where day >= ${which.fromDay} and day < ${which.beforeDay}`
  await sql.$executeRaw`
    update "GradeRecord" set points = (
      select coalesce(jsonb_agg(point || '{"quote": null}' order by place), '[]')
      from jsonb_array_elements(points) with ordinality as each (point, place))
    where "answerId" in (${answers}) and jsonb_path_exists(points, '$[*].quote ? (@ != null)')`
  await sql.$executeRaw`
    update "Precedent" set "taskId" = null where "taskId" in (
      select id from "MarkTask" where "answerId" in (${answers}))`
  // Nobody can decide about words that are gone.
  await sql.$executeRaw`
    delete from "MarkTask" where "answerId" in (${answers}) and "decidedAt" is null`
  await sql.$executeRaw`
    update "MarkTask" set note = null where "answerId" in (${answers}) and note is not null`
}
