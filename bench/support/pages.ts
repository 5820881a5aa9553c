import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'

import { Hono } from 'hono'
import { chromium } from 'playwright-core'

import { readConfig } from '../../src/config.ts'
import { createDashboard } from '../../src/dashboard/dashboard.ts'
import { makeLink } from '../../src/dashboard/log-in.ts'
import type { Db } from '../../src/platform/db.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import { listen } from '../../src/web.ts'

const adminId = 900_000
const browserPath = '/usr/bin/chromium'

export interface PageTimes {
  /** Milliseconds from the request to the last byte, and to the first paint; NaN without a browser. */
  served: number
  painted: number
}

/** In the browser: when it painted first, which may be still to come. */
const firstPaint = `new Promise((resolve) =>
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries())
      if (name === 'first-contentful-paint') resolve(startTime)
  }).observe({ type: 'paint', buffered: true }))`

/** The pages of the program over HTTP, and somebody who has logged in. */
export interface OpenPages {
  time(path: string): Promise<PageTimes>
  close(): Promise<void>
}

/** Serves the pages of a database on this machine and logs an admin in, with Debian's Chromium where it is. */
export async function openPages(db: Db, now: () => Date): Promise<OpenPages> {
  const settings = readConfig({ BOT_TOKEN: '1:bench', ADMIN_IDS: `${adminId}` })
  const deps = { db, now, settings, texts: loadTexts() }
  const web = new Hono().route('/dashboard', createDashboard(deps))
  const { port, stop } = await listen(web, { port: 0, host: '127.0.0.1' })
  const origin = `http://127.0.0.1:${port}`
  const key = await makeLink({ ...deps, randomBytes }, adminId)
  const entered = await fetch(`${origin}/dashboard/open`, {
    method: 'POST',
    body: new URLSearchParams({ key, to: '' }),
    redirect: 'manual',
  })
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const browser = existsSync(browserPath)
    ? await chromium.launch({ executablePath: browserPath, args: ['--no-sandbox'] })
    : null
  const context = await browser?.newContext({ extraHTTPHeaders: { cookie } })
  return {
    async time(path) {
      const started = performance.now()
      const page = await fetch(`${origin}${path}`, { headers: { cookie } })
      if (page.status !== 200) throw new Error(`${path} answers ${page.status}`)
      await page.text()
      const served = performance.now() - started
      const tab = await context?.newPage()
      await tab?.goto(`${origin}${path}`)
      const painted = (await tab?.evaluate(firstPaint)) ?? Number.NaN
      await tab?.close()
      return { served, painted: Number(painted) }
    },
    async close() {
      await browser?.close()
      await stop()
    },
  }
}
