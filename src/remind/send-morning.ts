import type { Sql } from '../platform/db.ts'
import { instantOf, type Day } from '../shared/day.ts'
import type { Settings } from '../shared/settings.ts'
import { afterNight, beforeLateShift, campaignOf, eveningEnds } from './rules.ts'
import { insertForAll, insertForDue, type CardTimes } from './store.ts'

type Zone = Pick<Settings, 'timeZone'>

/**
 * Queues the day's card for everyone due, in the caller's transaction: now, or when their shift lets
 * them read it. Returns how many are new.
 */
export async function queueMorningCards(
  sql: Sql,
  settings: Zone,
  { day, now }: { day: Day; now: Date },
): Promise<number> {
  return await insertForDue(sql, {
    campaign: campaignOf('morning', day),
    kind: 'morning-card',
    data: { day },
    times: cardTimes(settings, day, now),
    expiresAt: expiryOf(settings, day, now),
  })
}

/** As `queueMorningCards`, an article to read for everyone who is not away. */
export async function queueArticle(
  sql: Sql,
  settings: Zone,
  { day, now, articleId }: { day: Day; now: Date; articleId: number },
): Promise<number> {
  return await insertForAll(sql, {
    campaign: campaignOf('article', day),
    kind: 'article',
    data: { day, articleId },
    times: cardTimes(settings, day, now),
    expiresAt: expiryOf(settings, day, now),
  })
}

/** When whose card of `day` is due, at `now` or later. */
export function cardTimes({ timeZone }: Zone, day: Day, now: Date): CardTimes {
  return {
    usual: now,
    afterNight: instantOf(timeZone, day, afterNight),
    beforeLate: instantOf(timeZone, day, beforeLateShift),
  }
}

/** The evening of the day; asked for later than that by an operator, a few hours from now. */
function expiryOf({ timeZone }: Zone, day: Day, now: Date): Date {
  const evening = instantOf(timeZone, day, eveningEnds)
  const soon = new Date(now.getTime() + 3 * 3_600_000)
  return evening > soon ? evening : soon
}
