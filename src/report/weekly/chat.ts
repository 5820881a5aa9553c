import { Composer } from 'grammy'

import type { Deps } from '../../platform/deps.ts'
import { reply, type BotContext } from '../../platform/telegram-context.ts'
import { addDays, isDay } from '../../shared/day.ts'
import { refusedScreen } from '../screens.ts'
import { unitWithinReach } from '../view-unit.ts'
import { weeklyPattern } from './buttons.ts'
import { weeklyScreen } from './screens.ts'
import { weeklyOf } from './weekly-of.ts'

/** The button that shows the report of a week. */
export function weeklyChat(
  deps: Pick<Deps, 'db' | 'now' | 'telegram' | 'llm'>,
): Composer<BotContext> {
  const chat = new Composer<BotContext>()
  chat.callbackQuery(weeklyPattern, async (ctx, next) => {
    const [, id, year, month, date] = ctx.match
    const fromDay = `${year}-${month}-${date}`
    if (!isDay(fromDay)) return await next()
    await ctx.answerCallbackQuery().catch(() => {})
    const unitId = Number(id)
    const unit = await unitWithinReach(deps, ctx.person, unitId)
    // The week of a station would tell of single people; its leader has the names.
    const screen =
      unit && unit.level !== 'STATION'
        ? weeklyScreen(ctx.t, await weeklyOf(deps, { unitId, fromDay, toDay: addDays(fromDay, 6) }))
        : refusedScreen(ctx.t)
    await reply(ctx, deps.telegram, screen)
  })
  return chat
}
