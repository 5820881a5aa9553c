import { Composer } from 'grammy'

import type { Deps } from './platform/deps.ts'
import { reply, type BotContext } from './platform/telegram-context.ts'
import type { Translate } from './shared/locale.ts'
import type { Screen } from './shared/screen.ts'
import { readStatus, type Status } from './status.ts'

/** /status for admins. */
export function statusChat(deps: Deps): Composer<BotContext> {
  const chat = new Composer<BotContext>()
  chat.command('status', async (ctx) => {
    await reply(ctx, deps.telegram, statusScreen(ctx.t, await readStatus(deps)))
  })
  return chat
}

function statusScreen(t: Translate, status: Status): Screen {
  const { day, due, done, cards, inbox, jobs } = status
  const { sent, queued, failed } = cards
  const isOpen = status.runs['open-day'] !== undefined
  const lines = [
    `<b>${t('status-title')}</b>`,
    isOpen
      ? t('status-day', { day, due, done, sent, queued, failed })
      : t('status-day-not-open', { day }),
    t('status-inbox', inbox),
    t('status-jobs', jobs),
    t('status-officers', status.officers),
    t('status-bank', { live: status.liveQuestions }),
    status.grader === 'built-in'
      ? t('status-grader-built-in')
      : t('status-grader-model', { model: status.grader }),
    ...modelLines(t, status.model),
  ]
  return { text: lines.join('\n') }
}

function modelLines(t: Translate, model: Status['model']): string[] {
  if (!model) return []
  const { calls, errors, tokensPerDay, price } = model
  const tokens = model.inputTokens + model.outputTokens
  const line = t('status-model-today', { calls, errors, tokens, limit: tokensPerDay })
  return price ? [line, t('status-model-price', { price })] : [line]
}
