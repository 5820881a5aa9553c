import { Prisma, type Sql } from '../../platform/db.ts'
import { addDays, daysBetween, type Day } from '../../shared/day.ts'

/** Days of which something is counted, both included. */
export interface Days {
  fromDay: Day
  toDay: Day
}

/** Days whose counts are kept and still hold, and those that have to be counted now. */
export interface DaysToCount {
  kept: Day[]
  live: Day[]
}

/**
 * Asked apart from the counting: only when the database is told the days does it know how few they are. A day that
 * changes in between is counted as it was a moment ago.
 */
export async function daysToCount(sql: Sql, { fromDay, toDay }: Days): Promise<DaysToCount> {
  const rows = await sql.rolledDay.findMany({
    where: { stale: false, day: { gte: fromDay, lte: toDay } },
    select: { day: true },
  })
  const kept = new Set(rows.map(({ day }) => day))
  const days = Array.from({ length: daysBetween(fromDay, toDay) + 1 }, (_, ahead) =>
    addDays(fromDay, ahead),
  )
  return { kept: [...kept], live: days.filter((day) => !kept.has(day)) }
}

/** For SQL over "Duty": the columns of "UnitDay" that count people. The definition of who took part. */
export const dutyCounts = Prisma.sql`
  count(*) filter (where duty.state <> 'EXCUSED') as due,
  count(*) filter (where duty.state = 'DONE') as done,
  count(*) filter (where duty.state = 'MADE_UP') as "madeUp",
  count(*) filter (where duty.state = 'EXCUSED') as excused,
  coalesce(sum(duty.score)
    filter (where duty.state in ('DONE', 'MADE_UP') and duty.max is not null), 0) as score,
  coalesce(sum(duty.max)
    filter (where duty.state in ('DONE', 'MADE_UP') and duty.score is not null), 0) as max`

/** For SQL over "Answer" of one day, by version: the columns of "ItemDay" from `answered` to `mistaken`. */
export const answerCounts = Prisma.sql`
  count(*) as answered,
  count(*) filter (where answer.outcome = 'RIGHT') as right,
  coalesce(sum(answer.score), 0) as score,
  count(*) filter (where answer.sure) as sure,
  count(*) filter (where answer.sure and answer.outcome <> 'RIGHT') as "sureWrong",
  (array_agg(answer."officerId"))[1:10] as officers,
  coalesce((array_agg(answer."officerId")
    filter (where answer.sure and answer.outcome <> 'RIGHT'))[1:5], '{}') as mistaken`

/** For SQL over "Answer": what is counted at all. A short answer counts once it is marked. */
export const isMarked = Prisma.sql`answer.outcome in ('RIGHT', 'PARTIAL', 'WRONG')`

/** For SQL over "Answer" and its "QuestionVersion": a choice that was not fully right. */
export const isWrongChoice = Prisma.sql`answer.outcome in ('PARTIAL', 'WRONG')
  and version.kind in ('single', 'multiple', 'true-false')`
