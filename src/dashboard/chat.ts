import { randomBytes } from 'node:crypto'

import { Composer } from 'grammy'

import type { Deps } from '../platform/deps.ts'
import { reply, type BotContext } from '../platform/telegram-context.ts'
import { makeLink } from './log-in.ts'
import { doorScreen } from './screens.ts'

/** The way from the chat to the pages: a button inside Telegram, and a one-time link for a browser. */
export function pagesChat(
  deps: Pick<Deps, 'db' | 'now' | 'settings' | 'telegram'>,
): Composer<BotContext> {
  const chat = new Composer<BotContext>()

  async function openDoor(ctx: BotContext, unitId: number | null): Promise<void> {
    const { publicUrl } = deps.settings.web ?? {}
    if (publicUrl === undefined) {
      return void (await reply(ctx, deps.telegram, { text: ctx.t('page-door-none') }))
    }
    const key = await makeLink({ ...deps, randomBytes }, ctx.person.telegramId)
    const door = { publicUrl, key, unitId, locale: ctx.person.locale }
    await reply(ctx, deps.telegram, doorScreen(ctx.t, door))
  }

  chat.command('web', (ctx) => openDoor(ctx, null))
  chat.callbackQuery(/^pg:(\d{0,9})$/, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    await openDoor(ctx, ctx.match[1] ? Number(ctx.match[1]) : null)
  })
  return chat
}
