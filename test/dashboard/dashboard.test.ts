import { createHmac } from 'node:crypto'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { listAudit } from '../../src/platform/audit.ts'
import { readTables } from '../../src/platform/tables.ts'
import { press, say } from '../support/people.ts'
import { hostileName, openBrowser, openPages, type Browser, type PagesBureau } from './visitors.ts'

let pages: PagesBureau
beforeAll(async () => {
  pages = await openPages()
})
afterAll(() => pages.bureau.stop())

const acts = async () => {
  const { db } = pages.bureau.running.deps
  return (await listAudit(db, { since: new Date(0) })).map(({ act, object }) => `${act} ${object}`)
}

describe('the link from the bot', () => {
  it('stands behind a button of the summary and of the status', async () => {
    await say(pages.people.stone, '/summary')
    const door = await press(pages.people.stone, '网页')
    expect(door.buttons.flat().map(({ label }) => label)).toEqual(['在这里打开', '用浏览器打开'])
    expect(door.buttons.flat()[1]?.url).toContain(`to=units%2F${pages.units.stone}`)
    await say(pages.bureau.admin, '/status')
    expect((await press(pages.bureau.admin, '网页')).text).toContain('只能用一次')
  })

  it('is not used up by looking at it, opens the pages once, and then no more', async () => {
    const link = await pages.linkOf(pages.people.stone)
    const key = new URL(link).searchParams.get('key') ?? ''
    const browser = openBrowser(pages.origin)
    for (let looks = 0; looks < 2; looks++) expect((await browser.get(link)).status).toBe(200)
    const entered = await browser.post('/dashboard/open', { key, to: 'units/7' })
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/dashboard/units/7'])
    const [cookie] = entered.headers.getSetCookie()
    expect(cookie).toMatch(/^chenxun=[\w-]{43}; Max-Age=7200; Path=\/; HttpOnly; SameSite=Strict$/)
    expect((await browser.get('/dashboard')).headers.get('location')).toBe(
      `/dashboard/units/${pages.units.stone}`,
    )
    const thief = openBrowser(pages.origin)
    expect((await thief.post('/dashboard/open', { key })).status).toBe(410)
    expect((await thief.get(link)).status).toBe(410)
    expect((await thief.get('/dashboard')).headers.get('location')).toBe('/dashboard/login')
  })

  it('is kept as a hash only, and so is the session', async () => {
    const browser = await pages.enter(pages.people.stone)
    const key = browser.cookies.get('chenxun') ?? ''
    const { db } = pages.bureau.running.deps
    const rows = JSON.stringify(
      [await db.loginLink.findMany(), await db.webSession.findMany()],
      (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value),
    )
    expect(key).toHaveLength(43)
    expect(rows).not.toContain(key)
  })

  it('runs out after ten minutes, and the session after two hours', async () => {
    const link = await pages.linkOf(pages.people.stone)
    const browser = await pages.enter(pages.people.stone)
    await pages.bureau.moveTo('2026-11-25', '12:11')
    expect((await openBrowser(pages.origin).get(link)).status).toBe(410)
    expect((await browser.get(`/dashboard/units/${pages.units.stone}`)).status).toBe(200)
    await pages.bureau.moveTo('2026-11-25', '14:01')
    expect((await browser.get(`/dashboard/units/${pages.units.stone}`)).status).toBe(303)
  })

  it('leads nowhere else, and only a form of these pages uses it', async () => {
    const key = async () =>
      new URL(await pages.linkOf(pages.people.stone)).searchParams.get('key') ?? ''
    for (const to of ['https://evil.example', '//evil.example', '/dashboard/../x', 'units/7?x']) {
      const entered = await openBrowser(pages.origin).post('/dashboard/open', {
        key: await key(),
        to,
      })
      expect(entered.headers.get('location')).toBe('/dashboard')
    }
    const other = { 'sec-fetch-site': 'cross-site' }
    const refused = await openBrowser(pages.origin).post(
      '/dashboard/open',
      { key: await key() },
      other,
    )
    expect(refused.status).toBe(403)
  })

  it('is not given to an officer who leads nobody', async () => {
    expect((await say(pages.people.officer, '/web')).text).not.toContain('链接')
  })

  it('ends with the logout', async () => {
    const browser = await pages.enter(pages.people.stone)
    const copy = new Map(browser.cookies)
    expect((await browser.post('/dashboard/logout', {})).status).toBe(303)
    const again = openBrowser(pages.origin)
    for (const [name, value] of copy) again.cookies.set(name, value)
    expect((await again.get(`/dashboard/units/${pages.units.stone}`)).status).toBe(303)
  })
})

