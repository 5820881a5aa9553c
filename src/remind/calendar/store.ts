import type { Sql } from '../../platform/db.ts'
import type { Day } from '../../shared/day.ts'
import type { DayChange } from './changes.ts'

/** What the bureau's own calendar says about these days; null where it says nothing. */
export async function readOwnDays(sql: Sql, days: Day[]): Promise<DayChange[]> {
  const rows = await sql.calendarDay.findMany({ where: { day: { in: days } } })
  const own = new Map(rows.map((row) => [row.day, row]))
  return days.map((day) => own.get(day) ?? { day, mode: null, note: null })
}

/** Writes days into the bureau's own calendar, and takes out those without a kind. */
export async function writeOwnDays(sql: Sql, changes: DayChange[]): Promise<void> {
  const days = changes.map(({ day }) => day)
  await sql.calendarDay.deleteMany({ where: { day: { in: days } } })
  await sql.calendarDay.createMany({
    data: changes.flatMap(({ day, mode, note }) => (mode ? [{ day, mode, note }] : [])),
  })
}

/** Changes of the calendar wait for each other until their transaction ends. */
export async function lockCalendar(sql: Sql): Promise<void> {
  await sql.$queryRaw`select pg_advisory_xact_lock(hashtext('calendar'))::text`
}

/** How the duties of an opened day stand; null where the day was not opened. */
export async function findOpenDay(
  sql: Sql,
  day: Day,
): Promise<{ waiting: number; begun: number; finished: number } | null> {
  if ((await sql.run.count({ where: { kind: 'open-day', day } })) === 0) return null
  const due = { day, state: 'DUE' as const }
  return {
    waiting: await sql.duty.count({ where: { ...due, startedAt: null } }),
    begun: await sql.duty.count({ where: { ...due, startedAt: { not: null } } }),
    finished: await sql.duty.count({ where: { day, finishedAt: { not: null } } }),
  }
}
