import { setTimeout as sleep } from 'node:timers/promises'

import { Prisma, type Db, type Sql } from './db.ts'
import type { Delivery, Renderer, Renderers } from './delivery.ts'
import { reportFault, type Log } from './log.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { openChatSpacing, openPace, type Pause } from './pace.ts'
import { isPassing } from './passing.ts'
import { isFree, type Replica } from './replica.ts'
import { readSendFailure, type Telegram } from './telegram.ts'

interface SenderDeps {
  db: Db
  now: () => Date
  log: Log
  telegram: Telegram
  replica: Replica
  /** What to do when a chat cannot be reached any more. */
  unreachable: (chatId: number) => Promise<void>
  /** Messages a second; without it what Telegram allows a bot. */
  perSecond?: number
}

export interface Sender {
  /** Sends what is due until nothing is. */
  drain(): Promise<void>
  stop(): Promise<void>
}

/** A slow line (0.9 s a call) still keeps the pace; a kill doubles no more than these. */
const maxInFlight = 32
/** Messages that are claimed, and made, at a time. */
const batchSize = 20
const maxAttempts = 5
/** A line that stays down is tried every minute, for hours; a message that expires sooner is skipped. */
const longestDelaySeconds = 60
const mostLineAttempts = 300
const linePauseSeconds = 2
/** How long a message waits that the database was not there for. */
const passingDelaySeconds = 5
/** How soon a process that others may take for dead looks whether it is trusted again. */
const distrustMs = 250
/** How long what could not be noted waits. */
const noteAgainMs = 5_000

/**
 * The one paced sender of all processes: who holds the lease sends, and looks at it before every batch.
 * At least once: a message in flight when its process dies is sent again by the next one, because
 * Telegram offers no way to ask whether it arrived.
 */
export function openSender(deps: SenderDeps, renderers: Renderers): Sender {
  const { turn, pause } = openPace(deps.perSecond)
  const spacing = openChatSpacing()
  const inHand = new Set<number>()
  const release = (id: number) => void inHand.delete(id)
  const notes = openNotes(deps, release)
  const tools = { ...deps, pause, notes, release }
  const inFlight = new Set<Promise<void>>()
  let stopped = false
  obeyFloods(deps, pause)

  const drain = oneAtATime(async () => {
    while (!stopped) {
      while (!stopped && !deps.replica.isTrusted()) await sleep(distrustMs)
      if (!(await deps.replica.hold('sender'))) break
      const near = spacing.near()
      const batch = await claim(deps, { inHand: [...inHand], near })
      if (batch.length > 0) await sendBatch(batch)
      else if (await isDueFor(deps, near)) await sleep(spacing.msUntilFree())
      else break
    }
    await Promise.all(inFlight)
  })

  /**
   * Makes one message while the one before it waits for its turn, so that what is on its way, which a
   * crash would send again, is only what the line holds. Where others may have the rest by now, it is
   * left to be claimed anew.
   */
  async function sendBatch(batch: Delivery[]): Promise<void> {
    for (const { id } of batch) inHand.add(id)
    for (const delivery of batch) {
      const isBegun = deps.replica.isTrusted() && (await begin(delivery))
      if (!isBegun) release(delivery.id)
    }
  }

  /** False where nothing of the message is on its way. */
  async function begin(delivery: Delivery): Promise<boolean> {
    if (await notes.writeAgain(delivery.id)) return true
    if (spacing.near().includes(delivery.chatId)) return await giveBack(deps, delivery)
    const message = await prepare(deps, renderers, delivery)
    if (!message) return false
    if (inFlight.size >= maxInFlight) await Promise.race(inFlight)
    await turn()
    if (!deps.replica.isTrusted()) return false
    spacing.note(delivery.chatId)
    const sending = sendOne(tools, delivery, message).finally(() => inFlight.delete(sending))
    inFlight.add(sending)
    return true
  }

  return {
    drain,
    async stop() {
      stopped = true
      await drain.idle()
    },
  }
}

