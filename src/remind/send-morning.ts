import type { Sql } from '../platform/db.ts'
import { instantOf, type Day } from '../shared/day.ts'
import type { Settings } from '../shared/settings.ts'
import { campaignOf, eveningEnds } from './rules.ts'
import { insertForDue } from './store.ts'

/** Queues the day's card for everyone due, in the caller's transaction. Returns how many are new. */
export async function queueMorningCards(
  sql: Sql,
  settings: Pick<Settings, 'timeZone'>,
  { day, now }: { day: Day; now: Date },
): Promise<number> {
  return await insertForDue(sql, {
    campaign: campaignOf('morning', day),
    kind: 'morning-card',
    day,
    dueAt: now,
    expiresAt: instantOf(settings.timeZone, day, eveningEnds),
  })
}
