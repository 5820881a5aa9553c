/** Days as people write them: pure. */

import { addDays, daysBetween, isDay, type Day } from './day.ts'

/** A date with or without its year or month, or a word for one. Global: for `matchAll` and `replace`. */
export const dayPattern =
  /(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?|(\d{1,2})[-/.月](\d{1,2})[日号]?|(\d{1,2})[日号]|即日|昨天|今[天日]|明[天日]|后天|yesterday|today|tomorrow/gi

const dayWords: Record<string, number> = {
  昨天: -1,
  即日: 0,
  今天: 0,
  今日: 0,
  明天: 1,
  明日: 1,
  后天: 2,
  yesterday: -1,
  today: 0,
  tomorrow: 1,
}

/**
 * The days of matches of `dayPattern`, in order. A date without a year is the one nearest to `today`,
 * or to the first date; a later one may leave out the month. `bad` is a date that no calendar has.
 */
export function readDays(found: RegExpMatchArray[], today: Day): { good: Day[] } | { bad: string } {
  const good: Day[] = []
  for (const match of found) {
    const day = readMatch(match, { today, near: good[0] ?? today })
    if (!day) return { bad: match[0] }
    good.push(day)
  }
  return { good }
}

/** The one day that a text names and nothing beside it; null for anything else. */
export function readDay(text: string, today: Day): Day | null {
  const plain = text.normalize('NFKC').trim()
  const found = [...plain.matchAll(dayPattern)]
  if (found.length !== 1 || found[0]?.[0] !== plain) return null
  const days = readDays(found, today)
  return 'good' in days ? (days.good[0] ?? null) : null
}

function readMatch(match: RegExpMatchArray, { today, near }: { today: Day; near: Day }) {
  const [word, year, yearMonth, yearDate, month, date, dateOnly] = match
  const offset = dayWords[word.toLowerCase()]
  if (offset !== undefined) return addDays(today, offset)
  if (year) return whole(year, yearMonth, yearDate)
  if (dateOnly)
    return nearest(
      [-1, 0, 1].map((by) => whole(...monthFrom(near, by), dateOnly)),
      near,
    )
  const thisYear = Number(near.slice(0, 4))
  return nearest(
    [thisYear - 1, thisYear, thisYear + 1].map((each) => whole(String(each), month, date)),
    near,
  )
}

function monthFrom(day: Day, by: number): [string, string] {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + by
  return [String(Math.floor(months / 12)), String((months % 12) + 1)]
}

function whole(year = '', month = '', date = ''): Day | null {
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return isDay(day) ? day : null
}

function nearest(days: (Day | null)[], near: Day): Day | null {
  const real = days.filter((day) => day !== null)
  const distance = (day: Day) => Math.abs(daysBetween(near, day))
  return real.sort((one, other) => distance(one) - distance(other))[0] ?? null
}
