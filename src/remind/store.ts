import type { Prisma, Sql } from '../platform/db.ts'
import type { Day } from '../shared/day.ts'
import { campaignOf } from './rules.ts'

/** Claims a run. False when it was claimed before, by this replica or another. */
export async function insertRun(
  sql: Sql,
  run: { kind: string; day: Day; now: Date; data: Prisma.InputJsonObject },
): Promise<boolean> {
  const inserted = await sql.$executeRaw`
    insert into "Run" (kind, day, "plannedAt", data)
    values (${run.kind}, ${run.day}, ${run.now}, ${JSON.stringify(run.data)}::jsonb)
    on conflict (kind, day) do nothing`
  return inserted > 0
}

export async function findRun(sql: Sql, kind: string, day: Day) {
  return await sql.run.findUnique({ where: { kind_day: { kind, day } } })
}

/**
 * One message for every officer who is due on `day` and can be reached, in one statement. An officer
 * gets one message of a campaign, whoever asks for it and how often. Returns how many are new.
 */
export async function insertForDue(
  sql: Sql,
  message: {
    campaign: string
    kind: 'morning-card' | 'nudge'
    day: Day
    dueAt: Date
    expiresAt: Date
    /** Only officers of this unit and those below it. */
    unitId?: number
  },
): Promise<number> {
  const unitId = message.unitId ?? null
  return await sql.$executeRaw`
    insert into "Delivery" (campaign, kind, "chatId", "officerId", data, "dueAt", "expiresAt")
    select ${message.campaign}, ${message.kind}, o."telegramId", o.id,
      jsonb_build_object('day', ${message.day}::text), ${message.dueAt}, ${message.expiresAt}
    from "Duty" d join "Officer" o on o.id = d."officerId"
    where d.day = ${message.day} and d.state in ('DUE', 'MISSED')
      and o.active and o."telegramId" is not null and o."blockedAt" is null
      and (${unitId}::int is null or d."unitId" in (
        select "unitId" from "UnitClosure" where "ancestorId" = ${unitId}::int))
    order by o.id
    on conflict (campaign, "chatId") do nothing`
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

/** What became of the morning's cards; those nobody needed any more are not counted. */
export async function countCards(
  sql: Sql,
  day: Day,
): Promise<{ sent: number; queued: number; failed: number }> {
  const rows = await sql.delivery.groupBy({
    by: ['state'],
    where: { campaign: campaignOf('morning', day) },
    _count: true,
  })
  const count = (state: string) => rows.find((row) => row.state === state)?._count ?? 0
  return {
    sent: count('SENT'),
    queued: count('QUEUED') + count('SENDING'),
    failed: count('FAILED'),
  }
}
