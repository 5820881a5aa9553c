/** `即日起停训3天` and its like: pure. */

import type { DayMode } from '../../platform/calendar.ts'
import { addDays, daysBetween, type Day } from '../../shared/day.ts'
import { dayPattern, readDays } from '../../shared/read-day.ts'
import { mostDays, type DayChange } from './changes.ts'
import { modeOf, modePattern, type ModeWord } from './read-mode.ts'

export type SentenceRead =
  | { kind: 'changes'; changes: DayChange[] }
  /** A date that no calendar has. */
  | { kind: 'no-such-day'; text: string }
  | { kind: 'past'; day: Day }
  | { kind: 'too-many' }
  | { kind: 'unclear' }

type Word =
  | { kind: 'day'; match: RegExpMatchArray }
  | { kind: 'mode'; mode: ModeWord }
  | { kind: 'length'; days: number }
  | { kind: 'note'; text: string }
  | { kind: 'to' | 'end' }

/** Days, their kind and why, in any order: what belongs to one kind of day. */
interface Clause {
  modes: ModeWord[]
  days: { match: RegExpMatchArray; isEnd: boolean }[]
  lengths: number[]
  note: string | null
}

const day = new RegExp(dayPattern.source, 'iy')

/** What a sentence is made of; the first that fits is taken. */
const vocabulary: [RegExp, (match: RegExpMatchArray) => Word | null][] = [
  [/\((?:周|星期)[一二三四五六日天]\)/y, () => null],
  [/\(([^)]*)\)|【([^】]*)】/y, (match) => ({ kind: 'note', text: match[1] ?? match[2] ?? '' })],
  [day, (match) => ({ kind: 'day', match })],
  [/(\d{1,3})\s*(?:天|days?)/iy, (match) => ({ kind: 'length', days: Number(match[1]) })],
  [modePattern, (match) => ({ kind: 'mode', mode: modeOf(match) })],
  [/到|至|~|—|–|-|until|till|to\b/iy, () => ({ kind: 'to' })],
  [/[,;。\n]/y, () => ({ kind: 'end' })],
  [/周[一二三四五六日天]|星期[一二三四五六日天]/y, () => null],
  [
    /从|自|起|开始|的|共|都|为|改为|改成|设为|请|把|全市|全局|[\s、:]|和|及|from|for|on|and|is/iy,
    () => null,
  ],
]

/**
 * Reads days and what kind of days they shall be. A date without a year is the one nearest to `today`;
 * `3天` counts from the date, or from today. What stands in brackets is the reason. Days that are over
 * are refused.
 */
export function readSentence(text: string, today: Day): SentenceRead {
  const words = split(text.normalize('NFKC').trim())
  const clauses = words && gather(words)
  if (!clauses) return { kind: 'unclear' }
  const changes = new Map<Day, DayChange>()
  for (const clause of clauses) {
    const read = readClause(clause, today)
    if (read.kind !== 'changes') return read
    for (const change of read.changes) changes.set(change.day, change)
    if (changes.size > mostDays) return { kind: 'too-many' }
  }
  const sorted = [...changes.values()].sort((one, other) => (one.day < other.day ? -1 : 1))
  const [first] = sorted
  if (!first) return { kind: 'unclear' }
  return first.day < today ? { kind: 'past', day: first.day } : { kind: 'changes', changes: sorted }
}

/** The days of a text that names nothing else, such as `12月8日至12月10日`; null where it does not. */
export function readDaySpan(text: string, today: Day): Day[] | null {
  const words = split(text.normalize('NFKC').trim())
  if (!words || words.some(({ kind }) => kind !== 'day' && kind !== 'to')) return null
  const days = expand(clauseOf(words), today)
  return Array.isArray(days) && days.length > 0 ? days : null
}

