import { within, type AccountSpan } from '../shared/account-span.ts'
import { Prisma, type Db, type Sql } from './db.ts'
import { inBatches } from './in-batches.ts'
import { reportFault, type Log } from './log.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { isPassing } from './passing.ts'
import { isFree, type Replica } from './replica.ts'

/** The part of a Telegram update that the inbox itself reads. */
export interface StoredUpdate {
  update_id: number
}

export interface Inbox {
  /** Stores updates; only then may they be confirmed to Telegram. Storing one twice changes nothing. */
  store(updates: StoredUpdate[]): Promise<void>
  /** Takes up what is stored; handling goes on in the background, in order per person. */
  drain(): Promise<void>
  /** Resolves when nothing is being handled. */
  idle(): Promise<void>
  /** Stops after the updates in hand. */
  stop(): Promise<void>
}

interface InboxDeps {
  db: Db
  now: () => Date
  log: Log
  /** This process: with its id it marks what it has in hand. */
  replica: Pick<Replica, 'id' | 'isTrusted'>
  /** Tells a person that one of their updates was set aside. */
  apologise?: (personId: number) => Promise<void>
  /** Hears of every update that was handled. */
  handled?: (update: StoredUpdate, receivedAt: Date) => void
}

interface InboxRow {
  updateId: bigint
  personId: bigint
  body: StoredUpdate
  tries: number
  receivedAt: Date
}

const batchSize = 200
/** How many people are served at once: an answered question is three calls in turn to a Telegram that is far away. */
const lanes = 64
/** Updates held in memory; the rest wait in the table. */
const maxInHand = 1_000
/** An update whose handler fails this often is set aside, so that it blocks nobody. */
const maxTries = 3
/** How long an update may wait for Telegram or the database to come back. */
const patienceMs = 60 * 60_000
const retryAfterMs = 1_000

/** Handles one update of the person whose turn it is. */
export type Handle = (update: StoredUpdate, personId: number) => Promise<void>

/**
 * The way of every update: stored, then confirmed, then handled. A process killed in between
 * handles it again after its restart, so handlers are idempotent; nothing is lost.
 */
export function openInbox(deps: InboxDeps, handle: Handle): Inbox {
  const inHand = new Set<bigint>()
  const queues = new Map<bigint, InboxRow[]>()
  const waiting: bigint[] = []
  const idle = new Set<() => void>()
  const openedAt = deps.now()
  const markDone = inBatches((updateIds: bigint[]) => markAllDone(deps.db, updateIds))
  let serving = 0
  let stopped = false
  let retry: NodeJS.Timeout | null = null
  /** More waits in the table than was taken. */
  let isFull = false

  const pull = oneAtATime(async () => {
    while (!stopped) {
      isFull = inHand.size >= maxInHand
      if (isFull) return
      const rows = await claim(deps, [...inHand])
      for (const row of rows) take(row)
      // What follows the firsts that were taken is ours now, and comes next.
      if (rows.length === 0) return
    }
  })

  function drain(): Promise<void> {
    return pull().finally(settle)
  }

  function drainLater(): void {
    drain().catch((error: unknown) => reportFault(deps.log, 'inbox', error))
  }

  function take(row: InboxRow): void {
    inHand.add(row.updateId)
    const queue = queues.get(row.personId)
    if (queue) return void queue.push(row)
    queues.set(row.personId, [row])
    waiting.push(row.personId)
    serveNext()
  }

  function serveNext(): void {
    while (serving < lanes && waiting.length > 0) {
      const personId = waiting.shift() as bigint
      serving++
      void serve(personId).finally(() => {
        serving--
        serveNext()
        if (isFull && inHand.size < maxInHand / 2) drainLater()
        settle()
      })
    }
  }

  /** Handles one person's updates in order; after a failure the rest waits for the next pull. */
  async function serve(personId: bigint): Promise<void> {
    const queue = queues.get(personId) ?? []
    while (queue.length > 0) {
      const row = queue[0] as InboxRow
      const done =
        !stopped &&
        deps.replica.isTrusted() &&
        (await handleOne({ ...deps, openedAt, markDone }, handle, row).catch(() => false))
      if (!done) break
      queue.shift()
      inHand.delete(row.updateId)
    }
    queues.delete(personId)
    if (queue.length === 0) return
    for (const row of queue) inHand.delete(row.updateId)
    retry ??= setTimeout(() => {
      retry = null
      drainLater()
    }, retryAfterMs)
  }

  function isIdle(): boolean {
    return serving === 0 && !pull.isBusy() && (retry === null || stopped)
  }

  function settle(): void {
    if (!isIdle()) return
    for (const resolve of idle) resolve()
    idle.clear()
  }

  return {
    async store(updates) {
      if (updates.length > 0) await storeUpdates(deps, updates)
    },
    drain,
    async idle() {
      if (isIdle()) return
      await new Promise<void>((resolve) => idle.add(resolve))
    },
    async stop() {
      stopped = true
      if (retry) clearTimeout(retry)
      retry = null
      await pull.idle()
      if (serving > 0) await new Promise<void>((resolve) => idle.add(resolve))
    },
  }
}

async function storeUpdates({ db, now }: InboxDeps, updates: StoredUpdate[]): Promise<void> {
  const rows = updates.map((update) => ({
    updateId: update.update_id,
    personId: personOf(update),
    body: update,
  }))
  await db.$executeRaw`
    insert into "Inbox" ("updateId", "personId", body, "receivedAt")
    select (row->>'updateId')::bigint, (row->>'personId')::bigint, row->'body', ${now()}
    from jsonb_array_elements(${writeJson(rows)}::jsonb) as row
    on conflict ("updateId") do nothing`
}

