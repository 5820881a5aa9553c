import { Prisma, type Sql } from '../platform/db.ts'
import { participationOf, type UnitNumbers } from '../quiz/participation.ts'
import { daysBetween, type Day } from '../shared/day.ts'

/** A mean of fewer people would tell what one of them scored. */
const fewestForMean = 5

/** The numbers of a unit as leaders see them. */
export interface FairNumbers extends UnitNumbers {
  /** Of `missed`: whose day is not over, so that they may still finish 尚未完成. */
  open: number
  /**
   * Somebody was due on these days, but fewer than five people have finished a set: no leader is shown their mean
   * score. In the morning of a day that is so in every unit for a while. Also a unit whose mean would tell that of
   * such a one beside it.
   */
  few: boolean
}

interface Span {
  unitId: number
  fromDay: Day
  toDay: Day
}

/**
 * The numbers of a unit and of each unit directly below, fit for the eyes of a leader: what is still
 * open on the last day told apart, marked where the mean would tell what one of few scored.
 * @throws when there is no such unit
 */
export async function fairNumbersOf(
  sql: Sql,
  span: Span,
): Promise<{ total: FairNumbers; children: FairNumbers[] }> {
  const { total, children } = await participationOf(sql, span)
  const units = [total, ...children]
  const open = await countOpen(sql, span, units)
  const few = covered(children, await findFew(sql, span, units))
  const fair = (unit: UnitNumbers): FairNumbers => ({
    ...unit,
    open: open.get(keyOf(unit)) ?? 0,
    few: few.has(keyOf(unit)),
  })
  return { total: fair(total), children: children.map(fair) }
}

/** By unit, how many may still finish the last day: nothing once it is closed, even if somebody is due anew. */
async function countOpen(
  sql: Sql,
  { unitId, fromDay, toDay }: Span,
  units: UnitNumbers[],
): Promise<Map<string, number>> {
  const has = async (state: 'DUE' | 'MISSED') =>
    (await sql.duty.findFirst({ where: { day: toDay, state } })) !== null
  if ((await has('MISSED')) || !(await has('DUE'))) return new Map()
  if (fromDay === toDay) return missedBy(units)
  const last = await participationOf(sql, { unitId, fromDay: toDay, toDay })
  return missedBy([last.total, ...last.children])
}

function missedBy(units: UnitNumbers[]): Map<string, number> {
  return new Map(units.map((unit) => [keyOf(unit), unit.missed]))
}

/** The units in which somebody was due, and fewer than five people have finished: how many did. */
async function findFew(sql: Sql, span: Span, units: UnitNumbers[]): Promise<Map<string, number>> {
  const days = daysBetween(span.fromDay, span.toDay) + 1
  // More officer-days than four people have: nobody need be counted.
  const small = units.filter(
    (unit) => unit.due > 0 && finishedOf(unit) <= (fewestForMean - 1) * days,
  )
  const few = new Map<string, number>()
  for (const unit of small) {
    const people = days === 1 ? finishedOf(unit) : await countPeople(sql, span, unit)
    if (people < fewestForMean) few.set(keyOf(unit), people)
  }
  return few
}

/**
 * The units of few people, and beside a single one of them the smallest of the others: from the mean of the whole and
 * those of the rest, its own could be worked out. What is not told is of five people at least, taken together (secondary
 * suppression, as statistical offices do it).
 */
function covered(children: UnitNumbers[], few: Map<string, number>): Set<string> {
  const hidden = new Set(few.keys())
  const people = children.reduce((sum, unit) => sum + (few.get(keyOf(unit)) ?? 0), 0)
  if (people === 0 || people >= fewestForMean) return hidden
  const [smallest] = children
    .filter((unit) => !hidden.has(keyOf(unit)) && finishedOf(unit) > 0)
    .sort((one, other) => finishedOf(one) - finishedOf(other))
  if (smallest) hidden.add(keyOf(smallest))
  return hidden
}

function finishedOf({ done, madeUp }: UnitNumbers): number {
  return done + madeUp
}

/** How many officers of a unit have finished on any of the days. */
async function countPeople(sql: Sql, { fromDay, toDay }: Span, unit: UnitNumbers): Promise<number> {
  const [row] = await sql.$queryRaw<{ people: number }[]>`
    select count(distinct duty."officerId")::int as people
    from "UnitClosure" scope
    cross join lateral (
      select "officerId" from "Duty"
      where "unitId" = scope."unitId" and day between ${fromDay} and ${toDay}
        and state in ('DONE', 'MADE_UP')
    ) duty
    where scope."ancestorId" = ${unit.unitId} ${unit.own ? Prisma.sql`and scope.depth = 0` : Prisma.empty}`
  return row?.people ?? 0
}

/** The office's own officers carry the number of the unit itself. */
function keyOf({ unitId, own }: UnitNumbers): string {
  return `${unitId}${own ? ' own' : ''}`
}
