import { Composer } from 'grammy'

import type { Deps } from '../../platform/deps.ts'
import { reply, type BotContext } from '../../platform/telegram-context.ts'
import { dayIn } from '../../shared/day.ts'
import type { Person } from '../../shared/person.ts'
import type { Screen } from '../../shared/screen.ts'
import { refusedScreen } from '../screens.ts'
import { listTopUnits } from '../store.ts'
import { unitWithinReach } from '../view-unit.ts'
import { makeScript, type FindInForce } from './make-script.ts'
import {
  dailyPattern,
  dailyScreen,
  scriptPattern,
  scriptPick,
  scriptScreen,
  startDailyButton,
} from './screens.ts'
import { saveDailyScript, wantsDailyScript } from './store.ts'
import { wordWhy } from './word-why.ts'

type ScriptChatDeps = Pick<Deps, 'db' | 'now' | 'settings' | 'telegram' | 'llm'> & {
  findArticle: FindInForce
}

/** What leaders read out at roll call: /script and the buttons for other units. */
export function scriptChat(deps: ScriptChatDeps): Composer<BotContext> {
  const chat = new Composer<BotContext>()
  chat.command('script', async (ctx) => {
    await reply(ctx, deps.telegram, await startScreen(deps, ctx))
  })
  chat.callbackQuery(scriptPattern, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    await reply(ctx, deps.telegram, await screenOf(deps, ctx, Number(ctx.match[1])))
  })
  chat.callbackQuery(dailyPattern, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    const isDaily = ctx.match[1] === '1'
    if (!leadsStation(ctx.person))
      return void (await reply(ctx, deps.telegram, refusedScreen(ctx.t)))
    await saveDailyScript(deps.db, ctx.person.telegramId, isDaily)
    await reply(ctx, deps.telegram, dailyScreen(ctx.t, isDaily))
  })
  return chat
}

/** Only they get the script by itself. */
function leadsStation({ officer, leads }: Person): boolean {
  return officer !== null && leads.some(({ level }) => level === 'STATION')
}

async function startScreen(deps: ScriptChatDeps, ctx: BotContext): Promise<Screen> {
  const { leads, isAdmin } = ctx.person
  const units = leads.length === 0 && isAdmin ? await listTopUnits(deps.db) : leads
  const [only] = units
  if (!only) return { text: ctx.t(isAdmin ? 'report-no-units' : 'report-for-leaders') }
  return units.length === 1 ? await screenOf(deps, ctx, only.id) : scriptPick(ctx.t, units)
}

async function screenOf(
  deps: ScriptChatDeps,
  { person, t }: BotContext,
  unitId: number,
): Promise<Screen> {
  if (!(await unitWithinReach(deps, person, unitId))) return refusedScreen(t)
  const day = dayIn(deps.settings.timeZone, deps.now())
  const made = await makeScript(deps, { unitId, day })
  if (made.kind !== 'script') return { text: t(`script-${made.kind}`) }
  const screen = scriptScreen(t, made.script, await wordWhy(deps.llm, made.script))
  const isMissed =
    leadsStation(person) && (await wantsDailyScript(deps.db, person.telegramId)) === false
  if (!isMissed) return screen
  return { ...screen, buttons: [...(screen.buttons ?? []), startDailyButton(t)] }
}