/** Whoever is told to wait, for an answer to a tap as well, is told so for the bot. */
function obeyFloods({ telegram }: Pick<SenderDeps, 'telegram'>, pause: Pause): void {
  telegram.onCall(({ failure }) => {
    if (failure?.kind === 'wait') pause(failure.seconds)
  })
}

async function claim(
  { db, now, replica }: Pick<SenderDeps, 'db' | 'now' | 'replica'>,
  { inHand, near }: { inHand: number[]; near: number[] },
): Promise<Delivery[]> {
  const at = now()
  const rows = await db.$queryRaw<(Omit<Delivery, 'chatId'> & { chatId: bigint })[]>`
    update "Delivery" set state = 'SENDING', owner = ${replica.id}
    where id in (
      select id from "Delivery"
      where (state = 'QUEUED' and "dueAt" <= ${at} and "chatId" <> all(${near}::bigint[]))
         or (state = 'SENDING' and id <> all(${inHand}::int[])
             and (owner = ${replica.id} or ${isFree(Prisma.sql`owner`)}))
      order by priority, "dueAt", id limit ${batchSize} for update skip locked)
    returning id, campaign, kind, "chatId", "officerId", data, attempts, priority`
  return rows
    .map((row) => ({ ...row, chatId: Number(row.chatId) }))
    .sort((one, other) => one.id - other.id)
}

/** Whether something is due for one of the chats that must wait a moment. */
async function isDueFor({ db, now }: SenderDeps, chatIds: number[]): Promise<boolean> {
  if (chatIds.length === 0) return false
  const due = await db.delivery.findFirst({
    where: { state: 'QUEUED', dueAt: { lte: now() }, chatId: { in: chatIds } },
    select: { id: true },
  })
  return due !== null
}

/** The chat was written to a moment ago, by a message of this very batch. */
async function giveBack({ db }: SenderDeps, { id }: Delivery): Promise<false> {
  await db.delivery.update({ where: { id }, data: { state: 'QUEUED', owner: null } })
  return false
}

type Message = NonNullable<Awaited<ReturnType<Renderer>>>

/** The message as it is now; null when there is nothing to send, and the row says why. */
async function prepare(
  deps: SenderDeps,
  renderers: Renderers,
  delivery: Delivery,
): Promise<Message | null> {
  try {
    const expired = await hasExpired(deps, delivery)
    const message = expired ? null : await renderers[delivery.kind](delivery)
    if (!message) await settle(deps, delivery, 'SKIPPED')
    return message
  } catch (error) {
    await recover(deps, delivery, error, () => {})
    return null
  }
}

async function sendOne(
  deps: SenderDeps & { pause: Pause; notes: Notes; release: (id: number) => void },
  delivery: Delivery,
  { screen, sent }: Message,
): Promise<void> {
  const { id, chatId } = delivery
  let messageId: number
  try {
    messageId = await deps.telegram.sendBulk(chatId, screen)
  } catch (error) {
    await recover(deps, delivery, error, deps.pause)
    return deps.release(id)
  }
  await deps.notes.write(id, () =>
    deps.db.$transaction(async (sql) => {
      await sent?.(messageId, sql)
      await settle({ ...deps, db: sql }, delivery, 'SENT', { messageId })
    }),
  )
}

interface Notes {
  /** Writes down what Telegram took. Where that fails the row stays ours, and is noted later, not sent again. */
  write(id: number, note: () => Promise<void>): Promise<void>
  /** Writes down what could not be before; false where nothing was left of this message. */
  writeAgain(id: number): Promise<boolean>
}

/** What Telegram took while the database did not note it. `release` lets a message be claimed again. */
function openNotes({ log }: Pick<SenderDeps, 'log'>, release: (id: number) => void): Notes {
  const unwritten = new Map<number, () => Promise<void>>()
  const write: Notes['write'] = async (id, note) => {
    try {
      await note()
      unwritten.delete(id)
      release(id)
    } catch (error) {
      reportFault(log, `delivery ${id}`, error)
      unwritten.set(id, note)
      setTimeout(() => release(id), noteAgainMs).unref()
    }
  }
  return {
    write,
    async writeAgain(id) {
      const note = unwritten.get(id)
      if (note) await write(id, note)
      return note !== undefined
    },
  }
}

