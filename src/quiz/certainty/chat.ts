import { Composer } from 'grammy'

import { makeChoice, readChoice } from '../../platform/choices.ts'
import type { Deps } from '../../platform/deps.ts'
import { replace, reply, type BotContext } from '../../platform/telegram-context.ts'
import { certaintyData } from '../../shared/certainty-button.ts'
import { certaintyScreen } from './screens.ts'

/** Whether the daily sets ask how sure one is: for admins. It holds for sets that are dealt from then on. */
export function certaintyChat(deps: Pick<Deps, 'db' | 'now' | 'telegram'>): Composer<BotContext> {
  const chat = new Composer<BotContext>()
  const screen = async (ctx: BotContext) =>
    certaintyScreen(ctx.t, await readChoice(deps.db, 'ask-certainty'))

  chat.callbackQuery(certaintyData, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    await reply(ctx, deps.telegram, await screen(ctx))
  })
  chat.callbackQuery(/^ce:([01])$/, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    const value = ctx.match[1] === '1'
    await makeChoice(deps, { name: 'ask-certainty', value, by: ctx.person.telegramId })
    await replace(ctx, deps.telegram, await screen(ctx))
  })
  return chat
}
