import { within, type AccountSpan } from '../shared/account-span.ts'
import type { Prisma, Sql } from './db.ts'

/**
 * Remembers that a typed reply to a message of the bot has a purpose: what a person is asked for
 * outlives a restart, and a text that is no reply is never taken for one.
 */
export async function saveAsked(
  sql: Sql,
  asked: {
    chatId: number
    messageId: number
    purpose: string
    data: Prisma.InputJsonObject
    now: Date
  },
): Promise<void> {
  const { chatId, messageId, purpose, data, now } = asked
  const key = { chatId, messageId }
  await sql.asked.upsert({
    where: { chatId_messageId: key },
    create: { ...key, purpose, data, createdAt: now },
    update: { purpose, data },
  })
}

/** What a reply to this message is for; null when nothing was asked there for this purpose. */
export async function findAsked<Data>(
  sql: Sql,
  asked: { chatId: number; messageId: number; purpose: string },
): Promise<Data | null> {
  const { chatId, messageId, purpose } = asked
  const found = await sql.asked.findUnique({ where: { chatId_messageId: { chatId, messageId } } })
  return found?.purpose === purpose ? (found.data as Data) : null
}

/** Forgets what was asked before `before` and never answered. */
export async function forgetAsked(sql: Sql, before: Date): Promise<void> {
  await sql.asked.deleteMany({ where: { createdAt: { lt: before } } })
}

/** Forgets whatever was asked in the chats with these accounts. */
export async function forgetAskedOf(sql: Sql, accounts: AccountSpan[]): Promise<void> {
  const asked = accounts.map((span) => ({ chatId: span.account, createdAt: within(span) }))
  await sql.asked.deleteMany({ where: { OR: asked } })
}
