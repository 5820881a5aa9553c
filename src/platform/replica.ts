import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'

import { Prisma, type Db } from './db.ts'
import { reportFault, type Log } from './log.ts'

/**
 * One running process among those that share a database. What it has in hand carries its id: an
 * update, a message, a job. When its sign of life stops, all of that is free for the others.
 */
export interface Replica {
  id: string
  /**
   * False when no sign of life got through for so long that the others may take this process for dead, and
   * what it has in hand for theirs. Asks nobody.
   */
  isTrusted(): boolean
  /** Takes what only one process does, or keeps it; false while another living process has it. */
  hold(name: LeaseName): Promise<boolean>
  /** Gives back everything at once. */
  stop(): Promise<void>
}

/**
 * Sending the outbox (the limit is the bot's, not the machine's), asking Telegram for updates, and
 * doing what the clock asks for.
 */
export type LeaseName = 'sender' | 'polling' | 'planning'

const signEveryMs = 1_500
/** Four signs missed. With the heartbeat of the work itself another process takes over within 10 s. */
const deadAfterSeconds = 6
/** A little sooner the process itself stops: what it has begun by then still ends in time. */
const trustedMs = 5_000
/** Dead processes are kept this long for people who look for them. */
const forgetAfter = '1 day'

/** Ids of who is alive, by the database's clock. */
export const living = Prisma.sql`
  select id from "Replica"
  where "seenAt" > clock_timestamp() - make_interval(secs => ${deadAfterSeconds})`

/** True for a row that nobody has in hand: its `owner` is null or dead. */
export function isFree(owner: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${owner} is null or ${owner} not in (${living}))`
}

/**
 * Enters this process. `alone`: the database is embedded and its lock is held, so whoever else is
 * written down is dead, and no sign of life is needed.
 */
export async function openReplica(
  { db, log }: { db: Db; log: Log },
  { alone }: { alone: boolean },
): Promise<Replica> {
  const id = randomUUID()
  const name = `${hostname()}:${process.pid}`
  let signedAt = performance.now()
  const sign = async () => {
    const at = performance.now()
    await db.$executeRaw`
      insert into "Replica" (id, name, "startedAt", "seenAt")
      values (${id}, ${name}, clock_timestamp(), clock_timestamp())
      on conflict (id) do update set "seenAt" = excluded."seenAt"`
    signedAt = at
  }
  if (alone) await enterAlone(db, { id, name })
  else await sign()
  const timer = alone
    ? null
    : setInterval(() => {
        sign().catch((error: unknown) => reportFault(log, 'sign of life', error))
      }, signEveryMs)
  await db.$executeRaw`
    delete from "Replica" where "seenAt" < clock_timestamp() - ${forgetAfter}::interval`
  return {
    id,
    isTrusted: () => alone || performance.now() - signedAt < trustedMs,
    hold: (lease) => hold(db, lease, id),
    async stop() {
      if (timer) clearInterval(timer)
      await db.$executeRaw`delete from "Replica" where id = ${id}`
    },
  }
}

async function enterAlone(db: Db, { id, name }: { id: string; name: string }): Promise<void> {
  await db.$executeRaw`delete from "Replica"`
  await db.$executeRaw`
    insert into "Replica" (id, name, "startedAt", "seenAt")
    values (${id}, ${name}, clock_timestamp(), clock_timestamp() + interval '100 years')`
}

async function hold(db: Db, name: LeaseName, id: string): Promise<boolean> {
  const taken = await db.$executeRaw`
    insert into "Lease" as lease (name, owner) values (${name}, ${id})
    on conflict (name) do update set owner = excluded.owner
    where lease.owner = excluded.owner or ${isFree(Prisma.sql`lease.owner`)}`
  return taken > 0
}
