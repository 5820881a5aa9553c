import type { Db } from './db.ts'
import { inBatches } from './in-batches.ts'
import {
  claim,
  markAllDone,
  noteBegun,
  noteFailure,
  storeUpdates,
  type InboxRow,
  type StoredUpdate,
} from './inbox-store.ts'
import { reportFault, type Log } from './log.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { isPassing } from './passing.ts'
import type { Replica } from './replica.ts'

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

/** How many people are served at once: an answered question is two calls in turn to a Telegram that is far away. */
const lanes = 64
/** Updates held in memory; the rest wait in the table. */
const maxInHand = 1_000
/** An update whose handler fails this often is set aside, so that it blocks nobody. */
const maxTries = 3
/**
 * An update that was begun so often since a process died over it is handled alone, and in the end set aside. The first
 * handling is not counted: it would cost every update a write.
 */
const suspectFrom = 2
const maxBegun = 6
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
  const suspects = new Set<bigint>()
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
    const isSuspect = (row.begun ?? 0) >= suspectFrom
    if (isSuspect) suspects.add(row.updateId)
    const queue = queues.get(row.personId)
    if (queue) return void queue.push(row)
    queues.set(row.personId, [row])
    if (isSuspect) waiting.unshift(row.personId)
    else waiting.push(row.personId)
    serveNext()
  }

  /** While there is a suspect nobody is served beside another: if the process ends, it is known for whose update. */
  function serveNext(): void {
    while (serving < (suspects.size > 0 ? 1 : lanes) && waiting.length > 0) {
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
      forget(row)
    }
    queues.delete(personId)
    if (queue.length === 0) return
    queue.forEach(forget)
    retry ??= setTimeout(() => {
      retry = null
      drainLater()
    }, retryAfterMs)
  }

  function forget({ updateId }: InboxRow): void {
    inHand.delete(updateId)
    if (suspects.delete(updateId)) serveNext()
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

/** Returns false when this person's updates must wait for another try. */
async function handleOne(
  deps: InboxDeps & { openedAt: Date; markDone: (updateId: bigint) => Promise<void> },
  handle: Handle,
  row: InboxRow,
): Promise<boolean> {
  try {
    if (row.begun !== null) {
      if (row.begun >= maxBegun) return await setAside(deps, row, 'its handling ended the program')
      await noteBegun(deps.db, row.updateId)
    }
    await handle(row.body, Number(row.personId))
    deps.handled?.(row.body, row.receivedAt)
    await deps.markDone(row.updateId)
    return true
  } catch (error) {
    return await recordFailure(deps, row, error)
  }
}

async function recordFailure(
  deps: InboxDeps & { openedAt: Date },
  row: InboxRow,
  error: unknown,
): Promise<boolean> {
  const { db, now, log, openedAt } = deps
  reportFault(log, `update ${row.updateId}`, error)
  const tries = isPassing(error) ? row.tries : row.tries + 1
  // A night in which the program did not run is no time in which the update was tried.
  const waitedMs = now().getTime() - Math.max(row.receivedAt.getTime(), openedAt.getTime())
  const reason = String(error).slice(0, 500)
  if (tries >= maxTries || waitedMs > patienceMs)
    return await setAside(deps, { ...row, tries }, reason)
  await noteFailure(db, { ...row, tries }, { reason, isSetAside: false })
  return false
}

/** Takes an update out of everybody's way; it is shown in /status, and its person hears of it. */
async function setAside(
  { db, log, apologise }: InboxDeps,
  { updateId, personId, tries }: InboxRow,
  reason: string,
): Promise<true> {
  await noteFailure(db, { updateId, tries }, { reason, isSetAside: true })
  await apologise?.(Number(personId)).catch((fault: unknown) => reportFault(log, 'apology', fault))
  return true
}
