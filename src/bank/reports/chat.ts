import { Composer } from 'grammy'

import type { Deps } from '../../platform/deps.ts'
import { otherButtons, reply, type BotContext } from '../../platform/telegram-context.ts'
import { reportButton } from '../../shared/report-button.ts'
import type { Button } from '../../shared/screen.ts'
import { reportQuestion } from './report-question.ts'
import { kindButtons, readKind } from './screens.ts'

type ReportDeps = Pick<Deps, 'db' | 'now' | 'settings' | 'telegram'>

/** 「题目有误」 under an answered question: what is wrong is said with a second press. */
export function questionReportChat(deps: ReportDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()

  chat.callbackQuery(/^rp:(\d{1,9})$/, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    await showButtons(ctx, kindButtons(ctx.t, Number(ctx.match[1])))
  })
  chat.callbackQuery(/^rp:(\d{1,9}):x$/, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    await showButtons(ctx, [[reportButton(ctx.t, Number(ctx.match[1]))]])
  })
  chat.callbackQuery(/^rp:(\d{1,9}):([a-z])$/, async (ctx, next) => {
    const { officer, telegramId } = ctx.person
    const [, answerId, letter = ''] = ctx.match
    const kind = readKind(letter)
    if (!officer || !kind) return await next()
    const report = { answerId: Number(answerId), officerId: officer.id, kind, by: telegramId }
    const outcome = await reportQuestion(deps, report)
    const text = ctx.t(`question-reported-${outcome.kind}`)
    const isNoticed = await ctx.answerCallbackQuery({ text }).catch(() => false)
    if (!isNoticed) await reply(ctx, deps.telegram, { text })
    await showButtons(ctx, [])
  })

  async function showButtons(ctx: BotContext, buttons: Button[][]): Promise<void> {
    const messageId = ctx.callbackQuery?.message?.message_id
    if (messageId === undefined) return
    const rows = [...buttons, ...otherButtons(ctx, 'rp:')]
    await deps.telegram.editButtons(ctx.person.telegramId, messageId, rows)
  }

  return chat
}
