import { isTrainingDay, nextTrainingDay } from '../platform/calendar.ts'
import type { Deps } from '../platform/deps.ts'
import { dayIn, type Day } from '../shared/day.ts'
import { findDuty, findDutyBefore, insertDuties } from './duty-store.ts'

type DayDeps = Pick<Deps, 'db' | 'now' | 'settings'>

/** What the officer's day holds right now. */
export type DayPlan =
  | { kind: 'due'; day: Day }
  /** Everything is finished; the day before may still wait. */
  | { kind: 'finished'; day: Day; makeUpDay: Day | null }
  | { kind: 'excused'; day: Day }
  | { kind: 'not-open'; opensAt: string; makeUpDay: Day | null }
  | { kind: 'no-training'; next: Day | null; makeUpDay: Day | null }

/** Whether today's set is the officer's turn, or why not, and which earlier one can be made up. */
export async function chooseDay(deps: DayDeps, officerId: number): Promise<DayPlan> {
  const today = dayIn(deps.settings.timeZone, deps.now())
  if (!(await isOpened(deps, today))) return await planWithoutToday(deps, officerId, today)
  await insertDuties(deps.db, today, officerId)
  const duty = await findDuty(deps.db, officerId, today)
  if (duty?.state === 'EXCUSED' && !duty.finishedAt) return { kind: 'excused', day: today }
  if (duty?.state === 'DUE') return { kind: 'due', day: today }
  return { kind: 'finished', day: today, makeUpDay: await findMakeUpDay(deps, officerId) }
}

async function planWithoutToday(deps: DayDeps, officerId: number, today: Day): Promise<DayPlan> {
  const makeUpDay = await findMakeUpDay(deps, officerId)
  if (await isTrainingDay(deps, today)) {
    return { kind: 'not-open', opensAt: deps.settings.morningAt, makeUpDay }
  }
  return { kind: 'no-training', next: await nextTrainingDay(deps, today), makeUpDay }
}

/** The day that was missed and can still be made up: until the end of the next training day. */
export async function findMakeUpDay(deps: DayDeps, officerId: number): Promise<Day | null> {
  const today = dayIn(deps.settings.timeZone, deps.now())
  const missed = await findDutyBefore(deps.db, officerId, today)
  // DUE on an earlier day: the minute after midnight before the day was closed.
  if (!missed || (missed.state !== 'MISSED' && missed.state !== 'DUE')) return null
  return (await isOpenFor(deps, missed.day)) ? missed.day : null
}

/** Whether the set of `day` may still be answered. */
export async function isOpenFor(deps: DayDeps, day: Day): Promise<boolean> {
  const today = dayIn(deps.settings.timeZone, deps.now())
  if (day >= today) return true
  const deadline = await nextTrainingDay(deps, day)
  return deadline === null || today <= deadline
}

async function isOpened({ db }: DayDeps, day: Day): Promise<boolean> {
  return (await db.run.count({ where: { kind: 'open-day', day } })) > 0
}

/** The theme the day was opened with. */
export async function themeOfDay({ db }: Pick<Deps, 'db'>, day: Day): Promise<string | null> {
  const run = await db.run.findUnique({ where: { kind_day: { kind: 'open-day', day } } })
  const data = run?.data as { theme?: string | null } | undefined
  return data?.theme ?? null
}
