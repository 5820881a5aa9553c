import type { Deps } from '../platform/deps.ts'
import { dayIn, type Day } from '../shared/day.ts'
import { chooseDay, findMakeUpDay, isOpenFor, themeOfDay, type DayPlan } from './choose-day.ts'
import { dealSitting } from './deal-sitting.ts'
import { findSitting } from './deal-store.ts'
import { findDuty } from './duty-store.ts'

type StartDeps = Pick<Deps, 'db' | 'now' | 'settings'>

export type Started =
  | { kind: 'sitting'; sittingId: number }
  | { kind: 'no-questions' }
  | Exclude<DayPlan, { kind: 'due' }>

/** The officer asked for today's set; where there is none to answer, the plan says why. */
export async function startSet(deps: StartDeps, officerId: number): Promise<Started> {
  const plan = await chooseDay(deps, officerId)
  if (plan.kind !== 'due') return plan
  return await startDay(deps, officerId, plan.day)
}

/** The officer pressed a button that opens the set of one day, today's or an earlier one. */
export async function startSetOf(
  deps: StartDeps,
  officerId: number,
  day: Day,
): Promise<Started | { kind: 'closed' }> {
  const duty = await findDuty(deps.db, officerId, day)
  if (duty?.finishedAt) {
    return { kind: 'finished', day, makeUpDay: await findMakeUpDay(deps, officerId) }
  }
  const isOpen = duty !== null && (await isOpenFor(deps, day))
  return isOpen ? await startDay(deps, officerId, day) : { kind: 'closed' }
}

/** The set of one day, dealt now if it was not dealt before. */
export async function startDay(deps: StartDeps, officerId: number, day: Day): Promise<Started> {
  const dealt = await findSitting(deps.db, officerId, day, 'DAILY')
  const sittingId =
    dealt?.id ??
    (await dealSitting(deps, {
      officerId,
      day,
      kind: 'DAILY',
      number: 1,
      theme: await themeOfDay(deps, day),
    }))
  if (sittingId === null) return { kind: 'no-questions' }
  return { kind: 'sitting', sittingId }
}

/** A set beyond the day's duty: more questions, or those the officer got wrong. An open one goes on. */
export async function startPractice(
  deps: StartDeps,
  officerId: number,
  kind: 'PRACTICE' | 'MISTAKES',
): Promise<Started> {
  const day = dayIn(deps.settings.timeZone, deps.now())
  const latest = await findSitting(deps.db, officerId, day, kind)
  if (latest && !latest.finishedAt) {
    return { kind: 'sitting', sittingId: latest.id }
  }
  const number = (latest?.number ?? 0) + 1
  const sittingId = await dealSitting(deps, { officerId, day, kind, number, theme: null })
  return sittingId === null ? { kind: 'no-questions' } : { kind: 'sitting', sittingId }
}
