import type { DayMode, PlannedDay } from '../../platform/calendar.ts'
import { daysBetween, weekday, type Day } from '../../shared/day.ts'
import type { Translate } from '../../shared/locale.ts'

/** A kind of day as people say it: a day off that nobody stopped is OFF. */
export type SpokenMode = DayMode | 'OFF'

/** How people call what a day is. */
export function modeOfDay({ mode, own }: Pick<PlannedDay, 'mode' | 'own'>): SpokenMode {
  return mode === 'STOPPED' && own === null ? 'OFF' : mode
}

/** 正常, 只推文章, 停训 or 休息日. */
export function modeText(t: Translate, mode: SpokenMode): string {
  return t(`calendar-mode-${mode}`)
}

/** `12月5日` */
export function dayText(t: Translate, day: Day): string {
  return t('calendar-day', { month: Number(day.slice(5, 7)), date: Number(day.slice(8)) })
}

/** `12月5日 周六` */
export function dayWithWeekday(t: Translate, day: Day): string {
  return `${dayText(t, day)} ${t(`calendar-weekday-${weekday(day)}`)}`
}

/** One day with its day of the week, or the first and the last of several. */
export function spanText(t: Translate, first: Day, last: Day): string {
  if (first === last) return dayWithWeekday(t, first)
  const count = daysBetween(first, last) + 1
  return t('calendar-span', { first: dayText(t, first), last: dayText(t, last), count })
}
