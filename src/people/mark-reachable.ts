import type { Db } from '../platform/db.ts'
import { setBlocked } from './store.ts'

/**
 * The person blocked the bot or is gone: Telegram said so in a `my_chat_member` update or with a
 * 403. Nothing is sent to them until they return. Accounts nobody is bound to are passed over.
 */
export async function markBlocked(
  { db, now }: { db: Db; now: () => Date },
  telegramId: number,
): Promise<void> {
  await setBlocked(db, { telegramId, blockedAt: now() })
}

/** The person is back: they unblocked the bot or wrote to it. */
export async function markReachable({ db }: { db: Db }, telegramId: number): Promise<void> {
  await setBlocked(db, { telegramId, blockedAt: null })
}
