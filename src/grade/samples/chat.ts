import { Composer } from 'grammy'

import { findAsked, saveAsked } from '../../platform/asked.ts'
import type { Deps } from '../../platform/deps.ts'
import { reply, type BotContext, repliedTo } from '../../platform/telegram-context.ts'
import { addSamples } from './add-samples.ts'
import { askSamplesScreen, samplesAddedScreen } from './screens.ts'
import { findComingText, listSamples } from './store.ts'

/** A reply to this holds sample answers. */
const samplesAsked = 'samples'

/** 「录入样卷」 beside a short answer that waits for review. For reviewers. */
export function samplesChat(deps: Pick<Deps, 'db' | 'now' | 'telegram'>): Composer<BotContext> {
  const chat = new Composer<BotContext>()

  chat.callbackQuery(/^sa:(\d{1,9})$/, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    const questionId = Number(ctx.match[1])
    const question = await findComingText(deps.db, questionId)
    const points = question?.kind === 'short' ? (question.rubric ?? []) : []
    if (!question || points.length === 0)
      return void (await reply(ctx, deps.telegram, { text: ctx.t('samples-no-rubric') }))
    const samples = await listSamples(deps.db, questionId)
    const screen = askSamplesScreen(ctx.t, { stem: question.stem, points, samples })
    const messageId = await reply(ctx, deps.telegram, screen)
    const asked = { chatId: ctx.person.telegramId, messageId, purpose: samplesAsked }
    await saveAsked(deps.db, { ...asked, data: { questionId }, now: deps.now() })
  })
  chat.on('message:text', async (ctx, next) => {
    const messageId = repliedTo(ctx)
    if (messageId === null) return await next()
    const by = ctx.person.telegramId
    const asked = { chatId: by, messageId, purpose: samplesAsked }
    const about = await findAsked<{ questionId: number }>(deps.db, asked)
    if (!about) return await next()
    const added = await addSamples(deps, { ...about, text: ctx.message.text, by })
    await reply(ctx, deps.telegram, samplesAddedScreen(ctx.t, added))
  })

  return chat
}
