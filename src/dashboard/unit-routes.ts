import { Hono, type Context } from 'hono'

import { readChoice } from '../platform/choices.ts'
import type { Deps } from '../platform/deps.ts'
import { writeWorkbook } from '../platform/tables.ts'
import { itemsOf } from '../quiz/items.ts'
import { participationBySpan } from '../quiz/participation.ts'
import { burdenBeside } from '../report/burden.ts'
import { chartOf } from '../report/chart.ts'
import { openPainter } from '../report/draw-chart.ts'
import { exportSummary } from '../report/export-summary.ts'
import { fairNumbersOf } from '../report/fair-numbers.ts'
import { monthSheet } from '../report/month-sheet.ts'
import { mostMissedOf } from '../report/most-missed.ts'
import { signSheet } from '../report/sign-sheet.ts'
import { helpSigns, type HelpSigns } from '../report/signs.ts'
import { listTopUnits } from '../report/store.ts'
import type { Summary } from '../report/summarise-unit.ts'
import { viewSigns } from '../report/view-signs.ts'
import { viewUnit } from '../report/view-unit.ts'
import { daysOf, nameOf } from '../report/wording.ts'
import { addDays, isDay, weekday } from '../shared/day.ts'
import { whoMay, whoReachesUnit } from './gate.ts'
import { monthPage } from './pages/month.ts'
import { overviewPage } from './pages/overview.ts'
import { startPage } from './pages/start.ts'
import { topicsPage, topicTables, type Topics } from './pages/topics.ts'
import { trendPage, trendTable, type Trend } from './pages/trend.ts'
import { sendWorkbook } from './send-workbook.ts'
import { sheetOf } from './table.ts'
import type { PagesEnv } from './visit.ts'

type UnitDeps = Pick<Deps, 'db' | 'now' | 'settings'>
type UnitContext = Context<PagesEnv>

/** Between the gate and the page, a few milliseconds. */
const lostRight = 'the right to a unit was lost meanwhile'

const shownArticles = 10
const trendWeeks = 8

/** The pages of leaders: their units and everything below them. */
export function unitRoutes(deps: UnitDeps): Hono<PagesEnv> {
  const routes = new Hono<PagesEnv>()
  const leaders = whoMay(({ leads, isAdmin }) => leads.length > 0 || isAdmin)
  routes.get('/', (c) => start(deps, c))
  routes.use('/units/:unit/*', leaders, whoReachesUnit(deps))

  routes.get('/units/:unit', async (c) => {
    const summary = await lookAt(deps, c, { names: !c.var.look.wall })
    const signs = await signsOf(deps, c)
    const burden = await burdenBeside(deps, summary, c.var.place.today)
    return c.html(overviewPage(c.var.visit, c.var.place, { summary, signs, burden }))
  })
  routes.get('/units/:unit/summary.xlsx', async (c) => {
    const summary = await lookAt(deps, c, { names: true })
    const { t } = c.var.look
    const name = t('report-file', { unit: nameOf(t, summary), days: daysOf(t, summary) })
    return sendWorkbook(c, name, await exportSummary(deps, t, summary))
  })

  const paint = openPainter()
  routes.get('/units/:unit/chart.svg', async (c) => {
    const summary = await lookAt(deps, c, { names: false })
    const ranked = await readChoice(deps.db, 'rank-units')
    const theme = c.req.query('theme') === 'dark' ? 'dark' : 'light'
    const svg = await paint({
      chart: chartOf(c.var.look.t, summary, { ranked }),
      theme,
      form: 'svg',
    })
    return c.body(new Uint8Array(svg), 200, { 'content-type': 'image/svg+xml' })
  })
  routes.route('/', detailRoutes(deps))
  return routes
}