async function recover(
  deps: SenderDeps,
  delivery: Delivery,
  error: unknown,
  pause: Pause,
): Promise<void> {
  await handleFailure(deps, delivery, error, pause).catch((fault: unknown) =>
    // The row stays SENDING and ours; the next batch takes it up again.
    reportFault(deps.log, `delivery ${delivery.id}`, fault),
  )
}

async function hasExpired({ db, now }: SenderDeps, { id }: Delivery): Promise<boolean> {
  const row = await db.delivery.findUnique({ where: { id }, select: { expiresAt: true } })
  return row?.expiresAt ? row.expiresAt <= now() : false
}

async function settle(
  { db, now }: { db: Sql; now: () => Date },
  { id }: Delivery,
  state: 'SENT' | 'SKIPPED' | 'FAILED',
  result: { messageId?: number; error?: string } = {},
): Promise<void> {
  await db.delivery.update({
    where: { id },
    data: { state, owner: null, ...(state === 'SENT' && { sentAt: now() }), ...result },
  })
}

async function handleFailure(
  deps: SenderDeps,
  delivery: Delivery,
  error: unknown,
  pause: Pause,
): Promise<void> {
  const failure = readSendFailure(error)
  const text = String(error).slice(0, 500)
  switch (failure.kind) {
    case 'unreachable':
      await deps.unreachable(delivery.chatId)
      return await settle(deps, delivery, 'FAILED', { error: text })
    case 'refused':
      reportFault(deps.log, `delivery ${delivery.id}`, error)
      return await settle(deps, delivery, 'FAILED', { error: text })
    case 'moved':
      await moveChat(deps.db, delivery.chatId, failure.chatId)
      return await requeue(deps, delivery, { delaySeconds: 0, error: text })
    case 'wait':
      // The limit is the bot's, not the chat's: every send waits.
      pause(failure.seconds)
      return await requeue(deps, delivery, { delaySeconds: 0, error: text, keepAttempt: true })
    case 'line':
      // Nobody's message gets through: all wait a moment, and none is given up before it expires.
      pause(linePauseSeconds)
      return await requeue(deps, delivery, {
        delaySeconds: Math.min(longestDelaySeconds, 2 ** (delivery.attempts + 1)),
        error: text,
        isPatient: delivery.attempts < mostLineAttempts,
      })
    case 'unknown':
      reportFault(deps.log, `delivery ${delivery.id}`, error)
      return await requeue(deps, delivery, {
        ...(isPassing(error)
          ? { delaySeconds: passingDelaySeconds, keepAttempt: true }
          : { delaySeconds: 2 ** (delivery.attempts + 1) }),
        error: text,
      })
  }
}

/** Everything that waits for the group goes to its new id, but what was already sent there. */
async function moveChat(db: Db, from: number, to: number): Promise<void> {
  await db.$executeRaw`
    update "Delivery" d set "chatId" = ${to}
    where "chatId" = ${from} and state in ('QUEUED', 'SENDING') and not exists (
      select from "Delivery" there where there.campaign = d.campaign and there."chatId" = ${to})`
}

async function requeue(
  deps: SenderDeps,
  delivery: Delivery,
  how: { delaySeconds: number; error: string; keepAttempt?: boolean; isPatient?: boolean },
): Promise<void> {
  const isPatient = how.keepAttempt ?? how.isPatient ?? false
  if (!isPatient && delivery.attempts + 1 >= maxAttempts) {
    return await settle(deps, delivery, 'FAILED', { error: how.error })
  }
  // Only while it is ours: a process that was taken for dead must not send again what another one sent.
  await deps.db.delivery.updateMany({
    where: { id: delivery.id, state: 'SENDING', owner: deps.replica.id },
    data: {
      state: 'QUEUED',
      owner: null,
      dueAt: new Date(deps.now().getTime() + how.delaySeconds * 1000),
      error: how.error,
      ...(!how.keepAttempt && { attempts: { increment: 1 } }),
    },
  })
}
