import { listDays } from '../platform/calendar.ts'
import { readChoice } from '../platform/choices.ts'
import type { Sql } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { addDays, weekday, type Day } from '../shared/day.ts'
import { keptDays } from '../shared/kept-days.ts'
import { readBurden, type BurdenRow, type BurdenSpan, type Figure } from './burden-store.ts'
import { lengthOf } from './period.ts'

export interface Budget {
  /** Of one officer in one week. */
  minutes: number
  messages: number
}

/** What training took of the officers of a unit, or of the bureau, in whole weeks. */
export interface Burden extends Omit<BurdenRow, 'minutes' | 'messages'> {
  fromDay: Day
  toDay: Day
  /** Null for fewer than five officers: it would tell about one of them. */
  minutes: Figure | null
  messages: Figure | null
  budget: Budget
}

/** Fewer people than this are not told apart. */
const fewestPeople = 5

export interface BurdenDeps {
  db: Sql
  settings: Pick<Deps['settings'], 'timeZone' | 'trainingDays'>
}

/**
 * Minutes that officers were at the questions asked of them, messages that they got without asking, and
 * those that found them off duty: before 06:30, from 21:00 on, on leave, on a day of rest, or on a day on
 * which the bureau does not train and nothing says that they work. What people practise for themselves, what
 * answers something they did, and what leaders get as leaders does not count against the budget.
 */
export async function burdenOf(deps: BurdenDeps, span: BurdenSpan): Promise<Burden> {
  const { db, settings } = deps
  const budget = await readBudget(db)
  const { timeZone } = settings
  const days = await listDays(deps, { from: span.fromDay, to: span.toDay })
  const daysOff = days.filter(({ usual }) => usual === 'STOPPED').map(({ day }) => day)
  const row = await readBurden(db, span, { timeZone, daysOff, budget })
  const { fromDay, toDay } = span
  const few = row.people < fewestPeople
  return {
    ...row,
    fromDay,
    toDay,
    budget,
    minutes: few ? null : row.minutes,
    messages: few ? null : row.messages,
  }
}

/** Officer-days of a week, about those of a thousand people: more are told of where somebody asks for it. */
const mostBeside = 5_000

/**
 * The burden to show beside a summary of a week: of that week once it is over, until then of the one before;
 * null for other spans, for weeks whose messages are forgotten and for units too large to count in passing.
 */
export async function burdenBeside(
  deps: BurdenDeps,
  { unitId, due, fromDay, day }: { unitId: number; due: number; fromDay: Day; day: Day },
  today: Day,
): Promise<Burden | null> {
  if (due > mostBeside || lengthOf({ fromDay, toDay: day }) !== 'week') return null
  const sunday = addDays(fromDay, 6)
  const week = sunday < today ? { fromDay, toDay: sunday } : lastWeeks(today, 1)
  return week.fromDay < firstKeptMonday(today) ? null : await burdenOf(deps, { unitId, ...week })
}

/** What an officer's week may hold, as the bureau chose. */
export async function readBudget(sql: Sql): Promise<Budget> {
  return {
    minutes: await readChoice(sql, 'minutes-a-week'),
    messages: await readChoice(sql, 'messages-a-week'),
  }
}

/**
 * The last whole weeks before `today`, at most `count`. Messages are kept for 60 days, so that it is never more
 * than eight.
 */
export function lastWeeks(today: Day, count: number): { fromDay: Day; toDay: Day } {
  const monday = mondayOf(today)
  const wanted = addDays(monday, -7 * count)
  const first = firstKeptMonday(today)
  return { fromDay: wanted < first ? first : wanted, toDay: addDays(monday, -1) }
}

/** The first Monday from which on all messages are still kept. */
export function firstKeptMonday(today: Day): Day {
  const kept = addDays(today, 1 - keptDays)
  return weekday(kept) === 1 ? kept : addDays(mondayOf(kept), 7)
}

/** The Monday of the week of `day`. */
export function mondayOf(day: Day): Day {
  return addDays(day, 1 - weekday(day))
}