/** Topics, trend and month sheet. */
function detailRoutes(deps: UnitDeps): Hono<PagesEnv> {
  const routes = new Hono<PagesEnv>()
  routes.get('/units/:unit/topics', async (c) =>
    c.html(topicsPage(c.var.visit, c.var.place, await topicsOf(deps, c))),
  )
  routes.get('/units/:unit/topics.xlsx', async (c) => {
    const tables = topicTables(c.var.look, await topicsOf(deps, c))
    return sendWorkbook(c, fileName(c, 'topics'), writeWorkbook(tables.map(sheetOf)))
  })
  routes.get('/units/:unit/trend', async (c) =>
    c.html(trendPage(c.var.visit, c.var.place, await trendOf(deps, c))),
  )
  routes.get('/units/:unit/trend.xlsx', async (c) => {
    const table = trendTable(c.var.look, await trendOf(deps, c))
    return sendWorkbook(c, fileName(c, 'trend'), writeWorkbook([sheetOf(table)]))
  })
  routes.get('/units/:unit/month', async (c) =>
    c.html(monthPage(c.var.visit, c.var.place, await monthSheet(deps, monthOf(c)))),
  )
  routes.get('/units/:unit/month.xlsx', async (c) => {
    const sheet = await monthSheet(deps, monthOf(c))
    return sendWorkbook(c, fileName(c, 'month'), writeWorkbook([signSheet(c.var.look.t, sheet)]))
  })
  return routes
}

async function start({ db }: UnitDeps, c: UnitContext): Promise<Response> {
  const { person } = c.var.visit
  const isLeader = person.leads.length > 0
  if (!isLeader && !person.isAdmin) return c.redirect('/dashboard/questions')
  const units = isLeader ? person.leads : await listTopUnits(db)
  const [only] = units
  if (only && units.length === 1) return c.redirect(`/dashboard/units/${only.id}`)
  return c.html(startPage(c.var.visit, units))
}

/** The summary as the chat gives it; a look at names is recorded there. */
async function lookAt(
  deps: UnitDeps,
  c: UnitContext,
  { names }: { names: boolean },
): Promise<Summary> {
  const { unit, span } = c.var.place
  const { person } = c.var.visit
  const view = await viewUnit(deps, { person, unitId: unit.id, period: span, names })
  if (view.kind === 'refused') throw new Error(lostRight)
  return view.summary
}

async function signsOf(deps: UnitDeps, c: UnitContext): Promise<HelpSigns> {
  const { unit, today } = c.var.place
  const { person, look } = c.var.visit
  // Today is not over: nobody has missed it.
  const about = { unitId: unit.id, day: addDays(today, -1) }
  const signs = look.wall
    ? { ...(await helpSigns(deps, about)), people: [] }
    : await viewSigns(deps, { person, ...about })
  if (!signs) throw new Error(lostRight)
  return signs
}

async function topicsOf({ db }: UnitDeps, c: UnitContext): Promise<Topics> {
  const span = { unitId: c.var.place.unit.id, ...c.var.place.span }
  const { total } = await fairNumbersOf(db, span)
  const items = await itemsOf(db, span)
  return { items, articles: await mostMissedOf(db, span, shownArticles), few: total.few }
}

/** This week and the seven before, Monday to Sunday. */
async function trendOf({ db }: UnitDeps, c: UnitContext): Promise<Trend> {
  const { unit, today } = c.var.place
  const monday = addDays(today, 1 - weekday(today))
  const spans = Array.from({ length: trendWeeks }, (_, index) => {
    const fromDay = addDays(monday, 7 * (index + 1 - trendWeeks))
    const sunday = addDays(fromDay, 6)
    return { fromDay, toDay: sunday < today ? sunday : today }
  })
  const numbers = await participationBySpan(db, unit.id, spans)
  return spans.flatMap((span, index) => {
    const of = numbers[index]
    return of ? [{ span, numbers: of }] : []
  })
}

/** The month asked for, or that of the days shown; no month to come. */
function monthOf(c: UnitContext): { unitId: number; month: string } {
  const { unit, span, today } = c.var.place
  const asked = c.req.query('month') ?? ''
  const month = isDay(`${asked}-01`) ? asked : span.toDay.slice(0, 7)
  const thisMonth = today.slice(0, 7)
  return { unitId: unit.id, month: month > thisMonth ? thisMonth : month }
}

function fileName(c: UnitContext, tab: 'topics' | 'trend' | 'month'): string {
  return `${c.var.place.unit.name} ${c.var.look.t(`page-tab-${tab}`)}`
}
