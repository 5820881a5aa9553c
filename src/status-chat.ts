import { Composer } from 'grammy'

import { audit } from './platform/audit.ts'
import type { Deps } from './platform/deps.ts'
import { retryDeadJobs } from './platform/jobs.ts'
import { replace, reply, type BotContext } from './platform/telegram-context.ts'
import { retryData, statusScreen } from './status-screen.ts'
import { readStatus } from './status.ts'

/** /status for admins, and another try for the jobs that were given up. */
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
  return chat
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
