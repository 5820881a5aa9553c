import type { Bureau } from './bureau.ts'

/** Far above the numbers that the local Telegram gives. */
let lastId = 9_000_000_000_000

/** Hands the program updates that no button or keyboard of the local Telegram makes, and lets it answer. */
export async function deliver(
  bureau: Bureau,
  ...updates: Record<string, unknown>[]
): Promise<void> {
  const receivedAt = bureau.clock.now()
  await bureau.running.deps.db.inbox.createMany({
    data: updates.map((update) => {
      const updateId = ++lastId
      const from = Object.values(update)
        .map((value) => (value as { from?: { id: number } }).from?.id)
        .find(Boolean)
      const body = { update_id: updateId, ...(update as object) }
      return { updateId, personId: from ?? 0, body, receivedAt }
    }),
  })
  await bureau.running.catchUp()
}

/** A private message of a person with whatever content. */
export function privateMessage(
  id: number,
  messageId: number,
  content: Record<string, unknown>,
): { message: Record<string, unknown> } {
  const user = { id, is_bot: false, first_name: 'X', language_code: 'zh-hans' }
  return {
    message: {
      message_id: messageId,
      from: user,
      chat: { id, type: 'private', first_name: 'X' },
      date: 0,
      ...content,
    },
  }
}

/** Waits until everything that people did has reached the program and is dealt with. */
export async function allHandled(bureau: Bureau): Promise<void> {
  while (bureau.telegram.pendingUpdates() > 0) await new Promise((done) => setTimeout(done, 20))
  await bureau.running.catchUp()
}

/** What became of the updates that were handed in: those that wait or were set aside. */
export async function leftInInbox(bureau: Bureau): Promise<string[]> {
  const rows = await bureau.running.deps.db.inbox.findMany({ where: { state: { not: 'DONE' } } })
  return rows.map(({ state, error }) => `${state}: ${error ?? ''}`)
}
