import { Hono, type Context } from 'hono'

import type { Deps } from '../platform/deps.ts'
import { writeWorkbook } from '../platform/tables.ts'
import { addDays, dayIn } from '../shared/day.ts'
import { whoMayKnowOfficer } from './gate.ts'
import { listAnswerGroups, listOfficerDays } from './officer-store.ts'
import { officerPage, officerTables, type OfficerRecord } from './pages/officer.ts'
import { sendWorkbook } from './send-workbook.ts'
import { sheetOf } from './table.ts'
import type { PagesEnv } from './visit.ts'

/** As far back as the trend of a unit. */
const shownDays = 56

/** The page about one officer. */
export function officerRoutes(deps: Pick<Deps, 'db' | 'now' | 'settings'>): Hono<PagesEnv> {
  const routes = new Hono<PagesEnv>()
  routes.use('/officers/:officer/*', whoMayKnowOfficer(deps))

  routes.get('/officers/:officer', async (c) =>
    c.html(officerPage(c.var.visit, await readRecord(c))),
  )
  routes.get('/officers/:officer/record.xlsx', async (c) => {
    const tables = officerTables(c.var.look, await readRecord(c))
    return sendWorkbook(c, c.var.officer.name, writeWorkbook(tables.map(sheetOf)))
  })

  async function readRecord(c: Context<PagesEnv>): Promise<OfficerRecord> {
    const { officer } = c.var
    const toDay = dayIn(deps.settings.timeZone, deps.now())
    const about = { officerId: officer.id, unitId: officer.unit.id }
    const span = { ...about, fromDay: addDays(toDay, 1 - shownDays), toDay }
    const days = await listOfficerDays(deps.db, span)
    return { ...span, officer, days, groups: await listAnswerGroups(deps.db, span) }
  }

  return routes
}
