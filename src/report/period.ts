import { addDays, daysBetween, isDay, weekday, type Day } from '../shared/day.ts'

/** The days a summary covers, both included. */
export interface Period {
  fromDay: Day
  toDay: Day
}

/**
 * The period a person asks for: nothing for today, `昨天`, `周`, `上周`, `月`, `上月`, their English words,
 * a month as `2026-10`, `2026年10月` or `10月`, a date as `2026-11-24`, `2026/11/24`, `20261124`,
 * `2026年11月24日` or `11月24日`; null when it is none of these. Without a year the last such one is meant.
 */
export function readPeriod(text: string, today: Day): Period | null {
  const word = text.trim().toLowerCase()
  const named = periodWords.find(({ words }) => words.test(word))
  return named ? named.period(today) : readDate(word, today)
}

const periodWords: { words: RegExp; period: (today: Day) => Period }[] = [
  { words: /^(今天|今日|today)?$/, period: oneDay },
  { words: /^(昨天|昨日|yesterday)$/, period: (today) => oneDay(addDays(today, -1)) },
  { words: /^(周|本周|这周|(this )?week)$/, period: (today) => weekOf(today, today) },
  { words: /^(上周|last week)$/, period: (today) => weekOf(addDays(today, -7), today) },
  { words: /^(月|本月|这个月|(this )?month)$/, period: (today) => monthOf(today, today) },
  { words: /^(上月|上个月|last month)$/, period: (today) => monthOf(monthBefore(today), today) },
]

function readDate(word: string, today: Day): Period | null {
  const parts =
    /^(\d{4})(\d\d)(\d\d)$/.exec(word) ??
    /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?$/.exec(word)
  if (!parts) return readWithoutYear(word, today)
  const [, year, month = '', date] = parts
  const day = `${year}-${month.padStart(2, '0')}-${(date ?? '1').padStart(2, '0')}`
  if (!isDay(day)) return null
  return date === undefined ? monthOf(day, today) : oneDay(day)
}

function readWithoutYear(word: string, today: Day): Period | null {
  if (!/^\d{1,2}月(\d{1,2}日?)?$/.test(word)) return null
  const thisYear = Number(today.slice(0, 4))
  const found = readDate(`${thisYear}年${word}`, today)
  return found && found.fromDay > today ? readDate(`${thisYear - 1}年${word}`, today) : found
}

/** The words of button data: these mean what they mean when the button is pressed. */
export const relativeCodes = { today: 't', yesterday: 'y', week: 'w', month: 'm' } as const

/**
 * A period as button data, up to 9 characters: the day, the week of a Monday, or the month of its
 * first day. Where a month begins on a Monday its first days are packed as their week.
 */
export function packPeriod(period: Period): string {
  const digits = period.fromDay.replaceAll('-', '')
  switch (lengthOf(period)) {
    case 'day':
      return `d${digits}`
    case 'week':
      return `w${digits}`
    case 'month':
      return `m${digits}`
  }
}

/** Reads what `packPeriod` or `relativeCodes` wrote; null for anything else. */
export function unpackPeriod(code: string, today: Day): Period | null {
  if (code === relativeCodes.today) return oneDay(today)
  if (code === relativeCodes.yesterday) return oneDay(addDays(today, -1))
  if (code === relativeCodes.week) return weekOf(today, today)
  if (code === relativeCodes.month) return monthOf(today, today)
  const [, kind, year, month, date] = /^([dwm])(\d{4})(\d\d)(\d\d)$/.exec(code) ?? []
  const day = `${year}-${month}-${date}`
  if (!isDay(day)) return null
  if (kind === 'd') return oneDay(day)
  return kind === 'w' ? weekOf(day, today) : monthOf(day, today)
}

/** Whether a period is a day, (a part of) a week, or (a part of) a month. */
export function lengthOf({ fromDay, toDay }: Period): 'day' | 'week' | 'month' {
  if (fromDay === toDay) return 'day'
  return weekday(fromDay) === 1 && daysBetween(fromDay, toDay) < 7 ? 'week' : 'month'
}

/** Whether a period is a whole month, or this month up to today. */
export function isMonth({ fromDay, toDay }: Period, today: Day): boolean {
  const month = monthOf(fromDay, today)
  return fromDay < toDay && month.fromDay === fromDay && month.toDay === toDay
}

/** The week or month before one. */
export function periodBefore(period: Period): Period {
  const { fromDay } = period
  const last = addDays(fromDay, -1)
  return lengthOf(period) === 'week' ? weekOf(last, last) : monthOf(last, last)
}

/** The month of a day, not beyond `today`; a month that is still to come as a whole. */
export function monthOf(day: Day, today: Day): Period {
  const fromDay = `${day.slice(0, 7)}-01`
  const nextMonth = `${addDays(fromDay, 31).slice(0, 7)}-01`
  return { fromDay, toDay: upTo(today, fromDay, addDays(nextMonth, -1)) }
}

function monthBefore(day: Day): Day {
  return addDays(`${day.slice(0, 7)}-01`, -1)
}

function oneDay(day: Day): Period {
  return { fromDay: day, toDay: day }
}

/** Monday to Sunday, but not beyond today; on a Monday that is one day. */
function weekOf(day: Day, today: Day): Period {
  const fromDay = addDays(day, 1 - weekday(day))
  return { fromDay, toDay: upTo(today, fromDay, addDays(fromDay, 6)) }
}

function upTo(today: Day, fromDay: Day, lastDay: Day): Day {
  return lastDay < today || fromDay > today ? lastDay : today
}
