import { isTrainingDay } from './platform/calendar.ts'
import { queueDeliveries } from './platform/delivery.ts'
import type { Deps } from './platform/deps.ts'
import { listAdminChats } from './remind/notify-admins.ts'
import { findLastRun, findRun, insertRun } from './remind/store.ts'
import { selfCheckScreen } from './report/self-check-screen.ts'
import { wasAnybodyDue } from './report/self-check-store.ts'
import { selfCheck, type SelfCheck } from './report/self-check.ts'
import { addDays, clockIn, type ClockTime, type Day } from './shared/day.ts'
import type { Translate } from './shared/locale.ts'
import type { Screen } from './shared/screen.ts'

/** When admins are at their desks. */
const from: ClockTime = '09:00'
const until: ClockTime = '18:00'
/** The first training day of a month is no later than this, whatever the holidays. */
const lastDate = 10

/**
 * On the first training day of a month every admin gets the self-check of the month before, once. It is counted
 * here, so that everybody reads the same, and kept with the run.
 */
export async function checkMonthly(
  deps: Pick<Deps, 'db' | 'now' | 'settings'>,
  today: Day,
): Promise<void> {
  const { db, settings } = deps
  const now = deps.now()
  const clock = clockIn(settings.timeZone, now)
  // Who begins or comes back in the middle of a month has the button.
  if (Number(today.slice(8)) > lastDate) return
  if (clock < from || clock >= until || !(await isTrainingDay(deps, today))) return
  const last = await findLastRun(db, 'self-check')
  if (last?.day.slice(0, 7) === today.slice(0, 7)) return
  const day = monthBefore(today)
  const check = await selfCheck(deps, { day, today })
  const isWorthIt = await wasAnybodyDue(db, check)
  await db.$transaction(async (sql) => {
    const data = { check: { ...check, lines: check.lines.map((line) => ({ ...line })) } }
    const isFirst = await insertRun(sql, { kind: 'self-check', day: today, now, data })
    if (!isFirst || !isWorthIt) return
    const chats = await listAdminChats(sql, settings, today)
    await queueDeliveries(
      sql,
      chats.map((chatId) => ({
        campaign: `self-check:${today}`,
        kind: 'self-check' as const,
        chatId,
        data: { day: today },
        priority: 6,
        dueAt: now,
      })),
    )
  })
}

/** A self-check that waits in the outbox; null where its run is gone. */
export async function renderSelfCheck(
  { db }: Pick<Deps, 'db'>,
  t: Translate,
  day: Day,
): Promise<{ screen: Screen } | null> {
  const run = await findRun(db, 'self-check', day)
  const { check = null } = (run?.data ?? {}) as { check?: SelfCheck }
  return check && { screen: selfCheckScreen(t, check) }
}

/** The last day of the month before. */
export function monthBefore(today: Day): Day {
  return addDays(`${today.slice(0, 7)}-01`, -1)
}
