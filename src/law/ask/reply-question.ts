import { audit } from '../../platform/audit.ts'
import { queueDeliveries } from '../../platform/delivery.ts'
import type { Deps } from '../../platform/deps.ts'
import { findLawQuestion, saveReply } from './ask-store.ts'

export type ReplyOutcome =
  | { kind: 'replied' | 'empty' | 'too-long' | 'unknown' }
  /** Somebody of the office was faster. */
  | { kind: 'already'; reply: string }

/** With the question over it a reply has to fit a message. */
export const longestReply = 3_000

/** The legal office answers: the first reply is kept and goes back to who asked. */
export function replyQuestion(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { questionId, text, by }: { questionId: number; text: string; by: number },
): Promise<ReplyOutcome> {
  const at = now()
  const reply = text.trim()
  return db.$transaction(async (sql): Promise<ReplyOutcome> => {
    const question = await findLawQuestion(sql, questionId)
    if (!question?.forwardedAt) return { kind: 'unknown' }
    if (reply === '') return { kind: 'empty' }
    if (reply.length > longestReply) return { kind: 'too-long' }
    if (!(await saveReply(sql, { id: questionId, reply, by, now: at }))) {
      // The same update handled twice is no second reply.
      if (question.reply === reply) return { kind: 'replied' }
      return { kind: 'already', reply: question.reply ?? '' }
    }
    const object = `law-question:${questionId}`
    await audit(sql, { at, actor: by, act: 'law-question-replied', object })
    await queueDeliveries(sql, [
      {
        campaign: `law-reply:${questionId}`,
        kind: 'law-reply',
        chatId: question.askedBy,
        ...(question.officerId !== null && { officerId: question.officerId }),
        data: { questionId },
        priority: 1,
        dueAt: at,
      },
    ])
    return { kind: 'replied' }
  })
}
