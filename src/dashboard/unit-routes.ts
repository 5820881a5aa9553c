import { Hono, type Context } from 'hono'

import type { Deps } from '../platform/deps.ts'
import { exportSummary } from '../report/export-summary.ts'
import { listTopUnits } from '../report/store.ts'
import { summariseUnit, type Summary } from '../report/summarise-unit.ts'
import { viewUnit } from '../report/view-unit.ts'
import { nameOf, daysOf } from '../report/wording.ts'
import { whoMay, whoReachesUnit } from './gate.ts'
import { overviewPage } from './pages/overview.ts'
import { startPage } from './pages/start.ts'
import { sendWorkbook } from './send-workbook.ts'
import type { PagesEnv } from './visit.ts'

type UnitDeps = Pick<Deps, 'db' | 'now' | 'settings'>

/** The pages of leaders: their units and everything below them. */
export function unitRoutes(deps: UnitDeps): Hono<PagesEnv> {
  const { db } = deps
  const routes = new Hono<PagesEnv>()

  routes.get('/', async (c) => {
    const { person } = c.var.visit
    const isLeader = person.leads.length > 0
    if (!isLeader && !person.isAdmin) return c.redirect('/dashboard/questions')
    const units = isLeader ? person.leads : await listTopUnits(db)
    const [only] = units
    if (only && units.length === 1) return c.redirect(`/dashboard/units/${only.id}`)
    return c.html(startPage(c.var.visit, units))
  })

  const leaders = whoMay(({ leads, isAdmin }) => leads.length > 0 || isAdmin)
  routes.use('/units/:unit/*', leaders, whoReachesUnit(deps))

  routes.get('/units/:unit', async (c) =>
    c.html(overviewPage(c.var.visit, c.var.place, { summary: await lookAt(deps, c), helps: '' })),
  )

  routes.get('/units/:unit/summary.xlsx', async (c) => {
    const summary = await lookAt(deps, c)
    const { t } = c.var.look
    const name = t('report-file', { unit: nameOf(t, summary), days: daysOf(t, summary) })
    return sendWorkbook(c, name, exportSummary(t, summary))
  })

  return routes
}

/** The summary as the chat gives it. On a wall no names are shown, and no look at them is recorded. */
async function lookAt(deps: UnitDeps, c: Context<PagesEnv>): Promise<Summary> {
  const { unit, span } = c.var.place
  const { person, look } = c.var.visit
  if (look.wall) {
    return { ...(await summariseUnit(deps, { unitId: unit.id, ...span })), missing: [] }
  }
  const view = await viewUnit(deps, { person, unitId: unit.id, period: span })
  if (view.kind === 'refused') throw new Error('the right to a unit was lost meanwhile')
  return view.summary
}
