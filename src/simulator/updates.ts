import { conflict } from './errors.ts'
import type { Update } from './types.ts'

export interface PendingUpdate {
  update: Update
  /** Updates of one lane are delivered one after another to a webhook. */
  lane: string
  expires: number
}

export interface PollOptions {
  offset?: number | undefined
  limit?: number | undefined
  timeout?: number | undefined
}

export interface UpdateQueue {
  push(kind: string, payload: unknown, lane: string): void
  /** Updates not confirmed yet. */
  size(): number
  /** The first updates from `offset`; waits up to `timeout` seconds for one. */
  poll(options: PollOptions, onGone: (listener: () => void) => void): Promise<Update[]>
  /** Which kinds to keep from now on; empty means all but the three that must be asked for. */
  allow(kinds: string[]): void
  allowed(): string[]
  all(): Iterable<PendingUpdate>
  get(id: number): PendingUpdate | undefined
  remove(id: number): void
  drop(): void
  /** Ends a waiting poll: with an empty answer, or with a 409 that gives the reason. */
  interrupt(reason?: string): void
  onPush(listener: ((pending: PendingUpdate) => void) | undefined): void
}

/** Kinds that Telegram sends only to bots that name them. */
const ON_REQUEST = new Set(['chat_member', 'message_reaction', 'message_reaction_count'])

interface Waiter {
  limit: number
  end(result: Update[] | Error): void
}

/**
 * Telegram's queue of updates for one bot: kept 24 hours (a button press 150 seconds, on the
 * simulator's clock) or until a later offset confirms them.
 */
export function createUpdateQueue(now: () => Date): UpdateQueue {
  const pending = new Map<number, PendingUpdate>()
  let nextId = 100_000_001
  let kinds: string[] = []
  let waiter: Waiter | undefined
  let listener: ((pending: PendingUpdate) => void) | undefined

  const take = (limit: number) => firstValid(pending, limit, now().getTime())
  const poll: UpdateQueue['poll'] = async (options, onGone) => {
    waiter?.end(conflict(TERMINATED))
    confirm(pending, options.offset ?? 0)
    const limit = clamp(options.limit ?? 100, 1, 100)
    const ready = take(limit)
    if (ready.length > 0 || !options.timeout) return ready
    return new Promise((resolve, reject) => {
      const mine: Waiter = {
        limit,
        end(result) {
          clearTimeout(timer)
          if (waiter === mine) waiter = undefined
          if (result instanceof Error) reject(result)
          else resolve(result)
        },
      }
      const seconds = clamp(options.timeout ?? 0, 0, 50)
      const timer = setTimeout(() => mine.end([]), seconds * 1000)
      waiter = mine
      onGone(() => mine.end([]))
    })
  }
  return {
    push(kind, payload, lane) {
      if (kinds.length > 0 ? !kinds.includes(kind) : ON_REQUEST.has(kind)) return
      const id = nextId++
      const life = kind === 'callback_query' ? 150_000 : 86_400_000
      const entry: PendingUpdate = {
        update: { update_id: id, [kind]: payload },
        lane,
        expires: now().getTime() + life,
      }
      pending.set(id, entry)
      listener?.(entry)
      waiter?.end(take(waiter.limit))
    },
    size: () => pending.size,
    poll,
    allow(list) {
      kinds = list
    },
    allowed: () => kinds,
    all: () => pending.values(),
    get(id) {
      const entry = pending.get(id)
      if (entry && entry.expires > now().getTime()) return entry
      pending.delete(id)
      return undefined
    },
    remove: (id) => void pending.delete(id),
    drop: () => pending.clear(),
    interrupt: (reason) => waiter?.end(reason ? conflict(reason) : []),
    onPush(next) {
      listener = next
    },
  }
}

const TERMINATED =
  'terminated by other getUpdates request; make sure that only one bot instance is running'

/** A positive offset confirms what lies before it; a negative one keeps only the last ones. */
function confirm(pending: Map<number, PendingUpdate>, offset: number): void {
  if (offset < 0) {
    let extra = pending.size + offset
    for (const id of pending.keys()) if (extra-- > 0) pending.delete(id)
    return
  }
  for (const id of pending.keys()) {
    if (id >= offset) return
    pending.delete(id)
  }
}

function firstValid(pending: Map<number, PendingUpdate>, limit: number, now: number): Update[] {
  const updates: Update[] = []
  for (const [id, entry] of pending) {
    if (updates.length >= limit) break
    if (entry.expires <= now) pending.delete(id)
    else updates.push(entry.update)
  }
  return updates
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
