import { isAway } from '../platform/calendar.ts'
import { Prisma, type Sql } from '../platform/db.ts'
import { addDays, type Day } from '../shared/day.ts'
import { campaignOf } from './rules.ts'

interface NewRun {
  kind: string
  day: Day
  now: Date
  data: Prisma.InputJsonObject
}

/** Claims a run. False when it was claimed before, by this replica or another. */
export async function insertRun(sql: Sql, run: NewRun): Promise<boolean> {
  const inserted = await sql.$executeRaw`
    insert into "Run" (kind, day, "plannedAt", data)
    values (${run.kind}, ${run.day}, ${run.now}, ${JSON.stringify(run.data)}::jsonb)
    on conflict (kind, day) do nothing`
  return inserted > 0
}

/** Writes a run down in place of the one before it, where there was one. */
export async function replaceRun(sql: Sql, { kind, day, now, data }: NewRun): Promise<void> {
  const run = { plannedAt: now, finishedAt: null, data }
  const where = { kind_day: { kind, day } }
  await sql.run.upsert({ where, create: { kind, day, ...run }, update: run })
}

export async function findRun(sql: Sql, kind: string, day: Day) {
  return await sql.run.findUnique({ where: { kind_day: { kind, day } } })
}

/** The run of this kind for the latest day. */
export async function findLastRun(sql: Sql, kind: string) {
  return await sql.run.findFirst({ where: { kind }, orderBy: { day: 'desc' } })
}

/** One message for many officers. */
export interface Broadcast {
  campaign: string
  kind: 'morning-card' | 'nudge' | 'article'
  data: { day: Day; articleId?: number }
  times: CardTimes
  expiresAt: Date
}

/** When a message of the morning goes out, by how an officer works. */
export interface CardTimes {
  usual: Date
  /** To whom had a night shift until this morning. */
  afterNight: Date
  /** To whom a late shift waits for. */
  beforeLate: Date
}

/**
 * One message for every officer who is due on the day and can be reached, in one statement. An officer
 * gets one message of a campaign, whoever asks for it and how often; nobody is nudged before their card
 * was due. Returns how many are new.
 */
export async function insertForDue(
  sql: Sql,
  message: Broadcast,
  /** Only officers of this unit and those below it. */
  { unitId = null }: { unitId?: number | null } = {},
): Promise<number> {
  const { day } = message.data
  const inUnit = Prisma.sql`(${unitId}::int is null or d."unitId" in (
    select "unitId" from "UnitClosure" where "ancestorId" = ${unitId}::int))`
  return await insertMessages(sql, message, {
    officers: Prisma.sql`"Officer" o join "Duty" d on d."officerId" = o.id and d.day = ${day}`,
    which: Prisma.sql`d.state in ('DUE', 'MISSED') and ${inUnit}`,
  })
}

/** Whom a nudge of the day would reach in a unit and those below it: due, and not nudged yet. */
export async function listToNudge(
  sql: Sql,
  { unitId, day }: { unitId: number; day: Day },
): Promise<number[]> {
  const rows = await sql.$queryRaw<{ id: number }[]>`
    select o.id from "UnitClosure" scope
    join "Duty" d on d."unitId" = scope."unitId" and d.day = ${day} and d.state = 'DUE'
    join "Officer" o on o.id = d."officerId" and o.active and o."telegramId" is not null
      and o."blockedAt" is null
    where scope."ancestorId" = ${unitId} and not exists (
      select from "Delivery" m
      where m.campaign = ${campaignOf('nudge', day)} and m."chatId" = o."telegramId")`
  return rows.map(({ id }) => id)
}

/** One message for every officer who can be reached and is not away on the day, due or not. */
export async function insertForAll(sql: Sql, message: Broadcast): Promise<number> {
  return await insertMessages(sql, message, {
    officers: Prisma.sql`"Officer" o`,
    which: Prisma.sql`not ${isAway(Prisma.sql`o.id`, message.data.day)}`,
  })
}

async function insertMessages(
  sql: Sql,
  { campaign, kind, data, times, expiresAt }: Broadcast,
  { officers, which }: { officers: Prisma.Sql; which: Prisma.Sql },
): Promise<number> {
  const notBefore = kind === 'nudge' ? Prisma.sql`card.at <= ${times.usual}` : Prisma.sql`true`
  return await sql.$executeRaw`
    insert into "Delivery" (campaign, kind, "chatId", "officerId", data, "dueAt", "expiresAt")
    select ${campaign}, ${kind}, o."telegramId", o.id, ${JSON.stringify(data)}::jsonb, card.at,
      ${expiresAt}
    from ${officers} ${withCardTime(data.day, times)}
    where o.active and o."telegramId" is not null and o."blockedAt" is null
      and ${which} and ${notBefore}
    order by o.id
    on conflict (campaign, "chatId") do nothing`
}

