import { saveAsked } from '../../platform/asked.ts'
import type { Deps } from '../../platform/deps.ts'
import type { PersonalKind } from '../../platform/mask-personal-data.ts'
import type { InTurn } from '../../platform/turns.ts'
import { dayIn } from '../../shared/day.ts'
import type { Jobs } from '../../shared/jobs.ts'
import type { Translate } from '../../shared/locale.ts'
import type { LawAnswer } from './answer.ts'
import { askLaw, type AskDeps } from './ask-law.ts'
import { findAnswerMessage, findLawQuestion, saveAnswer, type LawQuestion } from './ask-store.ts'
import { answerRecord, answerScreen, lookingScreen } from './screens.ts'

/** A reply to an answer, or to where it will be, goes on from its question. */
export const answerGiven = 'law-answer'

type ShowDeps = Pick<Deps, 'db' | 'now' | 'telegram'>

/**
 * Looks for the answer to a queued question and turns the message that promised it into the answer:
 * however often this runs, the person has one message. Where the model, or what is around it, fails,
 * the articles themselves are the answer.
 */
export async function answerQueued(
  deps: AskDeps & ShowDeps & { inTurn: InTurn },
  t: Translate,
  { questionId, chatId, masked }: Jobs['ask-law'],
): Promise<void> {
  const question = await findLawQuestion(deps.db, questionId)
  if (!question) return
  const found = await lookUp(deps, question)
  // The kinds of what was hidden before the question was kept.
  const answer = { ...found, masked: masked as { kind: PersonalKind; count: number }[] }
  await saveAnswer(deps.db, questionId, answerRecord(t, answer))
  await deps.inTurn(chatId, async () => {
    const messageId = await showLooking(deps, t, { chatId, questionId })
    const screen = answerScreen(t, answer, questionId)
    if (await deps.telegram.edit(chatId, messageId, screen)) return
    const sent = await deps.telegram.send(chatId, screen)
    await rememberAnswer(deps, { chatId, questionId, messageId: sent })
  })
}

/** Says once that the answer is being looked for. Returns the message where it is or will be. */
export async function showLooking(
  deps: ShowDeps,
  t: Translate,
  { chatId, questionId }: { chatId: number; questionId: number },
): Promise<number> {
  const shown = await findAnswerMessage(deps.db, { chatId, questionId, purpose: answerGiven })
  if (shown !== null) return shown
  const messageId = await deps.telegram.send(chatId, lookingScreen(t))
  await rememberAnswer(deps, { chatId, questionId, messageId })
  return messageId
}

/** Lets the person go on from an answer by replying to its message. */
export async function rememberAnswer(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  given: { chatId: number; messageId: number; questionId: number },
): Promise<void> {
  const { chatId, messageId, questionId } = given
  const asked = { chatId, messageId, purpose: answerGiven, data: { questionId } }
  await saveAsked(db, { ...asked, now: now() })
}

async function lookUp(deps: AskDeps, question: LawQuestion): Promise<LawAnswer> {
  const { text, askedAt, officerId } = question
  const asked = { text, day: dayIn(deps.settings.timeZone, askedAt) }
  try {
    return await askLaw(deps, { ...asked, officerId: officerId ?? undefined })
  } catch (error) {
    deps.log.warn({ error }, 'no answer with the model: the articles stand in')
    return { ...(await askLaw({ ...deps, llm: null }, asked)), isModelOut: deps.llm !== null }
  }
}