/**
 * PostgreSQL stores no NUL and no half of a surrogate pair in JSON. Telegram lets neither through, but
 * one update that cannot be stored would hold up all that follow it.
 */
function writeJson(value: unknown): string {
  const text = JSON.stringify(value)
  if (!/\\u(0000|d[89a-f])/.test(text)) return text
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'string' ? part.replace(/\0|\p{Surrogate}/gu, '\uFFFD') : part,
  )
}

/** Whose turn it is: the sender of whatever the update holds, else the chat. */
function personOf(update: StoredUpdate): number {
  for (const value of Object.values(update) as unknown[]) {
    if (typeof value !== 'object' || value === null) continue
    const { from, user, chat } = value as Record<string, { id?: number } | undefined>
    const id = from?.id ?? user?.id ?? chat?.id
    if (id) return id
  }
  return 0
}

/**
 * Takes updates in hand, oldest first: of each person the first that is not handled, where it is free,
 * and then what follows it. The first is new to every process until it is handled, so whoever has it
 * has the person, and two processes never serve one person at a time, whichever looks first.
 */
async function claim(
  { db, replica }: Pick<InboxDeps, 'db' | 'replica'>,
  inHand: bigint[],
): Promise<InboxRow[]> {
  const firsts = Prisma.sql`
    firsts as materialized (
      select distinct on ("personId") "personId", "updateId", owner from "Inbox"
      where state = 'NEW' order by "personId", "updateId")`
  const take = (from: Prisma.Sql) => db.$queryRaw<InboxRow[]>`
    with ${firsts}
    update "Inbox" set owner = ${replica.id}
    where "updateId" in (
      select row."updateId" from "Inbox" row join firsts on ${from}
      where row.state = 'NEW' and row."updateId" <> all(${inHand}::bigint[])
        and (row.owner = ${replica.id} or ${isFree(Prisma.sql`row.owner`)})
      order by row."updateId" limit ${batchSize} for update of row skip locked)
    returning "updateId", "personId", body, tries, "receivedAt"`
  // In this order: a first that is done in between makes the one behind it a first, which is taken then.
  const others = await take(
    Prisma.sql`firsts."personId" = row."personId" and firsts.owner = ${replica.id}`,
  )
  const heads = await take(
    Prisma.sql`firsts."updateId" = row."updateId" and row."updateId" <> all(${others.map(({ updateId }) => updateId)}::bigint[])`,
  )
  return [...heads, ...others].sort((one, other) => (one.updateId < other.updateId ? -1 : 1))
}

/** Returns false when this person's updates must wait for another try. */
async function handleOne(
  deps: InboxDeps & { openedAt: Date; markDone: (updateId: bigint) => Promise<void> },
  handle: Handle,
  row: InboxRow,
): Promise<boolean> {
  try {
    await handle(row.body, Number(row.personId))
    deps.handled?.(row.body, row.receivedAt)
    await deps.markDone(row.updateId)
    return true
  } catch (error) {
    return await recordFailure(deps, row, error)
  }
}

async function markAllDone(db: Db, updateIds: bigint[]): Promise<void[]> {
  await db.$executeRaw`
    update "Inbox" set state = 'DONE' where "updateId" = any(${updateIds}::bigint[])`
  return updateIds.map(() => {})
}

async function recordFailure(
  { db, now, log, openedAt, apologise }: InboxDeps & { openedAt: Date },
  row: InboxRow,
  error: unknown,
): Promise<boolean> {
  reportFault(log, `update ${row.updateId}`, error)
  const tries = isPassing(error) ? row.tries : row.tries + 1
  // A night in which the program did not run is no time in which the update was tried.
  const waitedMs = now().getTime() - Math.max(row.receivedAt.getTime(), openedAt.getTime())
  const poison = tries >= maxTries || waitedMs > patienceMs
  await db.$executeRaw`
    update "Inbox" set tries = ${tries}, error = ${String(error).slice(0, 500)},
      state = ${poison ? 'POISON' : 'NEW'}::"InboxState"
    where "updateId" = ${row.updateId} and state = 'NEW'`
  if (poison) {
    await apologise?.(Number(row.personId)).catch((fault: unknown) =>
      reportFault(log, 'apology', fault),
    )
  }
  return poison
}

const dayMs = 86_400_000

/**
 * Forgets handled updates older than two days: Telegram repeats none after one. Those that were set aside are
 * kept for two months, for whoever looks into why.
 */
export async function forgetHandled(db: Db, now: Date): Promise<void> {
  const [handled, setAside] = [2, 60].map((days) => new Date(now.getTime() - days * dayMs))
  await db.$executeRaw`
    delete from "Inbox" where (state = 'DONE' and "receivedAt" < ${handled})
      or (state = 'POISON' and "receivedAt" < ${setAside})`
}

/** Forgets what these accounts sent, but for what still waits. */
export async function forgetUpdatesOf(sql: Sql, accounts: AccountSpan[]): Promise<void> {
  const sent = accounts.map((span) => ({ personId: span.account, receivedAt: within(span) }))
  await sql.inbox.deleteMany({ where: { state: { not: 'NEW' }, OR: sent } })
}
