import { setTimeout as sleep } from 'node:timers/promises'

import type { JobName, Jobs } from '../shared/jobs.ts'
import { Prisma, type Db, type Sql } from './db.ts'
import { reportFault, type Log } from './log.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { isPassing } from './passing.ts'
import { isFree } from './replica.ts'

export type JobHandlers = { [Name in JobName]: (data: Jobs[Name]) => Promise<void> }

interface ClaimedJob {
  id: number
  kind: JobName
  data: unknown
  attempts: number
  createdAt: Date
}

interface WorkerDeps {
  db: Db
  now: () => Date
  log: Log
  /** The id of this process, with which it marks what it has in hand. */
  replicaId: string
  /** From 0 up to 1; spreads the tries of jobs that failed together. */
  random?: () => number
  /** Called after each job: what it had to say can go out. */
  finished?: () => void
}

export interface Worker {
  /** Takes up what is due; it goes on by itself until nothing is. */
  look(): Promise<void>
  /** Resolves when nothing is due and nothing is being done. */
  drain(): Promise<void>
  /** Stops after the jobs in hand; what takes too long is left to the next process. */
  stop(): Promise<void>
}

/** A stop waits no longer for the jobs in hand. */
const longestStopMs = 10_000

/** How many jobs of each kind a process does at once: a slow kind holds up no other. */
const atOnce = 4
/** A failing job waits about 2, 4, 8 … seconds, and is set aside after so many tries. */
const maxAttempts = 5
/** How soon a job is tried again whose failure passes by itself. */
const passingDelayMs = 5_000
/** What has not passed by then does not pass. */
const patienceMs = 3 * 86_400_000

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

/**
 * Does background work, several processes beside each other. A job runs again when its process dies,
 * so handlers are idempotent; a crash is no failure of the job. What keeps failing is set aside, and
 * waits for somebody who asks for it again.
 */
export function openWorker(deps: WorkerDeps, handlers: JobHandlers): Worker {
  const running = new Map<number, { kind: JobName; done: Promise<void> }>()
  let stopped = false

  const look = oneAtATime(async () => {
    if (stopped) return
    for (const job of await claim(deps, [...running.entries()])) {
      const done = runOne(deps, handlers, job).finally(() => {
        running.delete(job.id)
        deps.finished?.()
        // There is room for the next one.
        look().catch((error: unknown) => reportFault(deps.log, 'jobs', error))
      })
      running.set(job.id, { kind: job.kind, done })
    }
  })

  return {
    look,
    async drain() {
      await look()
      while (running.size > 0 && !stopped) {
        await Promise.all([...running.values()].map(({ done }) => done))
        await look.idle()
      }
    },
    async stop() {
      stopped = true
      await look.idle()
      const inHand = Promise.all([...running.values()].map(({ done }) => done))
      await Promise.race([inHand, sleep(longestStopMs, null, { ref: false })])
    },
  }
}

/** Takes as many due jobs of each kind in hand as there is room for, the longest due first. */
async function claim(
  { db, now, replicaId }: WorkerDeps,
  running: [number, { kind: JobName }][],
): Promise<ClaimedJob[]> {
  const ids = running.map(([id]) => id)
  const kinds = running.map(([, { kind }]) => kind)
  return await db.$queryRaw<ClaimedJob[]>`
    with due as (
      select id, kind, "runAt", row_number() over (partition by kind order by "runAt", id)
        + (select count(*) from unnest(${kinds}::text[]) as busy (name) where name = kind) as place
      from "Job"
      where state = 'QUEUED' and "runAt" <= ${now()} and id <> all(${ids}::int[])
        and (owner = ${replicaId} or ${isFree(Prisma.sql`owner`)})
    )
    update "Job" set owner = ${replicaId}
    where id in (
      select id from "Job"
      where id in (select id from due where place <= ${atOnce}) and state = 'QUEUED'
        and (owner = ${replicaId} or ${isFree(Prisma.sql`owner`)})
      order by "runAt" for update skip locked)
    returning id, kind, data, attempts, "createdAt"`
}

async function runOne(deps: WorkerDeps, handlers: JobHandlers, job: ClaimedJob): Promise<void> {
  const { db, now, log } = deps
  try {
    const handler = handlers[job.kind] as (data: unknown) => Promise<void>
    await handler(job.data)
    await db.job.update({
      where: { id: job.id },
      data: { state: 'DONE', doneAt: now(), owner: null, error: null },
    })
  } catch (error) {
    reportFault(log, `job ${job.kind}`, error)
    // Where the database is away the job stays ours, and is found again when it is back.
    await postpone(deps, job, error).catch((fault: unknown) =>
      reportFault(log, `job ${job.kind}`, fault),
    )
  }
}

async function postpone(
  { db, now, replicaId, random = Math.random }: WorkerDeps,
  job: ClaimedJob,
  error: unknown,
): Promise<void> {
  const waits = isPassing(error) && now().getTime() - job.createdAt.getTime() < patienceMs
  const attempts = waits ? job.attempts : job.attempts + 1
  const dead = attempts >= maxAttempts
  const delayMs = waits ? passingDelayMs : 2 ** attempts * 1000
  // Only while it is ours: another process may have taken it over and done it.
  await db.job.updateMany({
    where: { id: job.id, state: 'QUEUED', owner: replicaId },
    data: {
      state: dead ? 'DEAD' : 'QUEUED',
      attempts,
      runAt: new Date(now().getTime() + delayMs * (0.75 + random() / 2)),
      owner: null,
      error: String(error).slice(0, 500),
    },
  })
}

/** Gives the jobs that were given up another round of tries. Returns how many. */
export async function retryDeadJobs(sql: Sql, now: Date): Promise<number> {
  return await sql.$executeRaw`
    update "Job" set state = 'QUEUED', attempts = 0, "runAt" = ${now}, error = null
    where state = 'DEAD'`
}

/** Forgets what was done long ago: nobody asks for a job twice after `before`. */
export async function forgetDoneJobs(sql: Sql, before: Date): Promise<void> {
  await sql.$executeRaw`delete from "Job" where state = 'DONE' and "doneAt" < ${before}`
}

/** Takes a job that was given up away, so that it can be asked for anew. */
export async function dropDeadJob(sql: Sql, key: string): Promise<void> {
  await sql.job.deleteMany({ where: { key, state: 'DEAD' } })
}
