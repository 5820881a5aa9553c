/** What training took of officers: queries over answers and messages. */

import { isAway } from '../platform/calendar.ts'
import { Prisma, type Sql } from '../platform/db.ts'
import type { DeliveryKind } from '../platform/delivery.ts'
import { instantOf, addDays, type ClockTime, type Day } from '../shared/day.ts'

/**
 * What a message is to who gets it: training that nobody asked for, work of a leader or an office, or the
 * answer to something they did.
 */
const purposes: Record<DeliveryKind, 'training' | 'office' | 'answer'> = {
  'morning-card': 'training',
  article: 'training',
  nudge: 'training',
  retest: 'training',
  regrade: 'training',
  summary: 'office',
  script: 'office',
  weekly: 'office',
  'law-question': 'office',
  'self-check': 'office',
  notice: 'answer',
  drafted: 'answer',
  'law-reply': 'answer',
}

const kindsOf = (purpose: string) =>
  Object.entries(purposes).flatMap(([kind, own]) => (own === purpose ? [kind] : []))

/** The kinds of message that count against the budget. */
export const trainingKinds = kindsOf('training')
const officeKinds = kindsOf('office')

/** Outside these hours a message finds an officer off duty. */
const dutyHours: { from: ClockTime; to: ClockTime } = { from: '06:30', to: '21:00' }
/** A question that was left lying for longer was not being answered all that time. */
export const longestAnswer = 300
/** What a question takes that came by itself, where nothing else tells. */
const usualAnswer = 60

/** Whole weeks, from a Monday to a Sunday; `unitId` null for the whole bureau. */
export interface BurdenSpan {
  unitId: number | null
  fromDay: Day
  toDay: Day
}

/** How a figure is spread over officers and weeks; `above` is the share beyond the budget, 0 to 1. */
export interface Figure {
  median: number
  /** Nine of ten are no higher. */
  ninety: number
  above: number
}

export interface BurdenRow {
  people: number
  /** Officers times weeks in which they were due. */
  officerWeeks: number
  minutes: Figure
  messages: Figure
  /** Messages outside duty hours, and how many officers got one. */
  outside: { messages: number; people: number }
  /** The median of what leaders and offices got beside it; null where nobody did. */
  office: number | null
}

/**
 * Spread of minutes and messages over the officers of a unit, with everything below it, and the weeks of the
 * span in which they were due. A unit is the one of the day, so that a transfer changes nothing of before.
 */
export async function readBurden(
  sql: Sql,
  span: BurdenSpan,
  about: { timeZone: string; daysOff: Day[]; budget: { minutes: number; messages: number } },
): Promise<BurdenRow> {
  const { budget } = about
  const [row] = await sql.$queryRaw<Record<string, number | null>[]>`
    with people as materialized (${peopleIn(span)}),
    spent as materialized (${minutesOf(span)}),
    sent as materialized (${messagesOf(span, about)}),
    weeks as (
      select people."officerId", coalesce(spent.minutes, 0) as minutes,
        coalesce(sent.messages, 0) as messages, coalesce(sent.outside, 0) as outside,
        nullif(sent.office, 0) as office
      from people
      left join spent using ("officerId", week)
      left join sent using ("officerId", week))
    select count(distinct "officerId")::int as people, count(*)::int as "officerWeeks",
      ${spreadOf('minutes', budget.minutes)}, ${spreadOf('messages', budget.messages)},
      coalesce(sum(outside), 0)::int as outside,
      count(distinct "officerId") filter (where outside > 0)::int as "outsidePeople",
      percentile_disc(0.5) within group (order by office)::float8 as office
    from weeks`
  const at = (name: string) => row?.[name] ?? 0
  const figure = (name: string): Figure => ({
    median: at(`${name}Median`),
    ninety: at(`${name}Ninety`),
    above: at(`${name}Above`),
  })
  return {
    people: at('people'),
    officerWeeks: at('officerWeeks'),
    minutes: figure('minutes'),
    messages: figure('messages'),
    outside: { messages: at('outside'), people: at('outsidePeople') },
    office: row?.['office'] ?? null,
  }
}

