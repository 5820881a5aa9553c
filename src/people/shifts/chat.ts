import { Composer } from 'grammy'

import { reply, replace, type BotContext } from '../../platform/telegram-context.ts'
import type { Telegram } from '../../platform/telegram.ts'
import type { Screen } from '../../shared/screen.ts'
import { cancelShifts, confirmShifts, undoShifts, type ShiftDeps } from './change-shifts.ts'
import { reviewShifts } from './preview-shifts.ts'
import { changedScreen, listScreen, undoneScreen } from './screens.ts'

type ChatDeps = ShiftDeps & { telegram: Telegram }

/** What admins decide about a duty roster; the file itself arrives through bot.ts. */
export function shiftChat(deps: ChatDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()
  chat.callbackQuery(/^sh:(ok|no|undo|list):(\d{1,9})$/, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
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
      return changedScreen(t, await confirmShifts(deps, decision), planId)
    case 'undo':
      return undoneScreen(t, await undoShifts(deps, decision))
    case 'no':
      return { text: t((await cancelShifts(deps, planId)) ? 'shifts-dropped' : 'shifts-over') }
    default: {
      const preview = await reviewShifts(deps, planId)
      return preview ? listScreen(t, preview) : { text: t('shifts-over') }
    }
  }
}
