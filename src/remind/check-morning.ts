import type { Sql } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import type { Day } from '../shared/day.ts'
import { notifyAdmins } from './notify-admins.ts'
import { checkedUntil, isTooEarlyToCheck, wentOut } from './rules.ts'
import { countCards, findRun, insertRun } from './store.ts'

/**
 * Looks whether the morning's cards went out, once a day; where too few did, every admin hears of it.
 * A city's cards take minutes at Telegram's pace: until they can have gone out, nothing is decided.
 */
export async function checkMorning(
  sql: Sql,
  { settings, now }: Pick<Deps, 'settings' | 'now'>,
  day: Day,
): Promise<void> {
  const opened = await findRun(sql, 'open-day', day)
  if (!opened) return
  const { sent, queued, failed } = await countCards(sql, { day, dueBy: checkedUntil(now()) })
  const due = sent + queued + failed
  if (isTooEarlyToCheck({ openedAt: opened.plannedAt, now: now(), due })) return
  const data = { due, sent, queued, failed }
  const isFirst = await insertRun(sql, { kind: 'check-morning', day, now: now(), data })
  if (!isFirst || wentOut(data)) return
  const notice = { campaign: `morning-short:${day}`, key: 'remind-short', args: data, now: now() }
  await notifyAdmins(sql, settings, notice)
}
