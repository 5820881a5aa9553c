import { conflict } from './errors.ts'
import type { Update } from './types.ts'

export interface PendingUpdate {
  update: Update
  /** Updates of one lane are delivered one after another to a webhook. */
  lane: string
  expires: number
}

interface PollOptions {
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

interface State {
  now: () => Date
  pending: Map<number, PendingUpdate>
  nextId: number
  kinds: string[]
  waiter: Waiter | undefined
  listener: ((pending: PendingUpdate) => void) | undefined
}

interface Waiter {
  limit: number
  end(result: Update[] | Error): void
}

/**
 * Telegram's queue of updates for one bot: kept 24 hours (a button press 150 seconds, on the
 * simulator's clock) or until a later offset confirms them.
 */
export function createUpdateQueue(now: () => Date, firstId: number): UpdateQueue {
  const state: State = {
    now,
    pending: new Map(),
    nextId: firstId,
    kinds: [],
    waiter: undefined,
    listener: undefined,
  }
  const { pending } = state
  return {
    push: (kind, payload, lane) => pushUpdate(state, { kind, payload, lane }),
    size: () => pending.size,
    poll: async (options, onGone) => poll(state, options, onGone),
    allow(kinds) {
      state.kinds = kinds
    },
    allowed: () => state.kinds,
    all: () => pending.values(),
    get(id) {
      const entry = pending.get(id)
      if (entry && entry.expires > now().getTime()) return entry
      pending.delete(id)
      return undefined
    },
    remove: (id) => void pending.delete(id),
    drop: () => pending.clear(),
    interrupt: (reason) => state.waiter?.end(reason ? conflict(reason) : []),
    onPush(listener) {
      state.listener = listener
    },
  }
}

/** Kinds that Telegram sends only to bots that name them. */
const ON_REQUEST = new Set(['chat_member', 'message_reaction', 'message_reaction_count'])
const DAY = 86_400_000
const PRESS_LIFE = 150_000

function pushUpdate(
  state: State,
  { kind, payload, lane }: { kind: string; payload: unknown; lane: string },
): void {
  if (state.kinds.length > 0 ? !state.kinds.includes(kind) : ON_REQUEST.has(kind)) return
  const id = state.nextId++
  const life = kind === 'callback_query' ? PRESS_LIFE : DAY
  const entry: PendingUpdate = {
    update: { update_id: id, [kind]: payload },
    lane,
    expires: state.now().getTime() + life,
  }
  state.pending.set(id, entry)
  state.listener?.(entry)
  state.waiter?.end(take(state, state.waiter.limit))
}

async function poll(
  state: State,
  options: PollOptions,
  onGone: (listener: () => void) => void,
): Promise<Update[]> {
  state.waiter?.end(conflict(TERMINATED))
  confirm(state.pending, options.offset ?? 0)
  const limit = clamp(options.limit ?? 100, 1, 100)
  const ready = take(state, limit)
  const seconds = clamp(options.timeout ?? 0, 0, 50)
  if (ready.length > 0 || seconds === 0) return ready
  return new Promise((resolve, reject) => {
    const waiter: Waiter = {
      limit,
      end(result) {
        clearTimeout(timer)
        if (state.waiter === waiter) state.waiter = undefined
        if (result instanceof Error) reject(result)
        else resolve(result)
      },
    }
    const timer = setTimeout(() => waiter.end([]), seconds * 1000)
    state.waiter = waiter
    onGone(() => waiter.end([]))
  })
}

const TERMINATED =
  'terminated by other getUpdates request; make sure that only one bot instance is running'

/** A positive offset confirms what lies before it; a negative one keeps only the last ones. */
function confirm(pending: Map<number, PendingUpdate>, offset: number): void {
  let extra = offset < 0 ? pending.size + offset : 0
  for (const id of pending.keys()) {
    if (offset < 0 ? extra-- <= 0 : id >= offset) return
    pending.delete(id)
  }
}

function take(state: State, limit: number): Update[] {
  const updates: Update[] = []
  const now = state.now().getTime()
  for (const [id, entry] of state.pending) {
    if (updates.length >= limit) break
    if (entry.expires <= now) state.pending.delete(id)
    else updates.push(entry.update)
  }
  return updates
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