/** The text as words; null where something in it is none. */
function split(text: string): Word[] | null {
  const words: Word[] = []
  let at = 0
  while (at < text.length) {
    const found = firstAt(text, at)
    if (!found) return null
    if (found.word) words.push(found.word)
    at += found.length
  }
  return words
}

function firstAt(text: string, at: number): { word: Word | null; length: number } | null {
  for (const [pattern, make] of vocabulary) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) return { word: make(match), length: match[0].length }
  }
  return null
}

/** A part between commas that names no kind of day goes with the next one, the last with the one before. */
function gather(words: Word[]): Clause[] | null {
  const parts: Word[][] = [[]]
  for (const word of words) {
    const ended = parts.at(-1)?.some(({ kind }) => kind === 'mode') ?? false
    if (word.kind !== 'end') parts.at(-1)?.push(word)
    else if (ended) parts.push([])
  }
  const [last = [], ...before] = parts.toReversed()
  if (!last.some(({ kind }) => kind === 'mode')) {
    if (before.length === 0) return null
    before[0]?.push(...last)
    return before.toReversed().map(clauseOf)
  }
  return parts.map(clauseOf)
}

function clauseOf(words: Word[]): Clause {
  const clause: Clause = { modes: [], days: [], lengths: [], note: null }
  for (const [index, word] of words.entries()) {
    if (word.kind === 'mode') clause.modes.push(word.mode)
    if (word.kind === 'length') clause.lengths.push(word.days)
    if (word.kind === 'note') clause.note = word.text.trim() || null
    if (word.kind === 'day') {
      clause.days.push({ match: word.match, isEnd: words[index - 1]?.kind === 'to' })
    }
  }
  return clause
}

function readClause(clause: Clause, today: Day): SentenceRead {
  const mode = onlyMode(clause.modes)
  if (!mode) return { kind: 'unclear' }
  const days = expand(clause, today)
  if (!Array.isArray(days)) return days
  if (days.length === 0) return { kind: 'unclear' }
  const changes = days.map((each) => ({
    day: each,
    mode: mode === 'CLEAR' ? null : mode,
    note: clause.note,
  }))
  return { kind: 'changes', changes }
}

/** `取消12月8日停训` takes back what was said; two other kinds in one clause are a riddle. */
function onlyMode(modes: ModeWord[]): DayMode | 'CLEAR' | null {
  if (modes.includes('CLEAR')) return 'CLEAR'
  const [mode, ...others] = new Set(modes)
  return others.length === 0 ? (mode ?? null) : null
}

/** Single days, from one to another, or so many from one on. */
function expand({ days: found, lengths }: Clause, today: Day): Day[] | SentenceRead {
  const read = readDays(
    found.map(({ match }) => match),
    today,
  )
  if ('bad' in read) return { kind: 'no-such-day', text: read.bad }
  const [length, ...otherLengths] = lengths
  if (length === undefined) return expandSpans(read.good, found, today)
  if (otherLengths.length > 0 || read.good.length > 1) return { kind: 'unclear' }
  return limited(daysFrom(read.good[0] ?? today, length))
}

/** `12月8日至12月10日`; an end alone, `停训到12月10日`, begins today. */
function expandSpans(named: Day[], found: Clause['days'], today: Day): Day[] | SentenceRead {
  const days: Day[] = found[0]?.isEnd ? [today] : []
  for (const [index, each] of named.entries()) {
    const start = days.at(-1)
    if (!found[index]?.isEnd || start === undefined) days.push(each)
    else if (each < start) return { kind: 'unclear' }
    else days.push(...daysFrom(addDays(start, 1), daysBetween(start, each)))
  }
  return limited(days)
}

function limited(days: Day[]): Day[] | SentenceRead {
  return days.length > mostDays ? { kind: 'too-many' } : days
}

/** So many days in a row, at most one more than are allowed. */
function daysFrom(first: Day, length: number): Day[] {
  return Array.from({ length: Math.min(length, mostDays + 1) }, (_, at) => addDays(first, at))
}
