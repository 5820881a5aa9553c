import { Composer } from 'grammy'

import type { Deps } from '../platform/deps.ts'
import { reply, replace, type BotContext } from '../platform/telegram-context.ts'
import { dayIn, type Day } from '../shared/day.ts'
import type { Screen } from '../shared/screen.ts'
import { chartOf } from './chart.ts'
import { openPainter, type Painter } from './draw-chart.ts'
import { exportSummary } from './export-summary.ts'
import { packPeriod, readPeriod, unpackPeriod, type Period } from './period.ts'
import {
  buttonPattern,
  nudgeScreen,
  pickScreen,
  pictureScreen,
  refusedScreen,
  summaryScreen,
  workbookScreen,
  type ReportAct,
} from './screens.ts'
import { listTopUnits } from './store.ts'
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
    await (act === 's' ? replace : reply)(ctx, deps.telegram, screen)
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

async function screenFor(
  tools: Tools,
  ctx: BotContext,
  { act, unitId, period }: { act: ReportAct; unitId: number; period: Period },
): Promise<Screen> {
  const { person, t } = ctx
  if (act === 'n') {
    return nudgeScreen(t, await remindMissing(tools, { person, unitId, day: period.toDay }))
  }
  const view = await viewUnit(tools, { person, unitId, period })
  if (view.kind === 'refused') return refusedScreen(t)
  const { summary, up } = view
  switch (act) {
    case 's':
      return summaryScreen(t, { summary, up, today: todayOf(tools) })
    case 'p':
      return pictureScreen(t, summary, await tools.paint(chartOf(t, summary)))
    case 'x':
      return workbookScreen(t, summary, exportSummary(t, summary))
  }
}
