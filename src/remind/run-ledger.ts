import { Prisma, type Sql } from '../platform/db.ts'
import type { Day } from '../shared/day.ts'
import { campaignOf } from './rules.ts'

/** A run as the ledger tells it; instants are ISO. */
export interface LedgerRun {
  kind: string
  day: Day
  planned: string
  /** When its first message went out; null where it sends none or none is out. */
  started: string | null
  /** When its last message was settled, or at once where it sends none. */
  finished: string | null
  /** What was planned, as the run wrote it down. */
  counts: Prisma.JsonValue
  /** What became of its messages. */
  sent: number
  queued: number
  failed: number
}

/** The sending that a run opened: none for the other kinds. */
const campaign = Prisma.sql`case run.kind
  when 'open-day' then ${campaignOf('morning', '')} || run.day
  when 'article-day' then ${campaignOf('article', '')} || run.day
  when 'nudge' then ${campaignOf('nudge', '')} || run.day
  when 'script' then 'script:' || run.day
  when 'weekly' then 'weekly:' || run.day
  when 'summary' then 'summary:' || run.day end`

/** Writes down when runs were finished: once all their messages are settled, at once where there are none. */
export async function finishRuns(sql: Sql, now: Date): Promise<void> {
  await sql.$executeRaw`
    update "Run" run set "finishedAt" = coalesce(
      (select max("sentAt") from "Delivery" where campaign = ${campaign}), ${now})
    where run."finishedAt" is null and not exists (
      select from "Delivery" where campaign = ${campaign} and state in ('QUEUED', 'SENDING'))`
}

/** The newest runs, the newest first. */
export async function listRuns(sql: Sql, limit: number): Promise<LedgerRun[]> {
  const rows = await sql.$queryRaw<(Omit<LedgerRun, Instant> & Record<Instant, Date | null>)[]>`
    select run.kind, run.day, run."plannedAt" as planned, messages.started,
      run."finishedAt" as finished, run.data as counts,
      messages.sent, messages.queued, messages.failed
    from (select * from "Run" order by "plannedAt" desc, id desc limit ${limit}) run,
      lateral (
        select min("sentAt") as started,
          count(*) filter (where state = 'SENT')::int as sent,
          count(*) filter (where state in ('QUEUED', 'SENDING'))::int as queued,
          count(*) filter (where state = 'FAILED')::int as failed
        from "Delivery" where campaign = ${campaign}) messages
    order by run."plannedAt" desc, run.id desc`
  return rows.map((row) => ({
    ...row,
    planned: (row.planned as Date).toISOString(),
    started: row.started?.toISOString() ?? null,
    finished: row.finished?.toISOString() ?? null,
  }))
}

type Instant = 'planned' | 'started' | 'finished'
