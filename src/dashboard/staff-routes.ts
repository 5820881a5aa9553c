import { Hono } from 'hono'

import { bankStatistics } from '../bank/statistics/bank-statistics.ts'
import { exportStatistics } from '../bank/statistics/export-statistics.ts'
import { listBanks } from '../bank/store.ts'
import type { Deps } from '../platform/deps.ts'
import { writeWorkbook } from '../platform/tables.ts'
import { listRuns } from '../remind/run-ledger.ts'
import { selfCheck } from '../report/self-check.ts'
import { addDays, dayIn, isDay } from '../shared/day.ts'
import { readStatus } from '../status.ts'
import { numberOf, whoMay } from './gate.ts'
import { healthPage, systemTables } from './pages/health.ts'
import { notFoundPage } from './pages/login.ts'
import { bankPage, banksPage } from './pages/questions.ts'
import { selfCheckPage } from './pages/self-check.ts'
import { sendWorkbook } from './send-workbook.ts'
import { sheetOf } from './table.ts'
import type { PagesEnv } from './visit.ts'

const shownRuns = 30

/** The pages of those who look after questions, and of those who look after the program. */
export function staffRoutes(deps: Pick<Deps, 'db' | 'now' | 'settings'>): Hono<PagesEnv> {
  const { db } = deps
  const routes = new Hono<PagesEnv>()
  const reviewers = whoMay(({ isReviewer }) => isReviewer)
  const admins = whoMay(({ isAdmin }) => isAdmin)
  routes.use('/questions/*', reviewers)
  routes.use('/health/*', admins)
  routes.use('/self-check/*', admins)

  routes.get('/questions', async (c) => c.html(banksPage(c.var.visit, await listBanks(db))))
  routes.get('/questions/:bank', async (c) => {
    const bank = await bankStatistics(deps, numberOf(c.req.param('bank')))
    return bank ? c.html(bankPage(c.var.visit, bank)) : c.html(notFoundPage(c.var.look), 404)
  })
  routes.get('/questions/:bank/questions.xlsx', async (c) => {
    const bank = await bankStatistics(deps, numberOf(c.req.param('bank')))
    if (!bank) return c.html(notFoundPage(c.var.look), 404)
    return sendWorkbook(c, bank.name, exportStatistics(c.var.look.t, bank))
  })

  const readSystem = async () => ({
    status: await readStatus(deps),
    runs: await listRuns(db, shownRuns),
    timeZone: deps.settings.timeZone,
  })
  routes.get('/health', async (c) => c.html(healthPage(c.var.visit, await readSystem())))
  routes.get('/health/system.xlsx', async (c) => {
    const { look } = c.var
    const tables = systemTables(look, await readSystem())
    return sendWorkbook(c, look.t('page-menu-health'), writeWorkbook(tables.map(sheetOf)))
  })
  routes.get('/self-check', async (c) => {
    const today = dayIn(deps.settings.timeZone, deps.now())
    const asked = `${c.req.query('month') ?? ''}-01`
    // A month that has just begun tells nothing yet.
    const day = isDay(asked) && asked <= today ? asked : addDays(`${today.slice(0, 7)}-01`, -1)
    const check = await selfCheck(deps, { day, today })
    return c.html(selfCheckPage(c.var.visit, { check, today }))
  })
  return routes
}
