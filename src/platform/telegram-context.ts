import type { Context } from 'grammy'

import type { Translate } from '../shared/locale.ts'
import type { Person } from '../shared/person.ts'
import type { Button, Screen } from '../shared/screen.ts'
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

/** The message that a typed text answers; null where it answers none. A command never answers anything. */
export function repliedTo({ message }: Pick<Context, 'message'>): number | null {
  if (message?.text?.startsWith('/')) return null
  return message?.reply_to_message?.message_id ?? null
}

/** The buttons of the message that was pressed whose data do not begin with `prefix`, row by row. */
export function otherButtons(ctx: BotContext, prefix: string): Button[][] {
  const message = ctx.callbackQuery?.message
  const rows = message && 'reply_markup' in message ? message.reply_markup?.inline_keyboard : []
  const others = (rows ?? []).map((row) =>
    row.flatMap((button) =>
      'callback_data' in button && !button.callback_data.startsWith(prefix)
        ? [{ label: button.text, data: button.callback_data }]
        : [],
    ),
  )
  return others.filter((row) => row.length > 0)
}

function chatOf(ctx: BotContext): number {
  return ctx.chat?.id ?? ctx.person.telegramId
}
