import chineseDays from 'chinese-days'

import { addDays, type Day } from '../shared/day.ts'
import type { Settings } from '../shared/settings.ts'
import { Prisma, type Sql } from './db.ts'

interface CalendarDeps {
  db: Sql
  settings: Pick<Settings, 'trainingDays'>
}

/** 正常, 只推文章 or 停训. A day on which nobody works is STOPPED as well. */
export type DayMode = 'NORMAL' | 'ARTICLE' | 'STOPPED'

export interface PlannedDay {
  day: Day
  mode: DayMode
  /** What it would be without the bureau's own calendar. */
  usual: DayMode
  /** What the bureau's own calendar says. */
  own: { mode: DayMode; note: string | null } | null
  /** The public holiday it belongs to, as a day off or as one worked in exchange. */
  holiday: { zh: string; en: string; work: boolean } | null
}

/**
 * What kind of day it is: as TRAINING_DAYS says (workdays respects Chinese public holidays and swapped
 * workdays), unless the bureau's own calendar says otherwise for that day.
 */
export async function dayMode({ db, settings }: CalendarDeps, day: Day): Promise<DayMode> {
  const own = await db.calendarDay.findUnique({ where: { day } })
  return own?.mode ?? usualMode(settings, day)
}

/** Whether officers are due on `day`. */
export async function isTrainingDay(deps: CalendarDeps, day: Day): Promise<boolean> {
  return (await dayMode(deps, day)) === 'NORMAL'
}

/** The first training day after `day`; a year without one means there is none, and gives null. */
export async function nextTrainingDay(
  { db, settings }: CalendarDeps,
  day: Day,
): Promise<Day | null> {
  const furthest = addDays(day, 366)
  const own = await db.calendarDay.findMany({ where: { day: { gt: day, lte: furthest } } })
  const exceptions = new Map(own.map((row) => [row.day, row.mode]))
  for (let at = addDays(day, 1); at < furthest; at = addDays(at, 1)) {
    if ((exceptions.get(at) ?? usualMode(settings, at)) === 'NORMAL') return at
  }
  return null
}

/** Every day from `from` to `to`, both included, with why it is what it is. */
export async function listDays(
  { db, settings }: CalendarDeps,
  { from, to }: { from: Day; to: Day },
): Promise<PlannedDay[]> {
  const rows = await db.calendarDay.findMany({ where: { day: { gte: from, lte: to } } })
  const own = new Map(rows.map(({ day, mode, note }) => [day, { mode, note }]))
  const days: PlannedDay[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const usual = usualMode(settings, day)
    const exception = own.get(day) ?? null
    const mode = exception?.mode ?? usual
    days.push({ day, mode, usual, own: exception, holiday: holidayOf(day) })
  }
  return days
}

/** Whether the public holidays of a year are known: they are announced in the autumn before. */
export function knowsHolidays(year: number): boolean {
  return holidayOf(`${year}-10-01`) !== null
}

/**
 * For SQL: whether the officer whose id is `officer` is away on `day`, by an absence or a day of rest
 * in a duty roster.
 */
export function isAway(officer: Prisma.Sql, day: Day | Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    exists (select from "Absence" a where a."officerId" = ${officer} and a."cancelledAt" is null
      and a."fromDay" <= ${day} and a."toDay" >= ${day})
    or exists (select from "Shift" s where s."officerId" = ${officer} and s.day = ${day}
      and s.kind = 'REST'))`
}

function usualMode(settings: CalendarDeps['settings'], day: Day): DayMode {
  return settings.trainingDays === 'all' || chineseDays.isWorkday(day) ? 'NORMAL' : 'STOPPED'
}

/** The package names a holiday as `National Day,国庆节,3`, and other days by the day of the week. */
function holidayOf(day: Day): PlannedDay['holiday'] {
  const { name, work } = chineseDays.getDayDetail(day)
  const [en = '', zh] = name.split(',')
  return zh === undefined ? null : { zh, en, work }
}
