import type { Deps } from '../platform/deps.ts'
import { participationByDay, type Numbers } from '../quiz/participation.ts'
import { addDays, dayIn, daysBetween, type Day } from '../shared/day.ts'
import { fairNumbersOf, type FairNumbers } from './fair-numbers.ts'
import { mostMissedOf, type MissedArticle } from './most-missed.ts'
import { monthOf } from './period.ts'

/** A month of a unit, for a leader to print, sign and file. */
export interface MonthSheet {
  /** `2026-11` */
  month: string
  fromDay: Day
  /** The last day counted: the last of the month, or today while it runs. */
  toDay: Day
  isOver: boolean
  /** Each day from the first to `toDay`. */
  days: SheetDay[]
  /** The unit with its numbers of the month. */
  total: FairNumbers
  /** The five articles with the most wrong answers. */
  articles: MissedArticle[]
}

export interface SheetDay {
  day: Day
  /** Null where nobody was due or excused, as on a day without training. `open` as in a summary. */
  numbers: (Omit<Numbers, 'unbound' | 'meanScore'> & { open: number }) | null
}

const weakArticles = 5

/**
 * The month of a unit day by day. Asks nobody for permission: `viewUnit` does. `month` as `2026-11`.
 * @throws when there is no such unit
 */
export async function monthSheet(
  { db, now, settings }: Pick<Deps, 'db' | 'now' | 'settings'>,
  { unitId, month }: { unitId: number; month: string },
): Promise<MonthSheet> {
  const today = dayIn(settings.timeZone, now())
  const { fromDay, toDay } = monthOf(`${month}-01`, today)
  const span = { unitId, fromDay, toDay }
  const { total } = await fairNumbersOf(db, span)
  const byDay = new Map((await participationByDay(db, span)).map((row) => [row.day, row]))
  const articles = await mostMissedOf(db, span, weakArticles)
  const days = Array.from({ length: daysBetween(fromDay, toDay) + 1 }, (_, index) => {
    const day = addDays(fromDay, index)
    const numbers = byDay.get(day)
    return { day, numbers: numbers ? { ...numbers, open: day === toDay ? total.open : 0 } : null }
  })
  return { month, fromDay, toDay, isOver: toDay < today, days, total, articles }
}
