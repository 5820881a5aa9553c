import { GrammyError, HttpError } from 'grammy'
import type { UserFromGetMe } from 'grammy/types'

import type { Telegram } from './platform/telegram.ts'

/** Telegram does not know the token. */
export class WrongToken extends Error {}

/** Telegram cannot be reached; the message names the address that was tried. */
export class TelegramUnreachable extends Error {}

/**
 * The first word with Telegram: who the bot is.
 * @throws WrongToken, TelegramUnreachable
 */
export async function introduceBot(telegram: Telegram, apiRoot: string): Promise<UserFromGetMe> {
  try {
    return await telegram.api.getMe()
  } catch (error) {
    throw explain(error, apiRoot)
  }
}

function explain(error: unknown, apiRoot: string): unknown {
  const code = error instanceof GrammyError ? error.error_code : null
  if (code === 401 || code === 404) {
    return new WrongToken(
      'Telegram does not know this BOT_TOKEN. Copy it again from @BotFather ' +
        '(digits, a colon, then letters) into .env.',
    )
  }
  if (!(error instanceof HttpError) && (code === null || code < 500)) return error
  return new TelegramUnreachable(
    `Telegram cannot be reached at ${new URL(apiRoot).host}. Check the network, or set ` +
      'TELEGRAM_API_ROOT to a Bot API server that this machine reaches.',
    { cause: error },
  )
}