function spreadOf(name: 'minutes' | 'messages', budget: number): Prisma.Sql {
  const [figure, median, ninety, above] = ['', 'Median', 'Ninety', 'Above'].map((what) =>
    Prisma.raw(`"${name}${what}"`),
  )
  return Prisma.sql`
    percentile_disc(0.5) within group (order by ${figure})::float8 as ${median},
    percentile_disc(0.9) within group (order by ${figure})::float8 as ${ninety},
    avg((${figure} > ${budget})::int)::float8 as ${above}`
}

const weekOf = (day: Prisma.Sql) => Prisma.sql`date_trunc('week', ${day})::date`

/** Who was due in which week, as `officerId` and `week`. */
function peopleIn({ unitId, fromDay, toDay }: BurdenSpan): Prisma.Sql {
  const inUnit = Prisma.sql`(${unitId}::int is null or duty."unitId" in (
    select "unitId" from "UnitClosure" where "ancestorId" = ${unitId}::int))`
  return Prisma.sql`
    select distinct duty."officerId", ${weekOf(Prisma.sql`duty.day::timestamp`)} as week
    from "Duty" duty
    where duty.day between ${fromDay} and ${toDay} and duty.state <> 'EXCUSED' and ${inUnit}`
}

/**
 * Minutes of each officer and week over sets that were asked of them, by the day of the set. A question that
 * came by itself lay in the chat until it was opened: it takes what their others of that week took on average.
 */
function minutesOf({ fromDay, toDay }: BurdenSpan): Prisma.Sql {
  return Prisma.sql`
    select "officerId", week, (coalesce(asked, 0) + coalesce((
      select sum(least(seconds, coalesce(usual, ${usualAnswer}))) from unnest(lay) as seconds), 0))
      / 60.0 as minutes
    from (
      select "officerId", week, sum(seconds) filter (where not lay) as asked,
        avg(seconds) filter (where not lay) as usual, array_agg(seconds) filter (where lay) as lay
      from (
        select people."officerId", people.week, answer.position = 1 as lay,
          least(extract(epoch from answer."answeredAt" - answer."shownAt"), ${longestAnswer})::float8
            as seconds
        from people
        join "Sitting" sitting on sitting."officerId" = people."officerId"
          and sitting.day between ${fromDay} and ${toDay}
          and ${weekOf(Prisma.sql`sitting.day::timestamp`)} = people.week
          and sitting.kind in ('DAILY', 'RETEST')
        join "Answer" answer on answer."sittingId" = sitting.id
          and answer.day between ${fromDay} and ${toDay}
        where answer."answeredAt" >= answer."shownAt") taken
      group by 1, 2) told`
}

/** Messages of each officer and week that were sent, by the week in which they were to go out. */
function messagesOf(
  { fromDay, toDay }: BurdenSpan,
  { timeZone, daysOff }: { timeZone: string; daysOff: Day[] },
): Prisma.Sql {
  const from = instantOf(timeZone, fromDay, '00:00')
  const until = instantOf(timeZone, addDays(toDay, 1), '00:00')
  const officer = Prisma.sql`message."officerId"`
  const isTraining = Prisma.sql`message.kind = any(${trainingKinds}::text[])`
  const isOutside = Prisma.sql`(message.clock < ${dutyHours.from} or message.clock >= ${dutyHours.to}
    or ${isAway(officer, Prisma.sql`message.day`)}
    or (message.day = any(${daysOff}::text[]) and not exists (
      select from "Shift" s where s."officerId" = ${officer} and s.day = message.day)))`
  return Prisma.sql`
    select message."officerId", message.week,
      count(*) filter (where ${isTraining})::int as messages,
      count(*) filter (where ${isTraining} and ${isOutside})::int as outside,
      count(*) filter (where message.kind = any(${officeKinds}::text[]))::int as office
    from (
      select "officerId", kind,
        ${weekOf(Prisma.sql`"dueAt" at time zone ${timeZone}`)} as week,
        to_char("sentAt" at time zone ${timeZone}, 'YYYY-MM-DD') as day,
        to_char("sentAt" at time zone ${timeZone}, 'HH24:MI') as clock
      from "Delivery"
      where state = 'SENT' and priority = any('{0,1,2,3,4,5,6,7,8,9}') and "officerId" is not null
        and "dueAt" >= ${from} and "dueAt" < ${until}
        and "officerId" in (select "officerId" from people)) message
    group by 1, 2`
}