describe('the Mini App', () => {
  const now = () => Math.floor(pages.bureau.clock.now().getTime() / 1000)

  /** What Telegram would say of a person, signed with a token. */
  function initData({ id = 502, at = now(), token = pages.bureau.telegram.token } = {}): string {
    const user = JSON.stringify({ id, first_name: 'x', language_code: 'en' })
    const fields = { auth_date: `${at}`, query_id: 'q', signature: 's', user }
    const text = Object.entries(fields)
      .map(([name, value]) => `${name}=${value}`)
      .sort()
      .join('\n')
    const key = createHmac('sha256', 'WebAppData').update(token).digest()
    const hash = createHmac('sha256', key).update(text).digest('hex')
    return new URLSearchParams({ ...fields, hash }).toString()
  }

  const logIn = (data: string, more: Record<string, string> = {}) => {
    const browser = openBrowser(pages.origin)
    return browser
      .post('/dashboard/login', { initData: data, ...more })
      .then((response) => ({ browser, response }))
  }

  it('lets in on Telegram’s word, in Telegram’s language and theme', async () => {
    const { browser, response } = await logIn(initData(), { theme: 'dark', to: 'units/2' })
    expect([response.status, await response.json()]).toEqual([200, { to: '/dashboard/units/2' }])
    const page = await browser.read(`/dashboard/units/${pages.units.stone}`)
    expect(page).toMatch(/<html\s+lang="en"[^>]*data-theme="dark"/)
  })

  it('opens from the button in the chat', async () => {
    const door = await say(pages.people.river, '/web')
    const address = new URL(pages.people.river.openApp(door, '在这里打开'))
    expect((await openBrowser(pages.origin).get(address.pathname)).status).toBe(200)
    const given = new URLSearchParams(address.hash.slice(1)).get('tgWebAppData') ?? ''
    expect((await logIn(given)).response.status).toBe(200)
  })

  it.each([
    ['nothing', () => ''],
    ['another person’s id', () => initData().replace('502', '501')],
    ['no hash', () => initData().replace(/&hash=.*/, '')],
    ['a hash that is too short', () => initData().slice(0, -2)],
    ['a field twice', () => `${initData()}&user=${encodeURIComponent('{"id":501}')}`],
    ['the token of another bot', () => initData({ token: '1001:OTHER' })],
    ['what is older than an hour', () => initData({ at: now() - 3_601 })],
    ['what comes from the future', () => initData({ at: now() + 61 })],
    ['an officer who leads nobody', () => initData({ id: 504 })],
    ['a stranger', () => initData({ id: 9_999 })],
  ])('refuses %s and gives no cookie', async (_, data) => {
    const { browser, response } = await logIn(data())
    expect(response.status).toBe(403)
    expect(browser.cookies.has('chenxun')).toBe(false)
  })

  it('is looked at slowly where one address asks without end', async () => {
    const answers = await Promise.all(
      Array.from({ length: 60 }, () =>
        openBrowser(pages.origin).post(
          '/dashboard/login',
          { initData: 'x' },
          { 'x-forwarded-for': '203.0.113.9' },
        ),
      ),
    )
    const statuses = answers.map(({ status }) => status)
    expect(statuses).toContain(403)
    expect(statuses).toContain(429)
  })
})

