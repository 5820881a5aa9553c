/** The outbox: what is to go out, and what becomes of it. Whoever sends it: sender.ts. */

import { within, type AccountSpan } from '../shared/account-span.ts'
import type { Screen } from '../shared/screen.ts'
import type { Prisma, Sql } from './db.ts'

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
  | 'script'
  | 'weekly'
  | 'notice'
  | 'self-check'
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

/** Forgets messages that were due before `before` and are settled: nothing asks for them any more. */
export async function forgetDeliveries(sql: Sql, before: Date): Promise<void> {
  await sql.$executeRaw`
    delete from "Delivery" where state in ('SENT', 'FAILED', 'SKIPPED') and "dueAt" < ${before}`
}

/** Forgets every message to an officer or their accounts, and those that told others about them. */
export async function forgetDeliveriesOf(
  sql: Sql,
  who: { officerId: number; accounts: AccountSpan[]; badge: string },
): Promise<void> {
  await sql.delivery.deleteMany({
    where: { OR: [...deliveriesTo(who), { data: { path: ['badge'], equals: who.badge } }] },
  })
}

/** For queries: the messages to an officer, and those to their accounts that name no officer. */
export function deliveriesTo({
  officerId,
  accounts,
}: {
  officerId: number
  accounts: AccountSpan[]
}): Prisma.DeliveryWhereInput[] {
  const toAccounts = accounts.map((span) => ({
    officerId: null,
    chatId: span.account,
    dueAt: within(span),
  }))
  return [{ officerId }, ...toAccounts]
}
