import { lengthOf, periodBefore, readPeriod, type Period } from '../report/period.ts'
import { addDays, daysBetween, isDay, type Day } from '../shared/day.ts'

const mostDays = 366

/** The days a page is asked about: the last `days` without, never longer than a year. */
export function readSpan(
  { from, to }: Record<string, string>,
  { today, days }: { today: Day; days: number },
): Period {
  const toDay = to && isDay(to) ? to : from && isDay(from) ? from : today
  const fromDay = from && isDay(from) ? from : addDays(toDay, 1 - days)
  if (fromDay > toDay) return readSpan({ from: toDay, to: fromDay }, { today, days })
  const earliest = addDays(toDay, 1 - mostDays)
  return { fromDay: fromDay < earliest ? earliest : fromDay, toDay }
}

/** The span before one of the same kind: the day, week or month before, or as many days. */
export function spanBefore(span: Period): Period {
  const days = daysBetween(span.fromDay, span.toDay) + 1
  const isMonth = lengthOf(span) === 'month' && span.fromDay.endsWith('-01') && days <= 31
  if (isMonth || lengthOf(span) === 'week') return periodBefore(span)
  return { fromDay: addDays(span.fromDay, -days), toDay: addDays(span.fromDay, -1) }
}

/** What one press asks for. */
export function presetsOf(today: Day): { key: string; span: Period }[] {
  const preset = (key: string, word: string) => {
    const span = readPeriod(word, today)
    return span ? [{ key, span }] : []
  }
  return [
    ...preset('page-today', 'today'),
    ...preset('page-week', 'week'),
    ...preset('page-month', 'month'),
  ]
}