/** For SQL, behind the officer `o`: when their card of `day` goes out, as `card.at`. */
function withCardTime(day: Day, times: CardTimes): Prisma.Sql {
  return Prisma.sql`
    left join "Shift" night on night."officerId" = o.id and night.kind = 'NIGHT'
      and night.day = ${addDays(day, -1)}
    left join "Shift" late on late."officerId" = o.id and late.kind = 'LATE' and late.day = ${day}
    cross join lateral (select greatest(${times.usual}::timestamptz,
      case when night.day is not null then ${times.afterNight}::timestamptz
        when late.day is not null then ${times.beforeLate}::timestamptz end) as at) card`
}

/**
 * The cards of a day that wait follow its duties and shifts: what nobody is due for is skipped, what was
 * skipped and is due again waits again, and none waits for another hour than its officer's shift asks for.
 */
export async function followCards(
  sql: Sql,
  { day, now, times }: { day: Day; now: Date; times: CardTimes },
): Promise<{ skipped: number }> {
  const campaign = campaignOf('morning', day)
  const skipped = await sql.$executeRaw`
    update "Delivery" m set state = 'SKIPPED' from "Duty" d
    where m.campaign = ${campaign} and m.state = 'QUEUED'
      and d."officerId" = m."officerId" and d.day = ${day} and d.state = 'EXCUSED'`
  await sql.$executeRaw`
    update "Delivery" m set state = 'QUEUED' from "Duty" d
    where m.campaign = ${campaign} and m.state = 'SKIPPED' and m."expiresAt" > ${now}
      and d."officerId" = m."officerId" and d.day = ${day} and d.state = 'DUE'
      and d."startedAt" is null`
  // What is due by now, and by the shift as well, keeps its place; so does what waits for another try.
  await sql.$executeRaw`
    update "Delivery" m set "dueAt" = card.at from "Officer" o ${withCardTime(day, times)}
    where m.campaign = ${campaign} and m.state = 'QUEUED' and m."officerId" = o.id
      and (card.at > ${now} or (m."dueAt" > ${now} and m.attempts = 0))`
  return { skipped }
}

/** The officer's progress on a day, or null when the day has no duty. */
export async function findProgress(sql: Sql, officerId: number, day: Day) {
  const duty = await sql.duty.findUnique({ where: { officerId_day: { officerId, day } } })
  if (!duty) return null
  const answered = await sql.answer.count({
    where: { officerId, day, answeredAt: { not: null }, sitting: { kind: 'DAILY' } },
  })
  const dealt = await sql.sitting.findFirst({ where: { officerId, day, kind: 'DAILY' } })
  return { state: duty.state, answered, size: dealt?.size ?? null }
}

/** Telegram ids of everybody who is an admin by a role on `day`. */
export async function listAdminIds(sql: Sql, day: Day): Promise<number[]> {
  const rows = await sql.role.findMany({
    where: {
      kind: 'ADMIN',
      OR: [{ until: null }, { until: { gte: day } }],
      officer: { active: true, telegramId: { not: null } },
    },
    select: { officer: { select: { telegramId: true } } },
  })
  return rows.map(({ officer }) => Number(officer.telegramId))
}

/**
 * What became of the morning's cards that were due until `dueBy`; a card that waits for the end of its
 * officer's shift is not counted yet, nor one that nobody needed any more.
 */
export async function countCards(
  sql: Sql,
  { day, dueBy }: { day: Day; dueBy: Date },
): Promise<{ sent: number; queued: number; failed: number }> {
  const rows = await sql.delivery.groupBy({
    by: ['state'],
    where: {
      campaign: campaignOf('morning', day),
      // What failed on the line and is tried again has a later time than it had.
      OR: [{ state: { not: 'QUEUED' } }, { attempts: { gt: 0 } }, { dueAt: { lte: dueBy } }],
    },
    _count: true,
  })
  const count = (state: string) => rows.find((row) => row.state === state)?._count ?? 0
  // What is on its way at this very moment is neither.
  return { sent: count('SENT'), queued: count('QUEUED'), failed: count('FAILED') }
}
