import type { Deps } from '../../platform/deps.ts'
import { enqueue } from '../../platform/jobs.ts'
import { maskPersonalData } from '../../platform/mask-personal-data.ts'
import type { Locale } from '../../shared/locale.ts'
import { findQueued, saveOpenQuestion } from './ask-store.ts'

/**
 * Keeps a question and has its answer looked for in the background, both or neither. A message is one
 * question, however often it is handled. Personal data goes before anything is kept. Returns the
 * question's id.
 */
export function queueQuestion(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  asked: {
    chatId: number
    /** The person's own message. */
    messageId: number
    officerId: number | null
    text: string
    locale: Locale
  },
): Promise<number> {
  const { chatId, messageId, officerId, locale } = asked
  const at = now()
  const key = `ask-law:${chatId}:${messageId}`
  const { text, masked } = maskPersonalData(asked.text.trim())
  return db.$transaction(async (sql) => {
    const queued = await findQueued(sql, key)
    if (queued !== null) return queued
    const questionId = await saveOpenQuestion(sql, { askedBy: chatId, officerId, text, now: at })
    const data = { questionId, chatId, locale, masked }
    await enqueue(sql, { name: 'ask-law', key, data, now: at })
    return questionId
  })
}
