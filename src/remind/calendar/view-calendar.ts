import { knowsHolidays, listDays } from '../../platform/calendar.ts'
import type { Deps } from '../../platform/deps.ts'
import { addDays, dayIn } from '../../shared/day.ts'
import type { CalendarPage } from './month-screen.ts'

/** Two months of the calendar from `month` on (`YYYY-MM`), by default from this one. */
export async function viewCalendar(
  deps: Pick<Deps, 'db' | 'now' | 'settings'>,
  month?: string,
): Promise<CalendarPage> {
  const day = dayIn(deps.settings.timeZone, deps.now())
  const first = month ?? day.slice(0, 7)
  const second = moveMonth(first, 1)
  const [today] = await listDays(deps, { from: day, to: day })
  if (!today) throw new Error(`no day ${day}`)
  const months = []
  for (const each of [first, second]) {
    const to = addDays(`${moveMonth(each, 1)}-01`, -1)
    const days = await listDays(deps, { from: `${each}-01`, to })
    const isKnown = deps.settings.trainingDays === 'all' || knowsHolidays(Number(each.slice(0, 4)))
    months.push({ month: each, days, knowsHolidays: isKnown })
  }
  return { today, months, earlier: moveMonth(first, -1), later: moveMonth(first, 1) }
}

function moveMonth(month: string, by: number): string {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by
  return `${Math.floor(count / 12)}-${`${(count % 12) + 1}`.padStart(2, '0')}`
}
