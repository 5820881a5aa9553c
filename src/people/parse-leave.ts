/** `/leave 假 11-25 11-27` and its like, as people type it: pure. */

import { addDays, type Day } from '../shared/day.ts'
import { dayPattern, readDays } from '../shared/read-day.ts'
import type { AbsenceKind, Days } from './absences.ts'

export type LeaveText =
  | ({ kind: 'days'; absence: AbsenceKind } & Days)
  /** The kind alone, or nothing at all (null): the days are still to be asked for. */
  | { kind: 'no-days'; absence: AbsenceKind | null }
  /** A date that no calendar has. */
  | { kind: 'no-such-day'; text: string }
  | { kind: 'unclear' }

const kindWords: [RegExp, AbsenceKind][] = [
  [/值班|备勤|勤务|夜班|duty|shift/gi, 'DUTY_SHIFT'],
  [/培训|集训|轮训|学习|course|training/gi, 'COURSE'],
  [/[年病事产婚丧]假|探亲假|请假|休假|调休|补休|轮休|休息|假|leave|vacation|sick/gi, 'LEAVE'],
]

const lengths = /(\d{1,3})\s*(?:天|days?)/gi
const fillers = /从|自|起|开始|到|至|共|的|from|until|till|to|and|和|[\s,;，、。~—–-]/gi

/**
 * Reads what follows `/leave`. A date without a year is the one nearest to `today`; a second date
 * may leave out the month; `3天` counts from the first date or today. Without a kind it is leave.
 */
export function parseLeave(text: string, today: Day): LeaveText {
  const { rest: words, found: lengthsFound } = cut(text.normalize('NFKC').trim(), lengths)
  const { rest, found: datesFound } = cut(words, dayPattern)
  const { rest: odd, absence } = cutKind(rest)
  if (odd.replace(fillers, '') !== '') return { kind: 'unclear' }
  if (datesFound.length + lengthsFound.length === 0) return { kind: 'no-days', absence }
  const days = readDays(datesFound, today)
  if ('bad' in days) return { kind: 'no-such-day', text: days.bad }
  const span = readSpan(days.good, lengthsFound, today)
  return span ? { kind: 'days', absence: absence ?? 'LEAVE', ...span } : { kind: 'unclear' }
}

/** From one date to another, or so many days from one date on. */
function readSpan(days: Day[], lengthsFound: RegExpMatchArray[], today: Day): Days | null {
  const [fromDay = today, second, third] = days
  const [length, otherLength] = lengthsFound.map((match) => Number(match[1]))
  if (third || otherLength !== undefined || length === 0) return null
  if (second && length !== undefined) return null
  return { fromDay, toDay: second ?? addDays(fromDay, (length ?? 1) - 1) }
}

function cut(text: string, pattern: RegExp): { rest: string; found: RegExpMatchArray[] } {
  return { rest: text.replace(pattern, ' '), found: [...text.matchAll(pattern)] }
}

function cutKind(text: string): { rest: string; absence: AbsenceKind | null } {
  let rest = text
  let absence: AbsenceKind | null = null
  for (const [pattern, kind] of kindWords) {
    const without = rest.replace(pattern, ' ')
    if (without !== rest) absence ??= kind
    rest = without
  }
  return { rest, absence }
}
