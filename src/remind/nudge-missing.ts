import { audit } from '../platform/audit.ts'
import type { Sql } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { clockIn, dayIn, instantOf, type Day } from '../shared/day.ts'
import type { Excess, WouldExceed } from '../shared/excess.ts'
import type { Settings } from '../shared/settings.ts'
import { campaignOf, eveningEnds } from './rules.ts'
import { cardTimes } from './send-morning.ts'
import { findRun, insertForDue, insertRun, listToNudge } from './store.ts'

/**
 * Queues the one nudge of the day for everyone still missing, in the caller's transaction; with
 * `unitId` only for that unit and those below it. Whoever was nudged today, or whose card
 * was not due yet after a shift, is left in peace.
 */
export async function queueNudges(
  sql: Sql,
  settings: Pick<Settings, 'timeZone'>,
  { day, now, unitId }: { day: Day; now: Date; unitId?: number },
): Promise<number> {
  const message = {
    campaign: campaignOf('nudge', day),
    kind: 'nudge' as const,
    data: { day },
    times: cardTimes(settings, day, now),
    expiresAt: instantOf(settings.timeZone, day, eveningEnds),
  }
  return await insertForDue(sql, message, unitId === undefined ? {} : { unitId })
}

export type NudgeOutcome =
  /** `excess`: for some it is more than their week may hold. */
  | { kind: 'queued'; count: number; excess: Excess | null }
  /** This unit was nudged today. */
  | { kind: 'already' }
  | { kind: 'not-a-training-day' }
  /** The day is over, or it is late in the evening. */
  | { kind: 'closed' }

type NudgeDeps = Pick<Deps, 'db' | 'now' | 'settings'> & { wouldExceed: WouldExceed }

/** A leader asks for the nudge before its time; once a day for a unit. Too much for somebody's week, it is told so. */
export async function nudgeUnit(
  { db, now, settings, wouldExceed }: NudgeDeps,
  { unitId, day, by }: { unitId: number; day: Day; by: number },
): Promise<NudgeOutcome> {
  const at = now()
  const isOver = day !== dayIn(settings.timeZone, at)
  if (isOver || clockIn(settings.timeZone, at) >= eveningEnds) return { kind: 'closed' }
  if (!(await findRun(db, 'open-day', day))) return { kind: 'not-a-training-day' }
  const kind = `nudge-unit-${unitId}`
  if (await findRun(db, kind, day)) return { kind: 'already' }
  const officerIds = await listToNudge(db, { unitId, day })
  const excess = await wouldExceed({ officerIds, day, messages: 1, sets: 0 })
  return await db.$transaction(async (sql): Promise<NudgeOutcome> => {
    const isFirst = await insertRun(sql, {
      kind,
      day,
      now: at,
      data: { by },
    })
    if (!isFirst) return { kind: 'already' }
    const count = await queueNudges(sql, settings, { day, now: at, unitId })
    await audit(sql, { at, actor: by, act: 'nudge', object: `unit:${unitId}`, detail: { count } })
    return { kind: 'queued', count, excess }
  })
}
