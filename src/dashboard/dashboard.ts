import { randomBytes } from 'node:crypto'

import { Hono } from 'hono'

import type { Deps } from '../platform/deps.ts'
import { findAsset } from './assets.ts'
import { whoHasLoggedIn } from './gate.ts'
import { safeHeaders } from './headers.ts'
import { openLoginLimit } from './login-limit.ts'
import { loginRoutes } from './login-routes.ts'
import { readLook } from './look.ts'
import { officerRoutes } from './officer-routes.ts'
import { notFoundPage } from './pages/login.ts'
import { staffRoutes } from './staff-routes.ts'
import { unitRoutes } from './unit-routes.ts'
import type { PagesEnv } from './visit.ts'

export type DashboardDeps = Pick<Deps, 'db' | 'now' | 'settings' | 'texts'>

/**
 * The same numbers as in the chat, as pages: a Mini App in Telegram, and in a browser for whoever opens the
 * bot's one-time link. Mounted at /dashboard.
 */
export function createDashboard(deps: DashboardDeps): Hono<PagesEnv> {
  const tools = { ...deps, randomBytes }
  const pages = new Hono<PagesEnv>()
  pages.use(safeHeaders, readLook(deps))

  pages.get('/assets/:name', (c) => {
    const asset = findAsset(c.req.param('name'))
    if (!asset) return c.notFound()
    const kept = 'public, max-age=31536000, immutable'
    return c.body(asset.text, 200, { 'content-type': asset.type, 'cache-control': kept })
  })
  pages.route('/', loginRoutes(tools, openLoginLimit()))

  pages.use(whoHasLoggedIn(tools))
  pages.route('/', unitRoutes(deps))
  pages.route('/', officerRoutes(deps))
  pages.route('/', staffRoutes(deps))
  pages.all('*', (c) => c.html(notFoundPage(c.var.look), 404))
  return pages
}
