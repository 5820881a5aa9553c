import type { Sql } from '../platform/db.ts'
import type { Day } from '../shared/day.ts'
import { countLive, countTopics } from './deal-store.ts'
import { closeDuties, insertDuties } from './duty-store.ts'
import { themeOf } from './theme.ts'

/**
 * Writes the day's duties, in the caller's transaction; doing it again adds nothing. Null when the
 * banks hold no live question: there is nothing to be due for.
 */
export async function openDuties(
  sql: Sql,
  day: Day,
): Promise<{ theme: string | null; officers: number } | null> {
  if ((await countLive(sql)) === 0) return null
  const theme = await themeFor(sql, day)
  return { theme, officers: await insertDuties(sql, day) }
}

/** The topic whose turn it is on `day`; null when no topic has enough questions. */
export async function themeFor(sql: Sql, day: Day): Promise<string | null> {
  return themeOf(day, await countTopics(sql))
}

/** Every day before `today` is over: whoever did not finish has missed it. Returns how many. */
export async function closeDays(sql: Sql, today: Day): Promise<number> {
  return await closeDuties(sql, today)
}
