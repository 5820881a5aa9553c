import type { PlannedDay } from '../../platform/calendar.ts'
import { addDays, type Day } from '../../shared/day.ts'
import type { Translate } from '../../shared/locale.ts'
import { clip, escapeHtml, type Screen } from '../../shared/screen.ts'
import { calendarData } from './buttons.ts'
import { groupDays } from './changes.ts'
import { dayWithWeekday, modeOfDay, modeText, spanText } from './wording.ts'

export interface CalendarPage {
  today: PlannedDay
  months: { month: string; days: PlannedDay[]; knowsHolidays: boolean }[]
  /** The months that the buttons lead to, `YYYY-MM`. */
  earlier: string
  later: string
}

/** Two months: how many days of training, the holidays, and what the bureau itself has laid down. */
export function calendarScreen(t: Translate, page: CalendarPage): Screen {
  const { day } = page.today
  const now = { day: dayWithWeekday(t, day), mode: modeText(t, modeOfDay(page.today)) }
  const text = [
    `<b>${t('calendar-title')}</b>\n${t('calendar-today', now)}`,
    ...page.months.map((month) => monthBlock(t, month)),
    t('calendar-how'),
  ].join('\n\n')
  const to = (month: string, key: string) => ({
    label: t(key, monthArgs(month)),
    data: calendarData.month(month),
  })
  return {
    text,
    buttons: [
      [to(page.earlier, 'calendar-earlier'), to(page.later, 'calendar-later')],
      [{ label: t('calendar-change'), data: calendarData.ask }],
    ],
  }
}

function monthBlock(t: Translate, { month, days, knowsHolidays }: CalendarPage['months'][number]) {
  const training = days.filter(({ mode }) => mode === 'NORMAL').length
  const lines = [
    `<b>${t('calendar-month', monthArgs(month))}</b> ${t('calendar-training', { count: training })}`,
    holidayLine(t, days, 'calendar-holidays', false),
    holidayLine(t, days, 'calendar-swapped', true),
    ...ownLines(t, days),
    knowsHolidays ? '' : t('calendar-holidays-unknown', { year: month.slice(0, 4) }),
  ]
  return lines.filter(Boolean).join('\n')
}

function holidayLine(t: Translate, days: PlannedDay[], key: string, work: boolean): string {
  const nameOf = ({ holiday }: PlannedDay) =>
    holiday ? t('calendar-holiday', { zh: holiday.zh, en: holiday.en }) : ''
  const found = days.filter(({ holiday }) => holiday?.work === work)
  if (found.length === 0) return ''
  const list = spans(found, nameOf).map(({ first, last }) =>
    t('calendar-named-days', { name: nameOf(first), days: spanText(t, first.day, last.day) }),
  )
  return t(key, { list: list.join(t('calendar-comma')) })
}

/** So many lines, and of each note so many characters, keep two months below Telegram's limit. */
const mostLines = 20
const longestNote = 40

function ownLines(t: Translate, days: PlannedDay[]): string[] {
  const own = days.filter((one) => one.own !== null)
  const keyOf = ({ own: exception }: PlannedDay) => `${exception?.mode} ${exception?.note ?? ''}`
  const found = spans(own, keyOf)
  const lines = found.slice(0, mostLines).map(({ first, last }) => {
    const note = clip(first.own?.note ?? '', longestNote)
    const mode = modeText(t, first.mode)
    const line = t('calendar-own', { days: spanText(t, first.day, last.day), mode })
    return note ? t('calendar-with-note', { line, note: escapeHtml(note) }) : line
  })
  const more = found.length - lines.length
  return more > 0 ? [...lines, t('calendar-more', { count: more })] : lines
}

function spans(days: PlannedDay[], keyOf: (day: PlannedDay) => string) {
  return groupDays(days, { next: (day: Day) => addDays(day, 1), keyOf })
}

function monthArgs(month: string): { year: string; month: number } {
  return { year: month.slice(0, 4), month: Number(month.slice(5, 7)) }
}
