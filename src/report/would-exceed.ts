import { isAway, listDays } from '../platform/calendar.ts'
import { Prisma, type Sql } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import { addDays, dayIn, instantOf, type Day } from '../shared/day.ts'
import type { Addition, Excess } from '../shared/excess.ts'
import { longestAnswer, trainingKinds } from './burden-store.ts'
import { lastWeeks, mondayOf, readBudget, type BurdenDeps } from './burden.ts'

/** Minutes that a set takes where no week tells yet. */
const usualSet = 3

/**
 * Whether something more would bring the week of a day beyond the budget: with what was sent, what waits, the
 * cards of the days still to come, and sets that take as long as last week's. Null where it would not.
 */
export async function wouldExceed(
  deps: BurdenDeps & Pick<Deps, 'now'>,
  addition: Addition,
): Promise<Excess | null> {
  const { db, settings, now } = deps
  const today = dayIn(settings.timeZone, now())
  const monday = mondayOf(addition.day)
  const days = await listDays(deps, { from: monday, to: addDays(monday, 6) })
  const opened = await listOpened(db, monday)
  const toCome = days.filter(
    ({ day, mode }) => mode !== 'STOPPED' && day >= today && !opened.includes(day),
  )
  const budget = await readBudget(db)
  const week = { monday, timeZone: settings.timeZone, toCome: toCome.map(({ day }) => day) }
  const counts = await countMessages(db, addition, { ...week, budget: budget.messages })
  const sets = days.filter(({ mode }) => mode === 'NORMAL').length + addition.sets
  // What adds no set cannot make the week longer.
  const minutes = addition.sets > 0 ? sets * (await minutesOfSet(db, today)) : 0
  if (counts.people === 0 && minutes <= budget.minutes) return null
  return { monday, ...counts, minutes, budget }
}

async function listOpened(sql: Sql, monday: Day): Promise<Day[]> {
  const runs = await sql.run.findMany({
    where: {
      kind: { in: ['open-day', 'article-day'] },
      day: { gte: monday, lte: addDays(monday, 6) },
    },
    select: { day: true },
  })
  return runs.map(({ day }) => day)
}

async function countMessages(
  sql: Sql,
  { officerIds, messages }: Addition,
  { monday, timeZone, toCome, budget }: Week,
): Promise<Pick<Excess, 'people' | 'of' | 'most'>> {
  const from = instantOf(timeZone, monday, '00:00')
  const until = instantOf(timeZone, addDays(monday, 7), '00:00')
  const [row] = await sql.$queryRaw<{ people: number; of: number; most: Excess['most'] | null }[]>`
    with officers as materialized (
      select id from "Officer" o where o.active and o."telegramId" is not null
        and (${officerIds === null} or o.id = any(${officerIds ?? []}::int[]))
    ), had as (
      select "officerId" as id, count(*) filter (where kind in ('morning-card', 'article')) as cards,
        count(*) filter (where kind = 'nudge') as nudges,
        count(*) filter (where kind not in ('morning-card', 'article', 'nudge')) as others
      from "Delivery"
      where state in ('QUEUED', 'SENDING', 'SENT') and priority = any('{0,1,2,3,4,5,6,7,8,9}')
        and "dueAt" >= ${from} and "dueAt" < ${until} and kind = any(${trainingKinds}::text[])
        and "officerId" in (select id from officers)
      group by 1
    ), planned as (
      select officers.id, count(*) as cards
      from officers cross join unnest(${toCome}::text[]) as days (day)
      where not ${isAway(Prisma.sql`officers.id`, Prisma.sql`days.day`)}
      group by 1
    ), counts as (
      select coalesce(had.cards, 0) + coalesce(planned.cards, 0) as cards,
        coalesce(had.nudges, 0) as nudges, coalesce(had.others, 0) as others
      from officers left join had using (id) left join planned using (id)
    ), totals as (
      select counts.*, cards + nudges + others + ${messages}::int as messages from counts
    )
    select count(*)::int as of, count(*) filter (where messages > ${budget}::int)::int as people,
      (select to_jsonb(top) from (select * from totals order by messages desc limit 1) top) as most
    from totals`
  const nothing = { messages: 0, cards: 0, nudges: 0, others: 0 }
  return { people: row?.people ?? 0, of: row?.of ?? 0, most: row?.most ?? nothing }
}

interface Week {
  monday: Day
  timeZone: string
  /** Days of the week whose cards are not made yet. */
  toCome: Day[]
  budget: number
}

/** What a daily set took on average last week, in minutes; a question that only lay there is left out. */
async function minutesOfSet(sql: Sql, today: Day): Promise<number> {
  const { fromDay, toDay } = lastWeeks(today, 1)
  const [row] = await sql.$queryRaw<{ minutes: number | null }[]>`
    select (avg(least(extract(epoch from answer."answeredAt" - answer."shownAt"), ${longestAnswer}))
      * avg(sitting.size) / 60)::float8 as minutes
    from "Answer" answer
    join "Sitting" sitting on sitting.id = answer."sittingId" and sitting.kind = 'DAILY'
    where answer.day between ${fromDay} and ${toDay} and answer.position > 1
      and answer."answeredAt" >= answer."shownAt"`
  return row?.minutes ?? usualSet
}
