/** What the self-check counts. */

import { isAway } from '../platform/calendar.ts'
import { Prisma, type Sql } from '../platform/db.ts'
import { addDays, instantOf, type Day } from '../shared/day.ts'

interface Span {
  fromDay: Day
  toDay: Day
  timeZone: string
}

/** The most cards, and the most nudges, that one officer got on one day. */
export async function mostADay(sql: Sql, span: Span): Promise<{ cards: number; nudges: number }> {
  const { from, until } = instantsOf(span)
  const [row] = await sql.$queryRaw<{ cards: number | null; nudges: number | null }[]>`
    select max(cards)::int as cards, max(nudges)::int as nudges
    from (
      select count(*) filter (where kind <> 'nudge') as cards,
        count(*) filter (where kind = 'nudge') as nudges
      from "Delivery"
      where state = 'SENT' and priority = any('{0,1,2,3,4,5,6,7,8,9}')
        and "dueAt" >= ${from} and "dueAt" < ${until}
        and kind in ('morning-card', 'article', 'nudge') and "officerId" is not null
      group by "officerId", ("sentAt" at time zone ${span.timeZone})::date) days`
  return { cards: row?.cards ?? 0, nudges: row?.nudges ?? 0 }
}

/** Officers' days that were excused, and those on which somebody was away and yet counts as missing. */
export async function countLeave(
  sql: Sql,
  { fromDay, toDay }: Span,
): Promise<{ excused: number; missed: number }> {
  const [row] = await sql.$queryRaw<{ excused: number; missed: number }[]>`
    select count(*) filter (where state = 'EXCUSED')::int as excused,
      count(*) filter (where state in ('DUE', 'MISSED')
        and ${isAway(Prisma.sql`duty."officerId"`, Prisma.sql`duty.day`)})::int as missed
    from "Duty" duty
    where day between ${fromDay} and ${toDay} and state in ('EXCUSED', 'DUE', 'MISSED')`
  return row ?? { excused: 0, missed: 0 }
}

/** How often names were looked at, by how many people, and how often somebody was refused a unit. */
export async function countLooks(
  sql: Sql,
  span: Span,
): Promise<{ looks: number; people: number; refused: number }> {
  const { from, until } = instantsOf(span)
  const [row] = await sql.$queryRaw<{ looks: number; people: number; refused: number }[]>`
    select count(*) filter (where act like 'see-%')::int as looks,
      count(distinct actor) filter (where act like 'see-%')::int as people,
      count(*) filter (where act = 'refuse-unit')::int as refused
    from "Audit" where at >= ${from} and at < ${until}`
  return row ?? { looks: 0, people: 0, refused: 0 }
}

/** Whether anybody was due on these days. */
export async function wasAnybodyDue(
  sql: Sql,
  { fromDay, toDay }: Pick<Span, 'fromDay' | 'toDay'>,
): Promise<boolean> {
  const duty = await sql.duty.findFirst({
    where: { day: { gte: fromDay, lte: toDay } },
    select: { id: true },
  })
  return duty !== null
}

function instantsOf({ fromDay, toDay, timeZone }: Span): { from: Date; until: Date } {
  return {
    from: instantOf(timeZone, fromDay, '00:00'),
    until: instantOf(timeZone, addDays(toDay, 1), '00:00'),
  }
}
