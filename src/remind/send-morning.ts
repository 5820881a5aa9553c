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
    expiresAt: expiryOf(settings, day, now),
  })
}

/** The evening of the day; asked for later than that by an operator, a few hours from now. */
function expiryOf({ timeZone }: Pick<Settings, 'timeZone'>, day: Day, now: Date): Date {
  const evening = instantOf(timeZone, day, eveningEnds)
  const soon = new Date(now.getTime() + 3 * 3_600_000)
  return evening > soon ? evening : soon
}
