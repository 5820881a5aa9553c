import { addDays, isDay, weekday, type Day } from '../shared/day.ts'

/** The days a summary covers, both included. */
export interface Period {
  fromDay: Day
  toDay: Day
}

/**
 * The period a person asks for: nothing for today, `昨天`, `周`, a date as `2026-11-24`,
 * `2026/11/24`, `20261124` or `2026年11月24日`, or their English words; null when it is none of these.
 */
export function readPeriod(text: string, today: Day): Period | null {
  const word = text.trim().toLowerCase()
  if (/^(今天|今日|today)?$/.test(word)) return oneDay(today)
  if (/^(昨天|昨日|yesterday)$/.test(word)) return oneDay(addDays(today, -1))
  if (/^(周|本周|这周|week)$/.test(word)) return weekOf(today, today)
  const parts =
    /^(\d{4})(\d\d)(\d\d)$/.exec(word) ?? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(word)
  const [, year, month, date] = parts ?? []
  const day = `${year}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}`
  return isDay(day) ? oneDay(day) : null
}

/** The words of button data: these three mean what they mean when the button is pressed. */
export const relativeCodes = { today: 't', yesterday: 'y', week: 'w' } as const

/** A period as button data, up to 9 characters: the day, or the week of a Monday. */
export function packPeriod({ fromDay, toDay }: Period): string {
  const digits = fromDay.replaceAll('-', '')
  return fromDay === toDay ? `d${digits}` : `w${digits}`
}

/** Reads what `packPeriod` or `relativeCodes` wrote; null for anything else. */
export function unpackPeriod(code: string, today: Day): Period | null {
  if (code === relativeCodes.today) return oneDay(today)
  if (code === relativeCodes.yesterday) return oneDay(addDays(today, -1))
  if (code === relativeCodes.week) return weekOf(today, today)
  const [, kind, year, month, date] = /^([dw])(\d{4})(\d\d)(\d\d)$/.exec(code) ?? []
  const day = `${year}-${month}-${date}`
  if (!isDay(day)) return null
  return kind === 'd' ? oneDay(day) : weekOf(day, today)
}

function oneDay(day: Day): Period {
  return { fromDay: day, toDay: day }
}

/** Monday to Sunday, but not beyond today; on a Monday that is one day. */
function weekOf(day: Day, today: Day): Period {
  const fromDay = addDays(day, 1 - weekday(day))
  const sunday = addDays(fromDay, 6)
  return { fromDay, toDay: sunday < today || fromDay > today ? sunday : today }
}
