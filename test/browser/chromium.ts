import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { chromium, type Browser, type Locator, type Page } from 'playwright-core'

const executable = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const folder = 'artifacts/screenshots'

/** Whether there is a browser to play in. Where CI says so, there must be one. */
export function hasChromium(): boolean {
  if (existsSync(executable)) return true
  const reason = `no browser at ${executable}; name one in CHROMIUM`
  if (process.env['CI'] === 'true') throw new Error(reason)
  console.warn(`skipped: ${reason}`)
  return false
}

/** Headless Chromium that asks nothing of the network by itself. */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({
    executablePath: executable,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** What went wrong on a page while it was open. */
export interface Complaints {
  /** Errors of the console and of scripts. */
  errors: string[]
  /** Addresses of other hosts that were asked for. */
  elsewhere: string[]
}

/** Opens `url` and listens for what must not happen. */
export async function openPage(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
): Promise<{ page: Page; complaints: Complaints }> {
  const page = await browser.newPage({ viewport, locale: 'zh-CN', acceptDownloads: true })
  const complaints: Complaints = { errors: [], elsewhere: [] }
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.errors.push(message.text())
  })
  page.on('pageerror', (error) => complaints.errors.push(String(error)))
  page.on('request', (request) => {
    const address = request.url()
    const isOwn = address.startsWith(url) || /^(data|blob):/.test(address)
    if (!isOwn) complaints.elsewhere.push(address)
  })
  page.setDefaultTimeout(60_000)
  await page.goto(url)
  return { page, complaints }
}

/** One of the phones, counted from the left, as its owner uses it. */
export interface Phone {
  element: Locator
  /** The bot's last message, with its buttons. */
  last(): Locator
  /** The last message of the bot in which the words stand; waits for it. */
  see(words: string | RegExp): Promise<Locator>
  /** Presses a button of a message. */
  press(message: Locator, label: string): Promise<void>
  type(text: string): Promise<void>
  sendFile(name: string, bytes: Uint8Array): Promise<void>
}

export function phoneOf(page: Page, place: number): Phone {
  const element = page.locator('.phone').nth(place)
  const ofBot = element.locator('.message.from-bot')
  return {
    element,
    last: () => ofBot.last(),
    async see(words) {
      const message = ofBot.filter({ hasText: words }).last()
      await message.waitFor()
      return message
    },
    async press(message, label) {
      await message.getByRole('button', { name: label, exact: true }).click()
    },
    async type(text) {
      await element.locator('textarea').fill(text)
      await element.locator('textarea').press('Enter')
    },
    async sendFile(name, bytes) {
      const file = { name, mimeType: '', buffer: Buffer.from(bytes) }
      await element.locator('input[data-attach]').setInputFiles(file)
    },
  }
}

/** Keeps what is to be looked at, once nothing moves any more; of a page also what is below the window. */
export async function takePicture(
  target: Page | Locator,
  name: string,
  fullPage = false,
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await target.screenshot({
    path: join(folder, name),
    animations: 'disabled',
    ...(fullPage && { fullPage }),
  })
}
