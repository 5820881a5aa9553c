import { Composer } from 'grammy'

import { findAsked, saveAsked } from '../../platform/asked.ts'
import type { Prisma } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { replace, reply, type BotContext, repliedTo } from '../../platform/telegram-context.ts'
import type { Question } from '../../shared/question.ts'
import type { Screen } from '../../shared/screen.ts'
import { readReviewData } from '../review/buttons.ts'
import type { DecideDeps } from '../review/decide-task.ts'
import { findQuestion } from '../review/store.ts'
import {
  findEditableQuestion,
  findEditableTask,
  type Editable,
  type Target,
} from './find-editable.ts'
import { readEdit } from './read-edit.ts'
import {
  editOutcomeScreen,
  editPreviewScreen,
  editScreen,
  goneScreen,
  unreadScreen,
} from './screens.ts'
import { submitEdit } from './submit-edit.ts'

type EditDeps = Pick<Deps, 'db' | 'now' | 'settings' | 'telegram'> & DecideDeps

/** A reply to this message is a question's new text. */
const textAsked = 'edit-text'
/** This message shows an edit that can be handed in. */
const editShown = 'edit-shown'

/** Changing a question by copying its text, writing it anew and sending it back. For reviewers. */
export function editChat(deps: EditDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()

  chat.callbackQuery(/^rv:(edit|qedit):/, async (ctx, next) => {
    const press = readReviewData(ctx.callbackQuery.data)
    if (!press) return await next()
    await ctx.answerCallbackQuery().catch(() => {})
    const find = press.act === 'edit' ? findEditableTask : findEditableQuestion
    await begin(deps, ctx, await find(deps.db, press.id))
  })
  chat.on('message:text', async (ctx, next) => {
    const messageId = repliedTo(ctx)
    const target = await recall<Target>(deps, ctx, { messageId, purpose: textAsked })
    if (!target) return await next()
    await takeText(deps, ctx, { target, text: ctx.message.text })
  })
  chat.callbackQuery(/^rv:submit:/, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    await submit(deps, ctx)
  })
  chat.callbackQuery(/^rv:drop:/, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    await replace(ctx, deps.telegram, { text: ctx.t('review-edit-dropped') })
  })

  return chat
}

async function begin(deps: EditDeps, ctx: BotContext, found: Editable | null): Promise<void> {
  if (!found) return void (await reply(ctx, deps.telegram, goneScreen(ctx.t)))
  await ask(deps, ctx, { screen: editScreen(ctx.t, found.content), target: found.target })
}

/** Sends a screen; where it asks for a text, a reply to it is the text of `target`. */
async function ask(
  deps: EditDeps,
  ctx: BotContext,
  { screen, target }: { screen: Screen; target: Target },
): Promise<void> {
  const messageId = await reply(ctx, deps.telegram, screen)
  if (screen.asks === undefined) return
  await remember(deps, ctx, { messageId, purpose: textAsked, data: target })
}

async function takeText(
  deps: EditDeps,
  ctx: BotContext,
  { target, text }: { target: Target; text: string },
): Promise<void> {
  const question = await findQuestion(deps.db, target.questionId)
  if (!question || question.state === 'RETIRED') {
    return void (await reply(ctx, deps.telegram, goneScreen(ctx.t)))
  }
  const reading = readEdit(text)
  if (reading.kind !== 'question') {
    return await ask(deps, ctx, { screen: unreadScreen(ctx.t, reading), target })
  }
  const { question: after, problems } = reading
  const screen = editPreviewScreen(ctx.t, { before: question.content, after, problems })
  const messageId = await reply(ctx, deps.telegram, screen)
  await remember(deps, ctx, { messageId, purpose: editShown, data: { ...target, text: after } })
}

async function submit(deps: EditDeps, ctx: BotContext): Promise<void> {
  const messageId = ctx.callbackQuery?.message?.message_id ?? null
  const shown = { messageId, purpose: editShown }
  const edit = await recall<Target & { text: Question }>(deps, ctx, shown)
  if (!edit) return await replace(ctx, deps.telegram, goneScreen(ctx.t))
  const outcome = await submitEdit(deps, { ...edit, by: ctx.person.telegramId })
  await replace(ctx, deps.telegram, editOutcomeScreen(ctx.t, outcome, edit.taskId))
}

async function recall<Data>(
  { db }: EditDeps,
  ctx: BotContext,
  { messageId, purpose }: { messageId: number | null; purpose: string },
): Promise<Data | null> {
  if (messageId === null) return null
  return await findAsked<Data>(db, { chatId: ctx.person.telegramId, messageId, purpose })
}

async function remember(
  { db, now }: EditDeps,
  ctx: BotContext,
  { messageId, purpose, data }: { messageId: number; purpose: string; data: object },
): Promise<void> {
  const json = data as Prisma.InputJsonObject
  const chatId = ctx.person.telegramId
  await saveAsked(db, { chatId, messageId, purpose, data: json, now: now() })
}
