/** Rules of being away: pure. */

import { addDays, daysBetween, type Day } from '../shared/day.ts'

export const absenceKinds = ['LEAVE', 'DUTY_SHIFT', 'COURSE'] as const
export type AbsenceKind = (typeof absenceKinds)[number]

export interface Absence {
  id: number
  kind: AbsenceKind
  /** The first and the last day. */
  fromDay: Day
  toDay: Day
}

export type Days = Pick<Absence, 'fromDay' | 'toDay'>

/** The most days one absence may span. */
export const maxDays = 90
/** A year that was mistyped is the usual cause of a start farther away than this. */
const maxAhead = 180

export type BadDays =
  /** The last day lies before the first. */
  | { kind: 'backwards' }
  | { kind: 'too-long'; maxDays: number }
  /** `earliest` is yesterday: what lies farther back is settled. */
  | { kind: 'too-early'; earliest: Day }
  | { kind: 'too-far'; latest: Day }

/** What is wrong with days an officer asks for on `today`, or null. */
export function checkDays({ fromDay, toDay }: Days, today: Day): BadDays | null {
  const earliest = addDays(today, -1)
  const latest = addDays(today, maxAhead)
  if (toDay < fromDay) return { kind: 'backwards' }
  if (fromDay < earliest) return { kind: 'too-early', earliest }
  if (fromDay > latest) return { kind: 'too-far', latest }
  return isTooLong({ fromDay, toDay }) ? { kind: 'too-long', maxDays } : null
}

/** Longer than one absence may be. */
export function isTooLong({ fromDay, toDay }: Days): boolean {
  return daysBetween(fromDay, toDay) + 1 > maxDays
}

/** The days of all these together. */
export function spanOf(first: Days, others: Days[]): Days {
  return others.reduce<Days>(
    (span, { fromDay, toDay }) => ({
      fromDay: fromDay < span.fromDay ? fromDay : span.fromDay,
      toDay: toDay > span.toDay ? toDay : span.toDay,
    }),
    { fromDay: first.fromDay, toDay: first.toDay },
  )
}
