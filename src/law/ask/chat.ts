import { Composer } from 'grammy'

import { findAsked, saveAsked } from '../../platform/asked.ts'
import type { Deps } from '../../platform/deps.ts'
import { reply, type BotContext, repliedTo } from '../../platform/telegram-context.ts'
import { dayIn } from '../../shared/day.ts'
import { findArticle } from '../find-article.ts'
import { answerGiven, rememberAnswer, showLooking } from './answer-queued.ts'
import { askLaw, longestQuestion } from './ask-law.ts'
import { findLawQuestion, saveQuestion } from './ask-store.ts'
import { isStillOpen, joinQuestions } from './follow-up.ts'
import { forwardQuestion } from './forward-question.ts'
import { queueQuestion } from './queue-question.ts'
import { replyQuestion } from './reply-question.ts'
import {
  answerRecord,
  answerScreen,
  askReplyScreen,
  forwardedText,
  promptScreen,
  replyOutcomeScreen,
  tooLongScreen,
} from './screens.ts'

type ChatDeps = Pick<Deps, 'db' | 'now' | 'settings' | 'telegram' | 'log' | 'llm' | 'embedder'>

const questionAsked = 'law-ask'
const replyAsked = 'law-reply'

/** `/ask`, replies to its answers, and handing a question to the legal office. */
export function askChat(deps: ChatDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()

  chat.command('ask', async (ctx) => {
    const text = ctx.match.trim()
    if (text !== '') return await answer(deps, ctx, text)
    const messageId = await reply(ctx, deps.telegram, promptScreen(ctx.t))
    await remember(deps, ctx, { messageId, purpose: questionAsked, data: {} })
  })

  chat.on('message:text', async (ctx, next) => {
    const { text } = ctx.message
    const messageId = repliedTo(ctx)
    if (messageId === null) return await next()
    const asked = { chatId: ctx.person.telegramId, messageId }
    const given = await findAsked<{ questionId: number }>(deps.db, {
      ...asked,
      purpose: answerGiven,
    })
    if (given) return await answer(deps, ctx, await continued(deps, ctx, given.questionId, text))
    const isAsked = await findAsked(deps.db, { ...asked, purpose: questionAsked })
    return isAsked ? await answer(deps, ctx, text.trim()) : await next()
  })

  chat.callbackQuery(/^ak:fwd:(\d{1,9})$/, async (ctx) => {
    const questionId = Number(ctx.match[1])
    const outcome = await forwardQuestion(deps, { questionId, by: ctx.person.telegramId })
    await ctx.answerCallbackQuery().catch(() => {})
    await dropButton(deps, ctx)
    await reply(ctx, deps.telegram, { text: forwardedText(ctx.t, outcome) })
  })

  return chat
}

/** The legal office answers what was handed to it. */
export function legalOfficeChat(deps: ChatDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()

  chat.callbackQuery(/^ak:re:(\d{1,9})$/, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    const question = await findLawQuestion(deps.db, Number(ctx.match[1]))
    if (!question)
      return void (await reply(ctx, deps.telegram, replyOutcomeScreen(ctx.t, { kind: 'unknown' })))
    if (question.reply !== null) {
      const already = { kind: 'already' as const, reply: question.reply }
      return void (await reply(ctx, deps.telegram, replyOutcomeScreen(ctx.t, already)))
    }
    const messageId = await reply(ctx, deps.telegram, askReplyScreen(ctx.t, question))
    await remember(deps, ctx, { messageId, purpose: replyAsked, data: { questionId: question.id } })
  })

  chat.on('message:text', async (ctx, next) => {
    const { text } = ctx.message
    const messageId = repliedTo(ctx)
    if (messageId === null) return await next()
    const { telegramId: by } = ctx.person
    const asked = { chatId: by, messageId, purpose: replyAsked }
    const about = await findAsked<{ questionId: number }>(deps.db, asked)
    if (!about) return await next()
    const outcome = await replyQuestion(deps, { ...about, text, by })
    const articleId = outcome.kind === 'replied' ? await citedArticle(deps, about.questionId) : null
    await reply(ctx, deps.telegram, replyOutcomeScreen(ctx.t, outcome, articleId))
  })

  return chat
}

async function answer(deps: ChatDeps, ctx: BotContext, text: string): Promise<void> {
  if (text.length > longestQuestion)
    return void (await reply(ctx, deps.telegram, tooLongScreen(ctx.t)))
  await (deps.llm ? answerLater(deps, ctx, text) : answerNow(deps, ctx, text))
}

/** A model takes seconds, in which whatever else the person does should not have to wait. */
async function answerLater(deps: ChatDeps, ctx: BotContext, text: string): Promise<void> {
  const { telegramId: chatId, officer, locale } = ctx.person
  const messageId = ctx.message?.message_id ?? 0
  const asked = { chatId, messageId, officerId: officer?.id ?? null, text, locale }
  const questionId = await queueQuestion(deps, asked)
  await showLooking(deps, ctx.t, { chatId, questionId })
}

async function answerNow(deps: ChatDeps, ctx: BotContext, text: string): Promise<void> {
  const { db, now, settings, telegram } = deps
  const { telegramId: chatId, officer } = ctx.person
  const officerId = officer?.id
  const day = dayIn(settings.timeZone, now())
  const found = await askLaw(deps, { text, day, officerId })
  const questionId = await saveQuestion(db, {
    askedBy: chatId,
    officerId: officerId ?? null,
    text: found.question,
    answer: answerRecord(ctx.t, found),
    now: now(),
  })
  const messageId = await reply(ctx, telegram, answerScreen(ctx.t, found, questionId))
  await rememberAnswer(deps, { chatId, messageId, questionId })
}

/** The follow-up with what it goes on from; by itself where that was long ago. */
async function continued(
  { db, now }: ChatDeps,
  ctx: BotContext,
  questionId: number,
  text: string,
): Promise<string> {
  const before = await findLawQuestion(db, questionId)
  const isOpen = before?.askedBy === ctx.person.telegramId && isStillOpen(before.askedAt, now())
  if (!before || !isOpen) return text.trim()
  const [cited = null] = before.answer?.citations ?? []
  return joinQuestions({ text: before.text, cited }, text.trim())
}

/** The first article that the answer to a question rests on, as the library has it now. */
async function citedArticle(deps: ChatDeps, questionId: number): Promise<number | null> {
  const question = await findLawQuestion(deps.db, questionId)
  const [cited] = question?.answer?.citations ?? []
  const found = cited && (await findArticle(deps, cited))
  return found?.kind === 'found' ? found.articleId : null
}

async function remember(
  { db, now }: ChatDeps,
  ctx: BotContext,
  asked: { messageId: number; purpose: string; data: { questionId?: number } },
): Promise<void> {
  await saveAsked(db, { ...asked, chatId: ctx.person.telegramId, now: now() })
}

/** A question is handed on once: the button goes, the others stay. */
async function dropButton({ telegram }: ChatDeps, ctx: BotContext): Promise<void> {
  const message = ctx.callbackQuery?.message
  const rows = message && 'reply_markup' in message ? message.reply_markup?.inline_keyboard : null
  if (!message || !rows) return
  const kept = rows.map((row) =>
    row.flatMap((button) =>
      'callback_data' in button && !button.callback_data.startsWith('ak:fwd:')
        ? [{ label: button.text, data: button.callback_data }]
        : [],
    ),
  )
  const buttons = kept.filter((row) => row.length > 0)
  await telegram.editButtons(ctx.person.telegramId, message.message_id, buttons)
}
