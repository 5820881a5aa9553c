/** Shifts of many officers over some days: pure. */

import type { Day } from '../../shared/day.ts'

/**
 * A day of an officer in one character: E 早 (or ordinary hours), L 晚, N 夜, R 休; `-` nothing known,
 * `?` not understood, so that what is known stays.
 */
export type ShiftLetter = 'E' | 'L' | 'N' | 'R' | '-' | '?'

export const shiftLetters = ['E', 'L', 'N', 'R'] as const

/** The shifts of officers: `kinds` holds a ShiftLetter for each of `days`. */
export interface ShiftTable {
  days: Day[]
  officers: { id: number; kinds: string }[]
}

/**
 * A row or a cell of a duty roster that was not taken. Codes: `no-officer`, `badge-unreadable` {badge},
 * `badge-unknown` {badge}, `badge-name` {badge, name, known}, `inactive` {name}, `name-unknown` {name},
 * `name-not-in-unit` {name, unit}, `name-ambiguous` {name, count}, `day-unclear` {name, text},
 * `shift-unclear` {name, day, text}, `day-twice` {name, day}.
 */
export interface ShiftProblem {
  sheet: string
  row: number
  code: string
  args: Record<string, string | number>
}

/** A duty roster as it was understood, and once carried out what was known before. */
export interface ShiftPlan extends ShiftTable {
  officers: { id: number; badge: string; name: string; kinds: string }[]
  problems: ShiftProblem[]
  before?: ShiftTable
}

/** What takes a plan back: days that still are as the plan has made them become what they were before. */
export function tableToRestore(plan: ShiftPlan, current: ShiftTable): ShiftTable {
  const now = new Map(current.officers.map(({ id, kinds }) => [id, kinds]))
  const applied = new Map(plan.officers.map(({ id, kinds }) => [id, kinds]))
  const restored = ({ id, kinds }: ShiftTable['officers'][number]) =>
    [...kinds].map((letter, at) => (now.get(id)?.[at] === applied.get(id)?.[at] ? letter : '?'))
  const officers = (plan.before?.officers ?? []).map((one) => ({
    id: one.id,
    kinds: restored(one).join(''),
  }))
  return { days: plan.days, officers }
}
