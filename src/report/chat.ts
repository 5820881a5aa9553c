import { Composer } from 'grammy'

import { makeChoice, readChoice } from '../platform/choices.ts'
import type { Deps } from '../platform/deps.ts'
import { reply, replace, type BotContext } from '../platform/telegram-context.ts'
import { addDays, dayIn, type Day } from '../shared/day.ts'
import type { Screen } from '../shared/screen.ts'
import { burdenBeside } from './burden.ts'
import { chartOf } from './chart.ts'
import { openPainter, type Painter } from './draw-chart.ts'
import { exportSummary } from './export-summary.ts'
import { packPeriod, readPeriod, unpackPeriod, type Period } from './period.ts'
import {
  nudgeScreen,
  pickScreen,
  pictureScreen,
  rankingScreen,
  refusedScreen,
  signsScreen,
  summaryScreen,
  workbookScreen,
} from './screens.ts'
import { listTopUnits } from './store.ts'
import { buttonPattern, rankingPattern, type ReportAct } from './summary-buttons.ts'
import { viewSigns } from './view-signs.ts'
import { remindMissing, viewUnit, type Nudge } from './view-unit.ts'

export type ReportDeps = Pick<Deps, 'db' | 'now' | 'settings' | 'telegram'> & { nudge: Nudge }
type Tools = ReportDeps & { paint: Painter }

/** What leaders and admins read and do: /summary, /nudge and the buttons below their answers. */
export function reportChat(deps: ReportDeps): Composer<BotContext> {
  const tools = { ...deps, paint: openPainter() }
  const chat = new Composer<BotContext>()

  chat.command('summary', async (ctx) => {
    const period = readPeriod(ctx.match, todayOf(deps))
    if (!period) {
      return void (await reply(ctx, deps.telegram, { text: ctx.t('report-bad-day') }))
    }
    await reply(ctx, deps.telegram, await startScreen(tools, ctx, { act: 's', period }))
  })

  chat.command('nudge', async (ctx) => {
    const today = todayOf(deps)
    const period = { fromDay: today, toDay: today }
    await reply(ctx, deps.telegram, await startScreen(tools, ctx, { act: 'n', period }))
  })

  chat.callbackQuery(buttonPattern, async (ctx, next) => {
    const [, act, unit, code] = ctx.match
    const period = unpackPeriod(code ?? '', todayOf(deps))
    if (!period) return await next()
    await ctx.answerCallbackQuery().catch(() => {})
    const screen = await screenFor(tools, ctx, {
      act: act as ReportAct,
      unitId: Number(unit),
      period,
    })
    await (act === 's' || act === 'm' ? replace : reply)(ctx, deps.telegram, screen)
  })

  return chat
}

/** Whether units carry place numbers, for admins. */
export function rankingChat(deps: Pick<Deps, 'db' | 'now' | 'telegram'>): Composer<BotContext> {
  const chat = new Composer<BotContext>()
  chat.callbackQuery(rankingPattern, async (ctx) => {
    await ctx.answerCallbackQuery().catch(() => {})
    const [, choice] = ctx.match
    if (choice === 's') {
      const ranked = await readChoice(deps.db, 'rank-units')
      return void (await reply(ctx, deps.telegram, rankingScreen(ctx.t, ranked)))
    }
    const ranked = choice === '1'
    await makeChoice(deps, { name: 'rank-units', value: ranked, by: ctx.person.telegramId })
    await replace(ctx, deps.telegram, rankingScreen(ctx.t, ranked))
  })
  return chat
}

function todayOf({ settings, now }: Pick<Deps, 'settings' | 'now'>): Day {
  return dayIn(settings.timeZone, now())
}

/** With one unit the answer at once, with several the choice. */
async function startScreen(
  tools: Tools,
  ctx: BotContext,
  { act, period }: { act: ReportAct; period: Period },
): Promise<Screen> {
  const { leads, isAdmin } = ctx.person
  const units = leads.length === 0 && isAdmin ? await listTopUnits(tools.db) : leads
  const [only] = units
  if (!only) return { text: ctx.t(isAdmin ? 'report-no-units' : 'report-for-leaders') }
  if (units.length === 1) return screenFor(tools, ctx, { act, unitId: only.id, period })
  return pickScreen(ctx.t, { act, units, code: packPeriod(period) })
}

interface Wish {
  act: ReportAct
  unitId: number
  period: Period
}

async function screenFor(tools: Tools, ctx: BotContext, wish: Wish): Promise<Screen> {
  const { person, t } = ctx
  const { act, unitId, period } = wish
  if (act === 'n') {
    return nudgeScreen(t, await remindMissing(tools, { person, unitId, day: period.toDay }))
  }
  if (act === 'h') {
    // Today is not over: whoever has not finished is not missing yet.
    const yesterday = addDays(todayOf(tools), -1)
    const day = period.toDay < yesterday ? period.toDay : yesterday
    const signs = await viewSigns(tools, { person, unitId, day })
    return signs ? signsScreen(t, signs) : refusedScreen(t)
  }
  return await viewScreen(tools, ctx, wish)
}

async function viewScreen(
  tools: Tools,
  ctx: BotContext,
  { act, unitId, period }: Wish,
): Promise<Screen> {
  const { person, t } = ctx
  // Over several days names are no news: they are shown when asked for.
  const names = act === 'm' || act === 'x' || (act === 's' && period.fromDay === period.toDay)
  const view = await viewUnit(tools, { person, unitId, period, names })
  if (view.kind === 'refused') return refusedScreen(t)
  const { summary, up } = view
  if (act === 'x') return workbookScreen(t, summary, await exportSummary(tools, t, summary))
  const ranked = await readChoice(tools.db, 'rank-units')
  if (act === 'p' || act === 'd') {
    const theme = act === 'p' ? 'light' : 'dark'
    const png = await tools.paint({ chart: chartOf(t, summary, { ranked }), theme })
    return pictureScreen(t, { summary, theme, png })
  }
  const mayRank = person.isAdmin
  const hasPages = tools.settings.web !== null
  const today = todayOf(tools)
  const burden = await burdenBeside(tools, summary, today)
  return summaryScreen(t, { summary, up, today, ranked, mayRank, hasPages, burden })
}
