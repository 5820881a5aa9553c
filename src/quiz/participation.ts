import { Prisma, type Sql } from '../platform/db.ts'
import type { Day } from '../shared/day.ts'
import type { UnitLevel } from '../shared/person.ts'
import { daysToCount, dutyCounts, type DaysToCount } from './rollup/counts.ts'

/**
 * Who took part, in the bureau's words. Over several days the counts are officer-days.
 *
 * - `due` 应训: planned and not excused
 * - `done` 已训: the whole set answered that day
 * - `madeUp` 补训: finished in the make-up window
 * - `excused` 免训: on leave, on shift, on a course; never part of `due`
 * - `missed` 未训: due and not finished, be it for good or, on a day still open, not yet
 * - `unbound` 未绑定: active officers no message can reach at this moment, counted apart
 */
export interface Numbers {
  due: number
  done: number
  madeUp: number
  excused: number
  missed: number
  unbound: number
  /** (done + madeUp) / due, 0 to 1; null when nobody was due. */
  rate: number | null
  /** Marks won of marks possible in the finished sets, in percent; null when none is finished. */
  meanScore: number | null
}

export interface UnitNumbers extends Numbers {
  unitId: number
  /** The path of the unit; for `own` the path of the office and `本级`. */
  unit: string
  name: string
  level: UnitLevel
  /** The officers who sit in the office itself, not in a unit below it. */
  own: boolean
}

export interface Participation {
  total: UnitNumbers
  /** Each unit directly below by path, then the office's own officers where there are any. */
  children: UnitNumbers[]
}

export interface Missing {
  officerId: number
  badge: string
  name: string
  /** The path of the unit the officer belonged to on that day. */
  unit: string
  /** How many days of the range were missed. */
  days: number
}

interface Span {
  unitId: number
  fromDay: Day
  toDay: Day
}

/**
 * The numbers of a unit with everything below it, and of each unit directly below. The unit is the
 * one written down on the day, so a transfer does not rewrite history.
 * @throws when there is no such unit
 */
export async function participationOf(sql: Sql, span: Span): Promise<Participation> {
  const unit = await sql.unit.findUniqueOrThrow({ where: { id: span.unitId } })
  const below = await sql.unit.findMany({
    where: { parentId: unit.id },
    orderBy: { path: 'asc' },
  })
  const counts = new Map((await countByChild(sql, span)).map((row) => [row.childId, row]))
  const children = below.map((child) => ({
    ...describe(child),
    ...numbersFrom([counts.get(child.id) ?? none]),
  }))
  const own = counts.get(unit.id)
  if (own && unit.level !== 'STATION') {
    children.push({ ...describe(unit), ...ownStaff(unit.path), ...numbersFrom([own]) })
  }
  return { total: { ...describe(unit), ...numbersFrom([...counts.values()]) }, children }
}

export interface DayNumbers extends Numbers {
  day: Day
}

/** The numbers of a unit with everything below it, day by day; days on which nobody was planned are left out. */
export async function participationByDay(sql: Sql, span: Span): Promise<DayNumbers[]> {
  const { unitId, ...between } = span
  const days = await daysToCount(sql, between)
  const rows = await sql.$queryRaw<(Omit<Counts, 'childId' | 'unbound'> & { day: Day })[]>`
    select duty.day, sum(duty.due)::int as due, sum(duty.done)::int as done,
      sum(duty."madeUp")::int as "madeUp", sum(duty.excused)::int as excused,
      sum(duty.score)::float8 as score, sum(duty.max)::float8 as max
    from "UnitClosure" scope
    cross join lateral (${dutiesOf(Prisma.sql`scope."unitId"`, days)}) duty
    where scope."ancestorId" = ${unitId}
    group by duty.day order by duty.day`
  return rows.map(({ day, ...counts }) => ({ day, ...numbersFrom([{ ...none, ...counts }]) }))
}

/** The numbers of a unit with everything below it in each of several spans of days, as for a trend. */
export async function participationBySpan(
  sql: Sql,
  unitId: number,
  spans: Omit<Span, 'unitId'>[],
): Promise<Numbers[]> {
  const numbers: Numbers[] = []
  // One after the other: all connections belong to everybody.
  for (const days of spans) numbers.push((await participationOf(sql, { unitId, ...days })).total)
  return numbers
}

/** The officers of the unit and everything below it who were due on `day` and have not finished. */
export async function listMissing(
  sql: Sql,
  { unitId, day }: { unitId: number; day: Day },
): Promise<Missing[]> {
  return listMissingBetween(sql, { unitId, fromDay: day, toDay: day })
}

