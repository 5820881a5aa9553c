import chineseDays from 'chinese-days'

import { addDays, type Day } from '../shared/day.ts'
import type { Settings } from '../shared/settings.ts'
import type { Sql } from './db.ts'

interface CalendarDeps {
  db: Sql
  settings: Pick<Settings, 'trainingDays'>
}

/**
 * Whether `day` is a training day: as TRAINING_DAYS says (workdays respects Chinese public holidays
 * and swapped workdays), unless the bureau's own calendar says otherwise for that day.
 */
export async function isTrainingDay({ db, settings }: CalendarDeps, day: Day): Promise<boolean> {
  const own = await db.calendarDay.findUnique({ where: { day } })
  return own ? own.mode === 'NORMAL' : isUsually(settings, day)
}

/** The first training day after `day`; a year without one means there is none, and gives null. */
export async function nextTrainingDay(
  { db, settings }: CalendarDeps,
  day: Day,
): Promise<Day | null> {
  const furthest = addDays(day, 366)
  const own = await db.calendarDay.findMany({ where: { day: { gt: day, lte: furthest } } })
  const exceptions = new Map(own.map((row) => [row.day, row.mode === 'NORMAL']))
  for (let at = addDays(day, 1); at < furthest; at = addDays(at, 1)) {
    if (exceptions.get(at) ?? isUsually(settings, at)) return at
  }
  return null
}

function isUsually(settings: CalendarDeps['settings'], day: Day): boolean {
  return settings.trainingDays === 'all' || chineseDays.isWorkday(day)
}
