import { Composer } from 'grammy'

import { findAsked, saveAsked } from '../../platform/asked.ts'
import { reply, replace, type BotContext, repliedTo } from '../../platform/telegram-context.ts'
import type { Telegram } from '../../platform/telegram.ts'
import { dayIn } from '../../shared/day.ts'
import type { Screen } from '../../shared/screen.ts'
import {
  cancelCalendar,
  confirmCalendar,
  undoCalendar,
  type CalendarDeps,
} from './change-calendar.ts'
import { calendarScreen } from './month-screen.ts'
import { previewCalendar, reviewCalendar, type PreviewDeps } from './preview-calendar.ts'
import { readSentence } from './read-sentence.ts'
import {
  askScreen,
  changedScreen,
  listScreen,
  previewScreen,
  refusalText,
  undoneScreen,
} from './screens.ts'
import { viewCalendar } from './view-calendar.ts'

type ChatDeps = CalendarDeps & PreviewDeps & { telegram: Telegram }

const sentenceAsked = 'calendar'

/** `/calendar`: the months, what the bureau has laid down, and sentences that change it. For admins. */
export function calendarChat(deps: ChatDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()

  chat.command('calendar', async (ctx) => {
    const sentence = ctx.match.trim()
    if (sentence !== '') return await take(deps, ctx, sentence)
    await ask(deps, ctx, calendarScreen(ctx.t, await viewCalendar(deps)))
  })

  chat.on('message:text', async (ctx, next) => {
    const messageId = repliedTo(ctx)
    if (messageId === null) return await next()
    const asked = { chatId: ctx.person.telegramId, messageId, purpose: sentenceAsked }
    if (!(await findAsked(deps.db, asked))) return await next()
    await take(deps, ctx, ctx.message.text)
  })

  chat.callbackQuery(/^cal:month:(20\d\d-(?:0[1-9]|1[0-2]))$/, async (ctx) => {
    await acknowledge(ctx)
    const page = await viewCalendar(deps, ctx.match[1])
    await replace(ctx, deps.telegram, calendarScreen(ctx.t, page))
  })
  chat.callbackQuery('cal:ask', async (ctx) => {
    await acknowledge(ctx)
    await ask(deps, ctx, askScreen(ctx.t))
  })
  chat.callbackQuery(/^cal:(ok|no|undo|list):(\d{1,9})$/, async (ctx) => {
    await acknowledge(ctx)
    const [, act = '', id] = ctx.match
    const screen = await decide(deps, ctx, { act, planId: Number(id) })
    await (act === 'list' ? reply : replace)(ctx, deps.telegram, screen)
  })
  return chat
}

async function decide(
  deps: ChatDeps,
  { t, person }: BotContext,
  { act, planId }: { act: string; planId: number },
): Promise<Screen> {
  const decision = { planId, by: person.telegramId }
  switch (act) {
    case 'ok':
      return changedScreen(t, await confirmCalendar(deps, decision), planId)
    case 'undo':
      return undoneScreen(t, await undoCalendar(deps, decision), planId)
    case 'no':
      return {
        text: t((await cancelCalendar(deps, planId)) ? 'calendar-dropped' : 'calendar-over'),
      }
    default: {
      const preview = await reviewCalendar(deps, planId)
      return preview ? listScreen(t, preview) : { text: t('calendar-over') }
    }
  }
}

/** A sentence: its preview, or why it was not understood, which can be answered with another. */
async function take(deps: ChatDeps, ctx: BotContext, sentence: string): Promise<void> {
  const read = readSentence(sentence, dayIn(deps.settings.timeZone, deps.now()))
  if (read.kind !== 'changes') {
    return await ask(deps, ctx, askScreen(ctx.t, refusalText(ctx.t, read)))
  }
  const plan = { changes: read.changes, problems: [] }
  const about = { plan, source: sentence.trim(), by: ctx.person.telegramId }
  await reply(ctx, deps.telegram, previewScreen(ctx.t, await previewCalendar(deps, about)))
}

/** Shows a screen that a typed reply answers. */
async function ask(
  { db, now, telegram }: ChatDeps,
  ctx: BotContext,
  screen: Screen,
): Promise<void> {
  const messageId = await reply(ctx, telegram, screen)
  const chatId = ctx.person.telegramId
  await saveAsked(db, { chatId, messageId, purpose: sentenceAsked, data: {}, now: now() })
}

/** Stops the button's spinner; the press counts whether Telegram takes this or not. */
async function acknowledge(ctx: BotContext): Promise<void> {
  await ctx.answerCallbackQuery().catch(() => {})
}