/** As `listMissing`, over a range of days: each officer once, with the number of days. */
export async function listMissingBetween(sql: Sql, span: Span): Promise<Missing[]> {
  return sql.$queryRaw<Missing[]>`
    select officer.id as "officerId", officer.badge, officer.name, unit.path as unit,
      count(*)::int as days
    from "UnitClosure" scope
    join "Duty" duty on duty."unitId" = scope."unitId"
      and duty.day between ${span.fromDay} and ${span.toDay} and duty.state in ('DUE', 'MISSED')
    join "Officer" officer on officer.id = duty."officerId"
    join "Unit" unit on unit.id = duty."unitId"
    where scope."ancestorId" = ${span.unitId}
    group by officer.id, unit.id
    order by unit.path, officer.badge`
}

interface Counts {
  /** A unit directly below, or the unit itself for its own officers. */
  childId: number
  due: number
  done: number
  madeUp: number
  excused: number
  unbound: number
  score: number
  max: number
}

const none: Counts = {
  childId: 0,
  due: 0,
  done: 0,
  madeUp: 0,
  excused: 0,
  unbound: 0,
  score: 0,
  max: 0,
}

/**
 * Days that are over from what was counted of them, the others from the duties themselves. The lateral joins make
 * the planner look up each unit in an index; joined plainly it reads the whole history.
 */
async function countByChild(sql: Sql, { unitId, ...span }: Span): Promise<Counts[]> {
  const days = await daysToCount(sql, span)
  return sql.$queryRaw<Counts[]>`
    with scope as (${scopeByChild(unitId)})
    select scope."childId",
      coalesce(sum(duty.due), 0)::int as due,
      coalesce(sum(duty.done), 0)::int as done,
      coalesce(sum(duty."madeUp"), 0)::int as "madeUp",
      coalesce(sum(duty.excused), 0)::int as excused,
      coalesce(sum(officer.unbound), 0)::int as unbound,
      coalesce(sum(duty.score), 0)::float8 as score,
      coalesce(sum(duty.max), 0)::float8 as max
    from scope
    cross join lateral (
      select sum(due) as due, sum(done) as done, sum("madeUp") as "madeUp",
        sum(excused) as excused, sum(score) as score, sum(max) as max
      from (${dutiesOf(Prisma.sql`scope."unitId"`, days)}) part
    ) duty
    cross join lateral (
      select count(*) as unbound from "Officer"
      where "unitId" = scope."unitId" and active and "telegramId" is null
    ) officer
    group by scope."childId"
    having coalesce(sum(duty.due) + sum(duty.excused), 0) + sum(officer.unbound) > 0`
}

/** For SQL: the counts of one unit by day, without the units below it. */
function dutiesOf(unitId: Prisma.Sql, { kept, live }: DaysToCount): Prisma.Sql {
  return Prisma.sql`
    select day, due, done, "madeUp", excused, score, max
    from "UnitDay" where "unitId" = ${unitId} and day = any(${kept}::text[])
    union all
    select duty.day, ${dutyCounts}
    from "Duty" duty where duty."unitId" = ${unitId} and duty.day = any(${live}::text[])
    group by duty.day`
}

/** Every unit of the subtree with the unit directly below `unitId` that it belongs to. */
function scopeByChild(unitId: number): Prisma.Sql {
  return Prisma.sql`
    select whole."unitId", coalesce(part."ancestorId", whole."unitId") as "childId"
    from "UnitClosure" whole
    left join "UnitClosure" part on part."unitId" = whole."unitId"
      and part."ancestorId" in (select id from "Unit" where "parentId" = ${unitId})
    where whole."ancestorId" = ${unitId}`
}

function describe(unit: { id: number; path: string; name: string; level: UnitLevel }) {
  return { unitId: unit.id, unit: unit.path, name: unit.name, level: unit.level, own: false }
}

function ownStaff(path: string) {
  return { unit: `${path}/本级`, name: '本级', own: true }
}

function numbersFrom(rows: Counts[]): Numbers {
  const sum = (field: Exclude<keyof Counts, 'childId'>) =>
    rows.reduce((total, row) => total + row[field], 0)
  const due = sum('due')
  const done = sum('done')
  const madeUp = sum('madeUp')
  const max = sum('max')
  return {
    due,
    done,
    madeUp,
    excused: sum('excused'),
    missed: due - done - madeUp,
    unbound: sum('unbound'),
    rate: due === 0 ? null : (done + madeUp) / due,
    meanScore: max === 0 ? null : (100 * sum('score')) / max,
  }
}
