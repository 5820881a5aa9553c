import { Composer } from 'grammy'

import type { Deps } from '../../platform/deps.ts'
import { replace, reply, type BotContext } from '../../platform/telegram-context.ts'
import { bankStatistics, type BankStatistics } from './bank-statistics.ts'
import { questionStatistics } from './question-statistics.ts'
import {
  bankStatisticsScreen,
  questionStatisticsScreen,
  readStatisticsData,
  statisticsWorkbookScreen,
  type StatisticsPress,
} from './screens.ts'

type StatisticsDeps = Pick<Deps, 'db' | 'now' | 'telegram'>

/** Turning pages and looking at cards reads a bank's numbers once in so many minutes. */
const keptMs = 5 * 60_000

/** How the questions of a bank do, for whoever looks after them. */
export function statisticsChat(deps: StatisticsDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()
  const statistics = keepLatest(deps)

  chat.callbackQuery(/^st:/, async (ctx, next) => {
    const press = readStatisticsData(ctx.callbackQuery.data)
    if (!press) return await next()
    void ctx.answerCallbackQuery().catch(() => {})
    await (press.act === 'q' ? showQuestion(ctx, press) : showBank(ctx, press))
  })

  async function showQuestion(ctx: BotContext, { id, page }: StatisticsPress): Promise<void> {
    const found = await questionStatistics(deps, id)
    const screen = found
      ? questionStatisticsScreen(ctx.t, found, page ?? 0)
      : { text: ctx.t('statistics-gone') }
    await replace(ctx, deps.telegram, screen)
  }

  async function showBank(ctx: BotContext, { act, id, page }: StatisticsPress): Promise<void> {
    const bank = await statistics(id)
    if (!bank) return void (await reply(ctx, deps.telegram, { text: ctx.t('bank-gone') }))
    if (act === 'x') {
      return void (await reply(ctx, deps.telegram, statisticsWorkbookScreen(ctx.t, bank)))
    }
    const screen = bankStatisticsScreen(ctx.t, bank, page ?? 0)
    // The list of banks from which it was opened stays.
    await (page === null ? reply(ctx, deps.telegram, screen) : replace(ctx, deps.telegram, screen))
  }

  return chat
}

/** The numbers of the bank that was looked at last are kept for a while; they change slowly. */
function keepLatest({ db, now }: StatisticsDeps) {
  let kept: { at: number; bank: BankStatistics } | null = null
  return async (bankId: number): Promise<BankStatistics | null> => {
    const at = now().getTime()
    if (kept?.bank.bankId === bankId && at - kept.at < keptMs) return kept.bank
    const bank = await bankStatistics({ db }, bankId)
    if (bank) kept = { at, bank }
    return bank
  }
}
