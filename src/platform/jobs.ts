import { slowJobs, type JobName, type Jobs } from '../shared/jobs.ts'
import { Prisma, type Db, type Sql } from './db.ts'
import { reportFault, type Log } from './log.ts'
import { TryLater } from './try-later.ts'

export type JobHandlers = { [Name in JobName]: (data: Jobs[Name]) => Promise<void> }

interface ClaimedJob {
  id: number
  kind: JobName
  data: unknown
  attempts: number
}

const leaseSeconds = 120
const maxAttempts = 5
const batchSize = 10
/** How long a job waits for the world to mend. */
const passingDelayMs = 5_000

/**
 * Asks for background work in the caller's transaction: the job exists exactly when its cause does.
 * Two jobs with one `key` are one job.
 */
export async function enqueue<Name extends JobName>(
  sql: Sql,
  job: { name: Name; key: string; data: Jobs[Name]; now: Date },
): Promise<void> {
  await sql.$executeRaw`
    insert into "Job" (kind, key, data, "runAt", "createdAt")
    values (${job.name}, ${job.key}, ${JSON.stringify(job.data)}::jsonb, ${job.now}, ${job.now})
    on conflict (key) do nothing`
}

/** The slow jobs, or all others. */
export type Lane = 'quick' | 'slow'

/**
 * Runs the jobs of a lane that are due until none is. A job may run twice when a process dies (its lease
 * ends after two minutes), so handlers are idempotent. A failing job waits 2, 4, 8 … seconds and
 * is set aside after five failures; a crash is none. Returns how many ran.
 */
export async function runDueJobs(
  deps: { db: Db; now: () => Date; log: Log },
  handlers: JobHandlers,
  lane: Lane,
): Promise<number> {
  let ran = 0
  for (;;) {
    const jobs = await claim(deps.db, { lane, now: deps.now() })
    if (jobs.length === 0) return ran
    await Promise.all(jobs.map((job) => runOne(deps, handlers, job)))
    ran += jobs.length
  }
}

async function claim(db: Db, { lane, now }: { lane: Lane; now: Date }): Promise<ClaimedJob[]> {
  const leaseUntil = new Date(now.getTime() + leaseSeconds * 1000)
  return await db.$queryRaw<ClaimedJob[]>`
    update "Job" set "leaseUntil" = ${leaseUntil}
    where id in (
      select id from "Job"
      where state = 'QUEUED' and "runAt" <= ${now}
        and (kind = any(${slowJobs}::text[])) = ${lane === 'slow'}
        and ("leaseUntil" is null or "leaseUntil" <= ${now})
      order by "runAt" limit ${batchSize} for update skip locked)
    returning id, kind, data, attempts`
}

async function runOne(
  { db, now, log }: { db: Db; now: () => Date; log: Log },
  handlers: JobHandlers,
  job: ClaimedJob,
): Promise<void> {
  try {
    const handler = handlers[job.kind] as (data: unknown) => Promise<void>
    await handler(job.data)
    await db.job.update({
      where: { id: job.id },
      data: { state: 'DONE', doneAt: now(), leaseUntil: null, error: null },
    })
  } catch (error) {
    reportFault(log, `job ${job.kind}`, error)
    await postpone(db, job, { now: now(), error })
  }
}

async function postpone(
  db: Db,
  job: ClaimedJob,
  { now, error }: { now: Date; error: unknown },
): Promise<void> {
  const isPassing = error instanceof TryLater
  const attempts = isPassing ? job.attempts : job.attempts + 1
  const dead = attempts >= maxAttempts
  const delayMs = isPassing ? passingDelayMs : 2 ** attempts * 1000
  await db.job.update({
    where: { id: job.id },
    data: {
      state: dead ? 'DEAD' : 'QUEUED',
      attempts,
      runAt: new Date(now.getTime() + delayMs),
      leaseUntil: null,
      error: String(error).slice(0, 500),
    },
  })
}

/** On start of the only process: what an earlier one had in hand is due at once. */
export async function reclaimJobs(db: Db): Promise<void> {
  await db.$executeRaw`
    update "Job" set "leaseUntil" = null where state = 'QUEUED' and "leaseUntil" is not null`
}

/** How many jobs wait and how many were given up. */
export async function countJobs(db: Db): Promise<{ waiting: number; dead: number }> {
  const rows = await db.$queryRaw<{ state: string; count: number }[]>(
    Prisma.sql`select state::text, count(*)::int as count from "Job"
               where state <> 'DONE' group by state`,
  )
  const of = (state: string) => rows.find((row) => row.state === state)?.count ?? 0
  return { waiting: of('QUEUED'), dead: of('DEAD') }
}
