/** What somebody wants of the bureau's calendar: pure. */

import type { DayMode, PlannedDay } from '../../platform/calendar.ts'
import type { Day } from '../../shared/day.ts'

/** A day as it shall be; with null as it usually is. */
export interface DayChange {
  day: Day
  mode: DayMode | null
  note: string | null
}

/** So many days one sentence or one file may change. */
export const mostDays = 400

/**
 * A row of a file that was not taken. Codes: `no-day`, `day-unclear` {text}, `mode-unclear` {text},
 * `day-past` {text}, `too-many`.
 */
export interface CalendarProblem {
  sheet: string
  row: number
  code: string
  args: Record<string, string>
}

/** A sentence or a file as it was understood, and once carried out what the days were before. */
export interface CalendarPlan {
  changes: DayChange[]
  problems: CalendarProblem[]
  before?: DayChange[]
}

/** A change beside what the day is now. */
export interface ComparedDay {
  day: Day
  from: PlannedDay
  to: DayMode
  /** Whether the bureau's own calendar says nothing about it any more. */
  cleared: boolean
  note: string | null
  same: boolean
}

/** What each change does to the days as they are; days that are not among `days` are left out. */
export function compareDays(changes: DayChange[], days: PlannedDay[]): ComparedDay[] {
  const known = new Map(days.map((day) => [day.day, day]))
  return changes.flatMap(({ day, mode, note }) => {
    const from = known.get(day)
    if (!from) return []
    const same = (from.own?.mode ?? null) === mode && (from.own?.note ?? null) === note
    return [{ day, from, to: mode ?? from.usual, cleared: mode === null, note, same }]
  })
}

/** Days in a row that `keyOf` gives the same key, as first and last. */
export function groupDays<Item extends { day: Day }>(
  items: Item[],
  { next, keyOf }: { next: (day: Day) => Day; keyOf: (item: Item) => string },
): { first: Item; last: Item }[] {
  const groups: { first: Item; last: Item }[] = []
  for (const item of items) {
    const group = groups.at(-1)
    const goesOn = group && next(group.last.day) === item.day && keyOf(group.last) === keyOf(item)
    if (goesOn) group.last = item
    else groups.push({ first: item, last: item })
  }
  return groups
}
