import { Composer } from 'grammy'

import { reply, type BotContext } from '../platform/telegram-context.ts'
import type { Kind } from '../shared/question.ts'
import {
  answerQuestion,
  chooseOption,
  saySure,
  type AnswerOutcome,
  type ChoiceOutcome,
  type Giving,
} from './answer-question.ts'
import { continueSitting, showFeedback, type ChatDeps, type Listener } from './continue-sitting.ts'
import { verdictNotice } from './feedback-screen.ts'
import type { Given } from './judge.ts'
import { listMistakesScreen } from './list-mistakes.ts'
import { meScreen } from './my-record.ts'
import { notAnAnswerText, questionScreen } from './screens.ts'
import { startPractice, startSet, startSetOf, type Started } from './start-set.ts'
import type { Item } from './store.ts'
import { findAwaitedAnswer, findEarlyAnswer, readTyped } from './take-typed-answer.ts'
import { waitingScreen } from './waiting-screen.ts'

/** /quiz, /practice, /mistakes, /me, the buttons of questions, and typed answers. */
export function quizChat(deps: ChatDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()

  chat.command('quiz', async (ctx) => {
    await showStarted(ctx, await startSet(deps, officerOf(ctx)))
  })
  chat.command('practice', async (ctx) => {
    await showStarted(ctx, await startPractice(deps, officerOf(ctx), 'PRACTICE'))
  })
  chat.command('mistakes', async (ctx) => {
    await reply(ctx, deps.telegram, await listMistakesScreen(deps, ctx.t, officerOf(ctx)))
  })
  chat.command('me', async (ctx) => {
    await reply(ctx, deps.telegram, await meScreen(deps, ctx.t, officerOf(ctx)))
  })

  chat.callbackQuery(/^q:(practice|mistakes)$/, async (ctx) => {
    acknowledge(ctx)
    const kind = ctx.match[1] === 'practice' ? 'PRACTICE' : 'MISTAKES'
    await showStarted(ctx, await startPractice(deps, officerOf(ctx), kind))
  })
  chat.callbackQuery(/^q:day:(\d{4}-\d{2}-\d{2})$/, async (ctx) => {
    const started = await startSetOf(deps, officerOf(ctx), ctx.match[1] ?? '')
    if (started.kind === 'closed') return await refuse(ctx, 'quiz-closed')
    acknowledge(ctx)
    await showStarted(ctx, started)
  })
  chat.callbackQuery(/^q:(\d{1,9}):(\d{1,2})$/, async (ctx) => {
    const option = Number(ctx.match[2])
    await give(ctx, Number(ctx.match[1]), (item) => pressed(item.question.kind, option))
  })
  chat.callbackQuery(/^q:(\d{1,9}):([+-])(\d{1,2})$/, async (ctx) => {
    const [, answerId, sign, option] = ctx.match
    const choice = { option: Number(option), chosen: sign === '+' }
    const about = { officerId: officerOf(ctx), answerId: Number(answerId) }
    await showChosen(ctx, await chooseOption(deps, { ...about, ...choice }))
  })
  chat.callbackQuery(/^q:(\d{1,9}):c([01])$/, async (ctx) => {
    const about = { officerId: officerOf(ctx), answerId: Number(ctx.match[1]) }
    await showChosen(ctx, await saySure(deps, { ...about, sure: ctx.match[2] === '1' }))
  })
  chat.callbackQuery(/^q:(\d{1,9}):s$/, async (ctx) => {
    await give(ctx, Number(ctx.match[1]), ({ draft }) => (draft.length > 0 ? draft : null))
  })

  chat.on('message:text', async (ctx, next) => {
    if (ctx.message.text.startsWith('/')) return await next()
    const { message_id: messageId, text } = ctx.message
    const written = { officerId: officerOf(ctx), messageId, text }
    const awaited = await findAwaitedAnswer(deps, written)
    const early = awaited ? null : await findEarlyAnswer(deps, written)
    if (early && !early.counts) {
      const { position } = early.item
      return void (await reply(ctx, deps.telegram, { text: ctx.t('quiz-too-early', { position }) }))
    }
    const item = awaited ?? early?.item
    if (!item) return await next()
    const typed = readTyped(item, ctx.message.text)
    if (typed.kind !== 'answer') {
      return void (await reply(ctx, deps.telegram, { text: notAnAnswerText(ctx.t, typed) }))
    }
    await give(ctx, item.answerId, () => typed.given)
  })

  async function give(ctx: BotContext, answerId: number, giving: Giving): Promise<void> {
    const input = { officerId: officerOf(ctx), answerId, give: giving }
    await showAnswered(ctx, await answerQuestion(deps, input))
  }

  /** Changes the buttons only: above them may stand the head of the morning, or a text of law. */
  async function showChosen(ctx: BotContext, outcome: ChoiceOutcome): Promise<void> {
    if (outcome.kind !== 'chosen') return await showAnswered(ctx, outcome)
    acknowledge(ctx)
    const pressedId = ctx.callbackQuery?.message?.message_id ?? outcome.item.messageId
    if (pressedId === null) return
    const buttons = questionScreen(ctx.t, outcome.item).buttons ?? []
    await deps.telegram.editButtons(ctx.person.telegramId, pressedId, buttons)
  }

  async function showAnswered(ctx: BotContext, outcome: AnswerOutcome): Promise<void> {
    switch (outcome.kind) {
      case 'not-yours':
        return await refuse(ctx, 'quiz-not-yours')
      case 'closed':
        return await refuse(ctx, 'quiz-closed')
      case 'nothing-chosen':
        return await refuse(ctx, 'quiz-choose-first')
      case 'already':
      case 'answered':
        // A typed answer has no button that waits for a notice.
        if (ctx.callbackQuery) acknowledge(ctx, verdictNotice(ctx.t, outcome.item))
        await explain(ctx, outcome.item)
        return await continueSitting(deps, listenerOf(ctx), outcome.item.sittingId)
    }
  }

  /**
   * Turns the question's message into its explanation. Where Telegram's reply was lost a question stands
   * twice in the chat, and the copy of which nothing is known may be the one that is pressed: it becomes
   * the question's message, or goes.
   */
  async function explain(ctx: BotContext, item: Item): Promise<void> {
    const pressedId = ctx.callbackQuery?.message?.message_id ?? null
    const messageId = item.messageId ?? pressedId
    await showFeedback(deps, listenerOf(ctx), { ...item, messageId })
    if (pressedId !== null && pressedId !== messageId) {
      await deps.telegram.remove(ctx.person.telegramId, pressedId)
    }
  }

  /** Says why nothing was saved: beside the button, or as a message where Telegram no longer waits. */
  async function refuse(ctx: BotContext, key: string): Promise<void> {
    const text = ctx.t(key)
    const isNoticed =
      ctx.callbackQuery !== undefined &&
      (await ctx.answerCallbackQuery({ text }).catch(() => false))
    if (!isNoticed) await reply(ctx, deps.telegram, { text })
  }

  async function showStarted(ctx: BotContext, started: Started): Promise<void> {
    if (started.kind === 'sitting') {
      return await continueSitting(deps, listenerOf(ctx), started.sittingId, { again: true })
    }
    await reply(ctx, deps.telegram, waitingScreen(ctx.t, started))
  }

  return chat
}

/** A pressed button as an answer: the buttons of true-false carry 1 and 0. */
function pressed(kind: Kind, option: number): Given {
  return kind === 'true-false' ? option === 1 : [option]
}

/** bot.ts lets only officers come here. */
function officerOf(ctx: BotContext): number {
  if (!ctx.person.officer) throw new Error('the quiz is for officers only')
  return ctx.person.officer.id
}

function listenerOf(ctx: BotContext): Listener {
  return { chatId: ctx.person.telegramId, t: ctx.t }
}

/** Stops the button's spinner. Best effort: a press older than a few seconds cannot be answered. */
function acknowledge(ctx: BotContext, text?: string): void {
  void ctx.answerCallbackQuery(text ? { text } : {}).catch(() => {})
}
