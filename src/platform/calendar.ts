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
  return own?.training ?? isUsually(settings, day)
}

/** The first training day after `day`; a year without one means there is none, and gives null. */
export async function nextTrainingDay(deps: CalendarDeps, day: Day): Promise<Day | null> {
  return await findTrainingDay(deps, day, 1)
}

/** The last training day before `day`. */
export async function previousTrainingDay(deps: CalendarDeps, day: Day): Promise<Day | null> {
  return await findTrainingDay(deps, day, -1)
}

async function findTrainingDay(
  { db, settings }: CalendarDeps,
  day: Day,
  step: 1 | -1,
): Promise<Day | null> {
  const furthest = addDays(day, step * 366)
  const range = step > 0 ? { gt: day, lte: furthest } : { lt: day, gte: furthest }
  const own = await db.calendarDay.findMany({ where: { day: range } })
  const exceptions = new Map(own.map((row) => [row.day, row.training]))
  for (let at = addDays(day, step); at !== furthest; at = addDays(at, step)) {
    if (exceptions.get(at) ?? isUsually(settings, at)) return at
  }
  return null
}

function isUsually(settings: CalendarDeps['settings'], day: Day): boolean {
  return settings.trainingDays === 'all' || chineseDays.isWorkday(day)
}
