import axe from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startDemo, type Demo } from '../../src/demo/run-demo.ts'
import {
  hasChromium,
  launchChromium,
  openPage,
  phoneOf,
  takePicture,
  type Phone,
} from './chromium.ts'

describe.skipIf(!hasChromium())('the dashboard, from the demo', () => {
  let demo: Demo
  let browser: Browser
  let leader: Phone
  let admin: Phone
  /** What browsers complained about, on every page. */
  const complaints: string[] = []

  beforeAll(async () => {
    demo = await startDemo({ port: 0 })
    browser = await launchChromium()
    const { page } = await openPage(browser, demo.url, { width: 1440, height: 900 })
    leader = phoneOf(page, 1)
    admin = phoneOf(page, 2)
  })
  afterAll(async () => {
    await browser?.close()
    await demo?.stop()
  })

  /** A browser of its own, in which somebody opens a button of the bot's message about the pages. */
  async function open(who: Phone, label: string, look: BrowserContextOptions): Promise<Page> {
    await who.type('/web')
    const link = who.last().getByRole('link', { name: label })
    await link.waitFor()
    const address = new URL((await link.getAttribute('href')) ?? '', demo.url).href
    const context = await browser.newContext({ locale: 'zh-CN', ...look })
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('request', (request) => {
      if (new URL(request.url()).hostname !== '127.0.0.1') complaints.push(request.url())
    })
    await page.goto(address)
    return page
  }

  const wide = { viewport: { width: 1280, height: 900 } }
  const narrow = { viewport: { width: 360, height: 780 }, deviceScaleFactor: 2 }

  /** Goes to a page below the one that is open, and waits for its pictures. */
  async function go(page: Page, path: string): Promise<void> {
    await page.goto(new URL(path, page.url()).href, { waitUntil: 'networkidle' })
  }

  /** The findings of axe that keep somebody out, by rule. */
  async function findings(page: Page): Promise<string[]> {
    await page.evaluate(axe.source)
    return await page.evaluate(`axe.run().then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ' ' + nodes[0].html))`)
  }

  it('opens with the link from the bot, once, and shows the leader’s county', async () => {
    const page = await open(leader, '用浏览器打开', wide)
    expect(await findings(page)).toEqual([])
    const link = page.url()
    await page.getByRole('button', { name: '登录' }).click()
    await page.waitForURL(/\/dashboard\/units\/\d+$/)
    await page.waitForLoadState('networkidle')
    expect(await page.locator('h1').innerText()).toBe('清溪县公安局')
    expect(await page.locator('.sentence').innerText()).toMatch(/^应训 \d+/)
    expect(await findings(page)).toEqual([])
    const picture = page.locator('figure img.in-light')
    await picture.scrollIntoViewIfNeeded()
    const drawn = () => page.evaluate("document.querySelector('.in-light').naturalWidth")
    await expect.poll(drawn, { timeout: 30_000 }).toBe(1080)
    await takePicture(page, 'dashboard-overview.png', true)
    await page.getByRole('link', { name: '竹溪派出所' }).last().click()
    await page.getByRole('heading', { name: /未完成名单/ }).waitFor()
    expect(await findings(page)).toEqual([])
    await takePicture(page, 'dashboard-station.png', true)
    await page.goto(link)
    await page.getByRole('heading', { name: '链接已失效' }).waitFor()
    await page.context().close()
  })

  it('opens inside Telegram on a phone 360 wide, in the dark, without scrolling sideways', async () => {
    const page = await open(leader, '在这里打开', { ...narrow, colorScheme: 'dark' })
    await page.waitForURL(/\/dashboard\/units\/\d+$/)
    await page.waitForLoadState('networkidle')
    const unit = page.url()
    for (const path of ['', '/topics', '/trend', '/month']) {
      await go(page, `${unit}${path}`)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
      expect(await findings(page)).toEqual([])
      await takePicture(page, `dashboard-phone${path.replace('/', '-')}.png`, true)
    }
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
      'rgb(15, 21, 28)',
    )
    await page.context().close()
  })

  it('shows topics, eight weeks and a month to sign, in English as well, and a wall', async () => {
    const page = await open(leader, '在这里打开', wide)
    await page.waitForURL(/\/dashboard\/units\/\d+$/)
    const unit = page.url()
    for (const path of ['/topics', '/trend', '/month']) {
      await go(page, `${unit}${path}`)
      expect(await findings(page)).toEqual([])
      await takePicture(page, `dashboard${path.replace('/', '-')}.png`, true)
    }
    await page.emulateMedia({ media: 'print' })
    await takePicture(page, 'dashboard-month-print.png', true)
    await page.emulateMedia({ media: 'screen' })
    await go(page, `${unit}?wall=1`)
    await takePicture(page, 'dashboard-wall.png')
    await go(page, unit)
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByRole('link', { name: 'Eight weeks' }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await findings(page)).toEqual([])
    await takePicture(page, 'dashboard-english.png', true)
    await page.context().close()
  })

  it('is gone through with the keyboard alone', async () => {
    const page = await open(leader, '在这里打开', wide)
    await page.waitForURL(/\/dashboard\/units\/\d+$/)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.className')).toBe('skip')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('main')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/topics/)
    await page.context().close()
  })

  it('shows an admin the questions, the program and an officer', async () => {
    const page = await open(admin, '在这里打开', wide)
    await page.waitForURL(/\/dashboard\/units\/\d+$/)
    await page.getByRole('link', { name: '题目统计' }).click()
    await page.getByRole('link', { name: '入门题库' }).click()
    await page.getByRole('heading', { name: '入门题库' }).waitFor()
    expect(await findings(page)).toEqual([])
    await takePicture(page, 'dashboard-questions.png')
    await page.getByRole('link', { name: '运行情况' }).click()
    await page.getByRole('heading', { name: '运行记录' }).waitFor()
    expect(await findings(page)).toEqual([])
    await takePicture(page, 'dashboard-health.png', true)
    await go(page, '/dashboard/officers/30')
    expect(await findings(page)).toEqual([])
    await takePicture(page, 'dashboard-officer.png', true)
    await page.context().close()
  })

  it('asks nothing of other hosts and leaves the console quiet', () => {
    // The link that was used up answers so.
    expect(complaints.filter((line) => !line.includes('410'))).toEqual([])
  })
})
