import { setTimeout as sleep } from 'node:timers/promises'

import type { Screen } from '../shared/screen.ts'
import { Prisma, type Db, type Sql } from './db.ts'
import { reportFault, type Log } from './log.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { openChatSpacing, openPace, type Pause } from './pace.ts'
import { isFree, type Replica } from './replica.ts'
import { readSendFailure, sendScreen, type Telegram } from './telegram.ts'

/** A message that is to go out, as a use case asks for it. */
export interface NewDelivery {
  campaign: string
  kind: DeliveryKind
  chatId: number
  officerId?: number
  data?: Record<string, string | number>
  /** Lower goes first; 0 for what a person waits for. */
  priority?: number
  dueAt: Date
  /** After this instant the message would only confuse, and is skipped. */
  expiresAt?: Date
}

export type DeliveryKind =
  | 'morning-card'
  | 'article'
  | 'nudge'
  | 'summary'
  | 'notice'
  | 'regrade'
  | 'retest'
  | 'drafted'
  | 'law-question'
  | 'law-reply'

/** A claimed row of the outbox. */
export interface Delivery {
  id: number
  campaign: string
  kind: DeliveryKind
  chatId: number
  officerId: number | null
  data: Record<string, string | number>
  /** How often sending it failed; a crash is no failure of the message. */
  attempts: number
}

/**
 * Makes the message at the moment it is sent, so that it tells the state of that moment; null when
 * there is nothing left to say. `sent` runs after Telegram took it, in the transaction that marks the
 * message as sent: a crash leaves both or neither.
 */
export type Renderer = (
  delivery: Delivery,
) => Promise<{ screen: Screen; sent?: (messageId: number, sql: Sql) => Promise<void> } | null>
export type Renderers = { [Kind in DeliveryKind]: Renderer }

interface SenderDeps {
  db: Db
  now: () => Date
  log: Log
  telegram: Telegram
  replica: Replica
  /** What to do when a chat cannot be reached any more. */
  unreachable: (chatId: number) => Promise<void>
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

/** Puts messages into the outbox, in the caller's transaction. A campaign reaches a chat once. */
export async function queueDeliveries(sql: Sql, deliveries: NewDelivery[]): Promise<number> {
  if (deliveries.length === 0) return 0
  const rows = deliveries.map((delivery) => ({ priority: 5, data: {}, ...delivery }))
  return await sql.$executeRaw`
    insert into "Delivery"
      (campaign, kind, "chatId", "officerId", data, priority, "dueAt", "expiresAt")
    select campaign, kind, "chatId", "officerId", data, priority, "dueAt", "expiresAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row
      (campaign text, kind text, "chatId" bigint, "officerId" int, data jsonb, priority int,
       "dueAt" timestamptz, "expiresAt" timestamptz)
    on conflict (campaign, "chatId") do nothing`
}

/**
 * The one paced sender of all processes: who holds the lease sends, and looks at it before every batch.
 * At least once: a message in flight when its process dies is sent again by the next one, because
 * Telegram offers no way to ask whether it arrived.
 */
export function openSender(deps: SenderDeps, renderers: Renderers): Sender {
  const { turn, pause } = openPace()
  const spacing = openChatSpacing()
  const inHand = new Set<number>()
  const inFlight = new Set<Promise<void>>()
  let stopped = false
  // Whoever is told to wait, for an answer to a tap as well, is told so for the bot.
  deps.telegram.onCall(({ failure }) => {
    if (failure?.kind === 'wait') pause(failure.seconds)
  })

  const drain = oneAtATime(async () => {
    while (!stopped && (await deps.replica.hold('sender'))) {
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
   * crash would send again, is only what the line holds.
   */
  async function sendBatch(batch: Delivery[]): Promise<void> {
    for (const { id } of batch) inHand.add(id)
    for (const delivery of batch) {
      const message = spacing.near().includes(delivery.chatId)
        ? await giveBack(deps, delivery)
        : await prepare(deps, renderers, delivery)
      if (!message) {
        inHand.delete(delivery.id)
        continue
      }
      if (inFlight.size >= maxInFlight) await Promise.race(inFlight)
      await turn()
      spacing.note(delivery.chatId)
      const sending = sendOne(deps, delivery, message, pause).finally(() => {
        inHand.delete(delivery.id)
        inFlight.delete(sending)
      })
      inFlight.add(sending)
    }
  }

  return {
    drain,
    async stop() {
      stopped = true
      await drain.idle()
    },
  }
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
async function giveBack({ db }: SenderDeps, { id }: Delivery): Promise<null> {
  await db.delivery.update({ where: { id }, data: { state: 'QUEUED', owner: null } })
  return null
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
  deps: SenderDeps,
  delivery: Delivery,
  message: Message,
  pause: Pause,
): Promise<void> {
  try {
    const messageId = await sendScreen(deps.telegram.bulkApi, delivery.chatId, message.screen)
    await deps.db.$transaction(async (sql) => {
      await message.sent?.(messageId, sql)
      await settle({ ...deps, db: sql }, delivery, 'SENT', { messageId })
    })
  } catch (error) {
    await recover(deps, delivery, error, pause)
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
      await deps.db.delivery.update({
        where: { id: delivery.id },
        data: { chatId: failure.chatId },
      })
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
        delaySeconds: 2 ** (delivery.attempts + 1),
        error: text,
      })
  }
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

/** Forgets messages that were due before `before` and are settled: nothing asks for them any more. */
export async function forgetDeliveries(sql: Sql, before: Date): Promise<void> {
  await sql.$executeRaw`
    delete from "Delivery" where state in ('SENT', 'FAILED', 'SKIPPED') and "dueAt" < ${before}`
}

/** Forgets every message to an officer or their chats, and those that told others about them. */
export async function forgetDeliveriesOf(
  sql: Sql,
  { officerId, chatIds, badge }: { officerId: number; chatIds: number[]; badge: string },
): Promise<void> {
  await sql.$executeRaw`
    delete from "Delivery" where "officerId" = ${officerId}
      or "chatId" = any(${chatIds}::bigint[]) or data ->> 'badge' = ${badge}`
}
