import { Prisma, type Db } from './db.ts'
import { isFree, living, type LeaseName } from './replica.ts'

/** What waits, what failed and who is there: what an operator watches. No names or ids of people. */
export interface Health {
  outbox: {
    /** Due and not on its way. */
    due: number
    /** Age of the oldest message that is due and not sent; 0 where none is. */
    lagSeconds: number
    sending: number
    /** On its way when its process died: it may have arrived, and is sent again. */
    uncertain: number
    failed: number
  }
  inbox: { waiting: number; oldestSeconds: number; poison: number }
  jobs: { kind: string; waiting: number; dead: number }[]
  /** Processes alive, the oldest first; `since` is ISO. */
  replicas: { name: string; since: string }[]
  /** Which living process does what only one does. */
  leases: Partial<Record<LeaseName, string>>
}

/** Reads it in one query. `now` is the clock by which messages are due. */
export async function readHealth(db: Db, now: Date): Promise<Health> {
  const [row] = await db.$queryRaw<{ health: Health }[]>`
    select jsonb_build_object(
      'outbox', ${outbox(now)}, 'inbox', ${inbox(now)}, 'jobs', ${jobs},
      'replicas', ${replicas}, 'leases', ${leases}) as health`
  return (row as { health: Health }).health
}

function outbox(now: Date): Prisma.Sql {
  const isDue = Prisma.sql`(state = 'QUEUED' and "dueAt" <= ${now})`
  return Prisma.sql`(
    select jsonb_build_object(
      'due', count(*) filter (where ${isDue}),
      'lagSeconds', ${ageOf(now, Prisma.sql`min("dueAt") filter (where ${isDue} or state = 'SENDING')`)},
      'sending', count(*) filter (where state = 'SENDING'),
      'uncertain', count(*) filter (where state = 'SENDING' and ${isFree(Prisma.sql`owner`)}),
      'failed', count(*) filter (where state = 'FAILED'))
    from "Delivery" where state in ('QUEUED', 'SENDING', 'FAILED'))`
}

function inbox(now: Date): Prisma.Sql {
  return Prisma.sql`(
    select jsonb_build_object(
      'waiting', count(*) filter (where state = 'NEW'),
      'oldestSeconds', ${ageOf(now, Prisma.sql`min("receivedAt") filter (where state = 'NEW')`)},
      'poison', count(*) filter (where state = 'POISON'))
    from "Inbox" where state in ('NEW', 'POISON'))`
}

const jobs = Prisma.sql`(
  select coalesce(jsonb_agg(of_kind order by of_kind->>'kind'), '[]') from (
    select jsonb_build_object('kind', kind, 'waiting', count(*) filter (where state = 'QUEUED'),
      'dead', count(*) filter (where state = 'DEAD')) as of_kind
    from "Job" where state in ('QUEUED', 'DEAD') group by kind) as kinds)`

const replicas = Prisma.sql`(
  select coalesce(jsonb_agg(jsonb_build_object('name', name, 'since', "startedAt")
    order by "startedAt"), '[]')
  from "Replica" where id in (${living}))`

const leases = Prisma.sql`(
  select coalesce(jsonb_object_agg(lease.name, replica.name), '{}')
  from "Lease" lease join "Replica" replica on replica.id = lease.owner
  where lease.owner in (${living}))`

function ageOf(now: Date, instant: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`greatest(0, coalesce(extract(epoch from ${now}::timestamptz - ${instant}), 0))`
}

export interface SetAside {
  /** Telegram's number of the update, by which it is found in the log. */
  updateId: string
  /** ISO. */
  receivedAt: string
  /** What kind of error it was; the message itself may hold what somebody wrote. */
  error: string
}

/** The newest updates that were set aside. */
export async function listSetAside(db: Db, limit: number): Promise<SetAside[]> {
  const rows = await db.inbox.findMany({
    where: { state: 'POISON' },
    orderBy: { updateId: 'desc' },
    take: limit,
    select: { updateId: true, receivedAt: true, error: true },
  })
  return rows.map(({ updateId, receivedAt, error }) => ({
    updateId: String(updateId),
    receivedAt: receivedAt.toISOString(),
    error: kindOf(error ?? ''),
  }))
}

function kindOf(error: string): string {
  const call = /^GrammyError: Call to '(\w+)' failed! \((\d+):/.exec(error)
  if (call) return `${call[1]} ${call[2]}`
  return /^[A-Za-z]\w*(?=:|$)/.exec(error)?.[0] ?? 'Error'
}
