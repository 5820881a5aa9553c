import type { Context } from 'grammy'

import type { Translate } from '../shared/locale.ts'
import type { Person } from '../shared/person.ts'
import type { Screen } from '../shared/screen.ts'
import type { Telegram } from './telegram.ts'

/** What bot.ts adds to every update before a slice's chat.ts sees it. */
export interface PersonFlavor {
  person: Person
  /** Texts in the person's language. */
  t: Translate
}

export type BotContext = Context & PersonFlavor

/** Answers with a new message. Returns its id. */
export async function reply(ctx: BotContext, telegram: Telegram, screen: Screen): Promise<number> {
  return await telegram.send(chatOf(ctx), screen)
}

/** Turns the message whose button was pressed into `screen`, or sends it anew where that is not possible. */
export async function replace(ctx: BotContext, telegram: Telegram, screen: Screen): Promise<void> {
  const messageId = ctx.callbackQuery?.message?.message_id
  const edited =
    messageId !== undefined && !screen.attachment
      ? await telegram.edit(chatOf(ctx), messageId, screen)
      : false
  if (!edited) await telegram.send(chatOf(ctx), screen)
}

function chatOf(ctx: BotContext): number {
  return ctx.chat?.id ?? ctx.person.telegramId
}
