import type { Sql } from './platform/db.ts'
import type { Deps } from './platform/deps.ts'
import { followDuties } from './quiz/duty-store.ts'
import { eveningEnds } from './remind/rules.ts'
import { cardTimes, queueMorningCards } from './remind/send-morning.ts'
import { findRun, followCards } from './remind/store.ts'
import type { DayFollowed } from './shared/day-followed.ts'
import { instantOf, type Day } from './shared/day.ts'

/**
 * What follows, in the transaction of the change, when the calendar or shifts change a day that is open:
 * duties that nobody has begun, and the cards that wait. Null where the day is not open.
 */
export function dayFollower({ now, settings }: Pick<Deps, 'now' | 'settings'>) {
  return async (sql: Sql, day: Day): Promise<DayFollowed | null> => {
    if (!(await findRun(sql, 'open-day', day))) return null
    const at = { day, now: now() }
    // Whoever became due at night would have missed the day before they heard of it.
    const isOver = at.now >= instantOf(settings.timeZone, day, eveningEnds)
    const followed = await followDuties(sql, { day, isOver })
    await followCards(sql, { ...at, times: cardTimes(settings, day, at.now) })
    if (!isOver) await queueMorningCards(sql, settings, at)
    return followed
  }
}
