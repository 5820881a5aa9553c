import { isAway } from '../platform/calendar.ts'
import { Prisma, type Sql } from '../platform/db.ts'
import type { DayFollowed } from '../shared/day-followed.ts'
import type { Day } from '../shared/day.ts'

/** Whether nobody asks the officer for the set of `day`. */
export async function isExcused(db: Sql, officerId: number, day: Day): Promise<boolean> {
  const [row] = await db.$queryRaw<{ excused: boolean }[]>`
    select ${excusedOn(Prisma.sql`${officerId}::int`, day)} as excused`
  return row?.excused ?? false
}

/** For SQL: away, or the bureau took the day out of training, be it after it was opened. */
function excusedOn(officer: Prisma.Sql, day: Day): Prisma.Sql {
  return Prisma.sql`(${isAway(officer, day)}
    or exists (select from "CalendarDay" c where c.day = ${day} and c.mode <> 'NORMAL'))`
}

/**
 * The day's plan in one statement: a row for every officer who is bound and active, excused who is
 * away or rests. Rows that exist stay as they are. Returns how many are new.
 */
export async function insertDuties(db: Sql, day: Day, officerId?: number): Promise<number> {
  const only = officerId ?? null
  return await db.$executeRaw`
    insert into "Duty" ("officerId", day, "unitId", state)
    select o.id, ${day}, o."unitId",
      case when ${excusedOn(Prisma.sql`o.id`, day)} then 'EXCUSED' else 'DUE' end::"DutyState"
    from "Officer" o
    where o.active and o."telegramId" is not null and (${only}::int is null or o.id = ${only}::int)
    on conflict ("officerId", day) do nothing`
}

export interface Duty {
  day: Day
  state: 'DUE' | 'DONE' | 'MADE_UP' | 'EXCUSED' | 'MISSED'
  startedAt: Date | null
  finishedAt: Date | null
}

const dutyColumns = Prisma.sql`day, state::text as state, "startedAt", "finishedAt"`

export async function findDuty(db: Sql, officerId: number, day: Day): Promise<Duty | null> {
  const [duty] = await db.$queryRaw<Duty[]>`
    select ${dutyColumns} from "Duty" where "officerId" = ${officerId} and day = ${day}`
  return duty ?? null
}

/** The latest earlier day on which the officer was not excused. */
export async function findDutyBefore(db: Sql, officerId: number, day: Day): Promise<Duty | null> {
  const [duty] = await db.$queryRaw<Duty[]>`
    select ${dutyColumns} from "Duty"
    where "officerId" = ${officerId} and day < ${day} and state <> 'EXCUSED'
    order by day desc limit 1`
  return duty ?? null
}

/** An officer's days after `after`, up to `upTo`. */
export async function listDuties(
  db: Sql,
  officerId: number,
  { after, upTo }: { after: Day; upTo: Day },
) {
  return await db.duty.findMany({ where: { officerId, day: { gt: after, lte: upTo } } })
}

/**
 * Training days in a row on which the set was finished, counted back from `upTo`. A day excused neither adds nor
 * breaks, and a day still open does not break.
 */
export async function countStreak(db: Sql, officerId: number, upTo: Day): Promise<number> {
  const [row] = await db.$queryRaw<{ days: number }[]>`
    select count(*)::int as days from "Duty"
    where "officerId" = ${officerId} and day <= ${upTo} and state in ('DONE', 'MADE_UP')
      and day > coalesce((
        select max(day) from "Duty"
        where "officerId" = ${officerId} and day <= ${upTo} and state = 'MISSED'), '')`
  return row?.days ?? 0
}

/** Notes when the officer began. */
export async function saveStart(db: Sql, officerId: number, day: Day, now: Date): Promise<void> {
  await db.$executeRaw`
    update "Duty" set "startedAt" = ${now}
    where "officerId" = ${officerId} and day = ${day} and "startedAt" is null`
}

/**
 * The set of `day` is finished: 已训 on the day itself, 补训 later. The score is recomputed from the
 * answers, so this may be called again when a mark arrives; a mark that is being changed (see regrade/)
 * is waited for.
 */
export async function saveFinish(
  db: Sql,
  finish: { officerId: number; day: Day; sittingId: number; today: Day; now: Date },
): Promise<void> {
  const state = finish.today <= finish.day ? 'DONE' : 'MADE_UP'
  await db.$executeRaw`
    update "Duty" d set score = s.score, max = s.max,
      state = case when d.state in ('DUE', 'MISSED', 'EXCUSED') then ${state}::"DutyState" else d.state end,
      "finishedAt" = coalesce(d."finishedAt", ${finish.now})
    from (select coalesce(sum(score), 0) as score, count(*)::float as max
          from (select score from "Answer" where "sittingId" = ${finish.sittingId} for share) a) s
    where d."officerId" = ${finish.officerId} and d.day = ${finish.day}`
}

/**
 * At the day's end: whoever is still due has missed it; an officer deactivated meanwhile has not.
 * Returns how many rows were closed.
 */
export async function closeDuties(db: Sql, before: Day): Promise<number> {
  return await db.$executeRaw`
    update "Duty" d
    set state = case when o.active then 'MISSED' else 'EXCUSED' end::"DutyState"
    from "Officer" o where o.id = d."officerId" and d.state = 'DUE' and d.day < ${before}`
}

/** Moves an unfinished duty between due and excused. */
export async function setExcused(
  db: Sql,
  officerId: number,
  { day, excused, open }: { day: Day; excused: boolean; open: boolean },
): Promise<void> {
  const state = excused ? 'EXCUSED' : open ? 'DUE' : 'MISSED'
  await db.$executeRaw`
    update "Duty" set state = ${state}::"DutyState"
    where "officerId" = ${officerId} and day = ${day} and "finishedAt" is null`
}

/**
 * The calendar or shifts changed after `day` was opened: the duties that nobody has begun follow. Whoever
 * has answered something finishes it, and what is finished stays. Once the day is over nobody becomes due.
 */
export async function followDuties(
  db: Sql,
  { day, isOver }: { day: Day; isOver: boolean },
): Promise<DayFollowed> {
  const turn = (from: 'DUE' | 'EXCUSED', to: 'DUE' | 'EXCUSED') => db.$executeRaw`
    update "Duty" d set state = ${to}::"DutyState"
    where d.day = ${day} and d.state = ${from}::"DutyState" and d."startedAt" is null
      and d."finishedAt" is null
      and ${excusedOn(Prisma.sql`d."officerId"`, day)} = ${to === 'EXCUSED'}`
  const excused = await turn('DUE', 'EXCUSED')
  const due = isOver ? 0 : await turn('EXCUSED', 'DUE')
  const begun = await db.duty.count({ where: { day, state: 'DUE', startedAt: { not: null } } })
  const finished = await db.duty.count({ where: { day, finishedAt: { not: null } } })
  return { excused, due, begun, finished }
}
