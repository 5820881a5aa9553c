import type { Sql } from './platform/db.ts'
import type { Deps } from './platform/deps.ts'
import { followDuties } from './quiz/duty-store.ts'
import { queueMorningCards } from './remind/send-morning.ts'
import { findRun, followCards } from './remind/store.ts'
import type { DayFollowed } from './shared/day-followed.ts'
import type { Day } from './shared/day.ts'

/**
 * What follows, in the transaction of the change, when the calendar or shifts change a day that is open:
 * duties that nobody has begun, and the cards that wait. Null where the day is not open.
 */
export function dayFollower({ now, settings }: Pick<Deps, 'now' | 'settings'>) {
  return async (sql: Sql, day: Day): Promise<DayFollowed | null> => {
    if (!(await findRun(sql, 'open-day', day))) return null
    const followed = await followDuties(sql, day)
    const at = { day, now: now() }
    await followCards(sql, at)
    await queueMorningCards(sql, settings, at)
    return followed
  }
}
