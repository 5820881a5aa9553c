import { Composer } from 'grammy'

import { monthBefore } from './monthly-check.ts'
import { audit } from './platform/audit.ts'
import { makeChoice } from './platform/choices.ts'
import type { Deps } from './platform/deps.ts'
import { retryDeadJobs } from './platform/jobs.ts'
import { replace, reply, type BotContext } from './platform/telegram-context.ts'
import { burdenPattern, burdenScreen } from './report/burden-screen.ts'
import { burdenOf, lastWeeks } from './report/burden.ts'
import { selfCheckScreen } from './report/self-check-screen.ts'
import { selfCheck } from './report/self-check.ts'
import { dayIn, type Day } from './shared/day.ts'
import { retryData, selfCheckData, statusScreen } from './status-screen.ts'
import { readStatus } from './status.ts'

/** /status for admins, another try for the jobs that were given up, the burden of training and the self-check. */
export function statusChat(deps: Deps): Composer<BotContext> {
  const chat = new Composer<BotContext>()
  const show = async (ctx: BotContext) => statusScreen(ctx.t, await readStatus(deps), deps.settings)
  chat.command('status', async (ctx) => {
    await reply(ctx, deps.telegram, await show(ctx))
  })
  chat.callbackQuery(retryData, async (ctx) => {
    const count = await retryJobs(deps, ctx.person.telegramId)
    await ctx.answerCallbackQuery(ctx.t('status-retried', { count })).catch(() => {})
    await replace(ctx, deps.telegram, await show(ctx))
  })
  chat.callbackQuery(selfCheckData, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    const today = todayOf(deps)
    const check = await selfCheck(deps, { day: monthBefore(today), today })
    await reply(ctx, deps.telegram, selfCheckScreen(ctx.t, check))
  })
  chat.callbackQuery(burdenPattern, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    const [, act, digits] = ctx.match
    const value = Number(digits)
    const by = ctx.person.telegramId
    if (act === 'm') await makeChoice(deps, { name: 'minutes-a-week', value, by })
    if (act === 'n') await makeChoice(deps, { name: 'messages-a-week', value, by })
    const today = todayOf(deps)
    const weeks = lastWeeks(today, act === 'w' ? value : 1)
    const burden = await burdenOf(deps, { unitId: null, ...weeks })
    const screen = burdenScreen(ctx.t, { burden, today })
    await (act === 's' ? reply : replace)(ctx, deps.telegram, screen)
  })
  return chat
}

function todayOf({ now, settings }: Pick<Deps, 'now' | 'settings'>): Day {
  return dayIn(settings.timeZone, now())
}

async function retryJobs(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  adminTelegramId: number,
): Promise<number> {
  const at = now()
  return await db.$transaction(async (sql) => {
    const count = await retryDeadJobs(sql, at)
    // The same press again finds none.
    if (count > 0) {
      const entry = { actor: adminTelegramId, act: 'jobs-retry', object: 'jobs' }
      await audit(sql, { at, ...entry, detail: { count } })
    }
    return count
  })
}
