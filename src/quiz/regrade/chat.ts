import { Composer } from 'grammy'

import type { Deps } from '../../platform/deps.ts'
import { replace, reply, type BotContext } from '../../platform/telegram-context.ts'
import { applyRegrade } from './apply-regrade.ts'
import { planRegrade } from './plan-regrade.ts'
import { outcomeScreen, planScreen, readRegradeData } from './screens.ts'

type RegradeDeps = Pick<Deps, 'db' | 'now' | 'settings' | 'telegram'>

/** Marking answers anew after a key was mended; bot.ts lets only those come here who may mend keys. */
export function regradeChat(deps: RegradeDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()

  chat.callbackQuery(/^rg:/, async (ctx, next) => {
    const press = readRegradeData(ctx.callbackQuery.data)
    if (!press) return await next()
    void ctx.answerCallbackQuery().catch(() => {})
    switch (press.act) {
      case 'plan':
        return await showPlan(ctx, press.questionId)
      case 'cancel':
        return await replace(ctx, deps.telegram, { text: ctx.t('quiz-regrade-cancelled') })
      case 'apply': {
        const done = await applyRegrade(deps, { ...press, by: ctx.person.telegramId })
        return await replace(ctx, deps.telegram, outcomeScreen(ctx.t, done, press.questionId))
      }
    }
  })

  /** Beside the message that offered it: what was decided there stays to be read. */
  async function showPlan(ctx: BotContext, questionId: number): Promise<void> {
    const plan = await planRegrade(deps, questionId)
    const screen =
      plan.kind === 'plan' ? planScreen(ctx.t, plan) : outcomeScreen(ctx.t, plan, questionId)
    await reply(ctx, deps.telegram, screen)
  }

  return chat
}