describe('what a leader sees', () => {
  let river: Browser
  let stone: Browser
  let admin: Browser
  const unit = (name: keyof PagesBureau['units'], more = '') =>
    `/dashboard/units/${pages.units[name]}${more}`
  const span = 'from=2026-11-24&to=2026-11-24'

  beforeAll(async () => {
    river = await pages.enter(pages.people.river)
    stone = await pages.enter(pages.people.stone)
    admin = await pages.enter(pages.bureau.admin)
  })

  it.each(['', '/topics', '/trend', '/month'])(
    'is the same page %s in Chinese and English',
    async (path) => {
      const zh = await river.read(unit('river', `${path}?${span}`))
      expect(zh).toMatch(/<html\s+lang="zh-CN"/)
      const english = await pages.enter(pages.people.river)
      const en = await english.read(unit('river', `${path}?${span}&lang=en`))
      expect(en).toMatch(/<html\s+lang="en"/)
      expect(await english.read(unit('river'))).toContain('Log out')
    },
  )

  it('is the own unit and those below, with the numbers of the chat', async () => {
    const page = await river.read(unit('river', `?${span}`))
    expect(page).toContain('应训 2，已训 1')
    expect(page).toContain(unit('stone', '?from=2026-11-24&amp;to=2026-11-24'))
    const sheets = await readTables(
      new Uint8Array(await (await river.get(unit('river', `/summary.xlsx?${span}`))).arrayBuffer()),
    )
    expect(JSON.stringify(sheets)).toContain('青石派出所')
  })

  const doors = [
    '',
    '/topics',
    '/trend',
    '/month',
    '/chart.svg',
    '/summary.xlsx',
    '/topics.xlsx',
    '/trend.xlsx',
    '/month.xlsx',
    '?wall=1',
  ]

  it.each(doors)('is nothing of another county by %s, and the try is recorded', async (door) => {
    for (const name of ['north', 'bridge', 'city'] as const) {
      const before = (await acts()).length
      const answer = await river.get(unit(name, door))
      expect(answer.status).toBe(403)
      expect(await answer.text()).not.toMatch(/桥头|何立新|城北/)
      expect((await acts()).slice(before)).toContain(`refuse-unit unit:${pages.units[name]}`)
    }
  })

  it.each(['/dashboard/units/abc', '/dashboard/units/99999999999999', '/dashboard/units/0'])(
    'is nothing at %s',
    async (path) => {
      expect((await river.get(path)).status).toBe(403)
    },
  )

  it('is an officer only to the chief of the station and to an admin, and every look is recorded', async () => {
    const { hostile, northern } = pages.officers
    for (const path of ['', '/record.xlsx']) {
      expect((await river.get(`/dashboard/officers/${hostile}${path}`)).status).toBe(403)
      expect((await stone.get(`/dashboard/officers/${northern}${path}`)).status).toBe(403)
      expect((await stone.get(`/dashboard/officers/${hostile}${path}`)).status).toBe(200)
      expect((await admin.get(`/dashboard/officers/${northern}${path}`)).status).toBe(200)
    }
    expect(await acts()).toEqual(
      expect.arrayContaining([
        `see-officer officer:${hostile}`,
        `refuse-officer officer:${northern}`,
      ]),
    )
    expect((await stone.get('/dashboard/officers/999999')).status).toBe(403)
  })

  it('holds a hostile name as text', async () => {
    for (const path of [
      unit('stone', `?${span}`),
      `/dashboard/officers/${pages.officers.hostile}`,
    ]) {
      const page = await stone.read(path)
      expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;&quot;')
      expect(page).not.toContain(hostileName)
      expect(page).not.toContain('<img src=x')
    }
  })

  it('names nobody on a wall, and records no look at names', async () => {
    const before = (await acts()).length
    const page = await stone.read(unit('stone', `?${span}&wall=1`))
    expect(page).toContain('http-equiv="refresh"')
    expect(page).not.toContain('onerror')
    expect((await acts()).slice(before)).toEqual([])
    await stone.read(unit('stone', `?${span}`))
    expect((await acts()).slice(before)).toContain(`see-missing-names unit:${pages.units.stone}`)
  })

  it('ends at once with the right to it', async () => {
    const { db } = pages.bureau.running.deps
    const browser = await pages.enter(pages.people.stone)
    const where = { unitId: pages.units.stone, kind: 'LEADER' as const }
    await db.role.updateMany({ where, data: { until: '2026-11-24' } })
    expect((await browser.get(unit('stone'))).status).toBe(303)
    await db.role.updateMany({ where, data: { until: null } })
  })

  it('is questions for reviewers, and the health of the program for admins alone', async () => {
    const reviewer = await pages.enter(pages.people.reviewer)
    expect((await reviewer.get('/dashboard')).headers.get('location')).toBe('/dashboard/questions')
    expect((await reviewer.get('/dashboard/questions')).status).toBe(200)
    expect((await reviewer.get(unit('stone'))).status).toBe(403)
    for (const browser of [reviewer, river]) {
      for (const path of ['/dashboard/health', '/dashboard/health/system.xlsx']) {
        expect((await browser.get(path)).status).toBe(403)
      }
    }
    expect((await river.get('/dashboard/questions')).status).toBe(403)
    expect(await admin.read('/dashboard/health')).toContain('运行记录')
    expect((await admin.get('/dashboard/health/system.xlsx')).status).toBe(200)
    expect((await admin.get('/dashboard/questions/1')).status).toBe(404)
  })

  it('is a picture of the units as SVG', async () => {
    const picture = await river.get(unit('river', `/chart.svg?${span}&theme=dark`))
    expect(picture.headers.get('content-type')).toBe('image/svg+xml')
    expect(await picture.text()).toContain('青石派出所')
  })

  it('is kept by nobody on its way and runs nothing from elsewhere', async () => {
    for (const path of [unit('river'), unit('north'), '/dashboard/login', '/dashboard/nowhere']) {
      const { headers } = await river.get(path)
      expect(headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; .*frame-ancestors https:\/\/web\.telegram\.org$/,
      )
      expect(headers.get('content-security-policy')).not.toContain('unsafe')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cache-control')).toBe('no-store')
    }
    const page = await river.read(unit('river'))
    expect(page).not.toMatch(/ style=| on[a-z]+=|<script>|(src|href)="(https?:)?\/\//)
    const [, style = ''] = /href="([^"]+style\.css[^"]+)"/.exec(page) ?? []
    expect((await river.get(style)).headers.get('cache-control')).toContain('immutable')
    expect((await river.get('/dashboard/assets/..%2Fstore.ts')).status).toBe(404)
  })
})
