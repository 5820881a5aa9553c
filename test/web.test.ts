import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { readConfig } from '../src/config.ts'
import { startProgram } from '../src/main.ts'
import type { StoredUpdate } from '../src/platform/inbox-store.ts'
import { openInbox, type Inbox } from '../src/platform/inbox.ts'
import { holdInstance } from '../src/platform/instance.ts'
import { createLog } from '../src/platform/log.ts'
import { startSimulator } from '../src/simulator/start-simulator.ts'
import { createWeb, listen, PortRefused, webhookPath, WebhookRefused } from '../src/web.ts'
import { answer } from './support/answering.ts'
import { openBureau } from './support/bureau.ts'
import { freshDatabase, freshPlace, type FreshDatabase } from './support/fresh-db.ts'
import { bind, loadRoster, loadStarterBank } from './support/people.ts'

const secret = 'S3cret_of-the-webhook-0123456789'
const log = createLog('silent')

/** A door as the program opens it, before it is told to stop. */
function door(inbox: Inbox) {
  return {
    inbox,
    log,
    secret,
    isReady: () => Promise.resolve(true),
    stopping: new AbortController().signal,
    metrics: () => Promise.resolve('chenxun_database_up 1\n'),
    metricsToken: null,
    dashboard: null,
  }
}

describe('the web server', () => {
  let database: FreshDatabase
  let inbox: Inbox
  let isReady = true
  const handled: StoredUpdate[] = []
  let web: ReturnType<typeof createWeb>

  beforeAll(async () => {
    database = await freshDatabase()
    inbox = openInbox(
      {
        db: database.db,
        now: () => new Date(),
        log,
        replica: { id: 'one', isTrusted: () => true },
      },
      async (update) => {
        handled.push(update)
      },
    )
    web = createWeb({ ...door(inbox), isReady: () => Promise.resolve(isReady) })
  })
  afterAll(async () => {
    await inbox.stop()
    await database.destroy()
  })

  async function post(body: string, headers: Record<string, string> = withSecret(secret)) {
    return await web.request(webhookPath, { method: 'POST', body, headers })
  }

  function withSecret(value: string) {
    return { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': value }
  }

  const update = (id: number) => JSON.stringify({ update_id: id, message: { from: { id: 7 } } })
  const stored = () => database.db.inbox.count()

  it('keeps an update before it answers 200', async () => {
    const response = await post(update(1))
    expect(response.status).toBe(200)
    expect(await stored()).toBe(1)
    await inbox.idle()
    expect(handled.map(({ update_id: id }) => id)).toEqual([1])
  })

  it('keeps and handles an update that Telegram repeats once', async () => {
    const responses = await Promise.all([post(update(2)), post(update(2)), post(update(2))])
    expect(responses.map(({ status }) => status)).toEqual([200, 200, 200])
    await inbox.idle()
    expect((await post(update(2))).status).toBe(200)
    await inbox.idle()
    expect(handled.filter(({ update_id: id }) => id === 2)).toHaveLength(1)
  })

  it.each([
    ['no', {}],
    ['an empty', withSecret('')],
    ['a wrong', withSecret(secret.replace('S', 's'))],
    ['the beginning of the', withSecret(secret.slice(0, 8))],
    ['a longer', withSecret(`${secret}x`)],
  ])('refuses %s secret with 401 and keeps nothing', async (_, headers) => {
    const before = await stored()
    expect((await post(update(3), headers)).status).toBe(401)
    expect(await stored()).toBe(before)
  })

  it.each(['', 'garbage', '{"update_id":', 'null', '[]', '7', '{}', '{"update_id":"4"}'])(
    'answers 400 to the body %j, which a repetition would not mend',
    async (body) => {
      expect((await post(body)).status).toBe(400)
    },
  )

  it.each(['1e300', '1.5', '-0.5'])('answers 400 to the update number %s', async (id) => {
    expect((await post(`{"update_id":${id}}`)).status).toBe(400)
  })

  it('answers 413 to more than a megabyte', async () => {
    const body = JSON.stringify({ update_id: 5, text: 'x'.repeat(1024 * 1024) })
    expect((await post(body)).status).toBe(413)
  })

  it('answers 503 while the database is away, so that Telegram sends it again', async () => {
    const broken: Inbox = { ...inbox, store: () => Promise.reject(new Error('no database')) }
    const other = createWeb(door(broken))
    const request = { method: 'POST', body: update(6), headers: withSecret(secret) }
    expect((await other.request(webhookPath, request)).status).toBe(503)
  })

  it('takes no updates where no webhook is set', async () => {
    const other = createWeb({ ...door(inbox), secret: null })
    const request = { method: 'POST', body: update(6), headers: withSecret('') }
    expect((await other.request(webhookPath, request)).status).toBe(401)
  })

  it('takes nothing once it was told to stop, says so, and still lives', async () => {
    const told = new AbortController()
    const other = createWeb({ ...door(inbox), stopping: told.signal })
    expect((await other.request('/readyz')).status).toBe(200)
    told.abort()
    const before = await stored()
    const request = { method: 'POST', body: update(8), headers: withSecret(secret) }
    expect((await other.request(webhookPath, request)).status).toBe(503)
    expect(await stored()).toBe(before)
    expect((await other.request('/readyz')).status).toBe(503)
    expect((await other.request('/healthz')).status).toBe(200)
  })

  it('tells a supervisor that it lives, and whether the database answers', async () => {
    expect((await web.request('/healthz')).status).toBe(200)
    expect((await web.request('/readyz')).status).toBe(200)
    isReady = false
    expect((await web.request('/healthz')).status).toBe(200)
    expect((await web.request('/readyz')).status).toBe(503)
    isReady = true
  })

  it('shows nothing else', async () => {
    for (const path of ['/', '/telegram', '/telegram/x', '/.env', '/../package.json']) {
      expect((await web.request(path)).status).toBe(404)
    }
  })

  it('says which port is taken', async () => {
    const other = createServer().listen(0)
    const { port } = other.address() as AddressInfo
    const place = { port, host: null }
    await expect(listen(web, place)).rejects.toThrow(PortRefused)
    await expect(listen(web, place)).rejects.toThrow(`PORT ${port}`)
    other.close()
  })
})

describe('the metrics', () => {
  const token = 'a-token-of-the-prometheus'
  let server: { port: number; stop: () => Promise<void> }

  async function ask(headers: Record<string, string> = {}, metricsToken: string | null = token) {
    const web = createWeb({ ...door({} as Inbox), metricsToken })
    server = await listen(web, { port: 0, host: '127.0.0.1' })
    try {
      return await fetch(`http://127.0.0.1:${server.port}/metrics`, { headers })
    } finally {
      await server.stop()
    }
  }

  it('are shown to this machine', async () => {
    const response = await ask()
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toContain('version=0.0.4')
    expect(await response.text()).toBe('chenxun_database_up 1\n')
  })

  it('are hidden from whom a proxy on this machine lets through, and open to the token', async () => {
    const handedOn = { 'x-forwarded-for': '203.0.113.7' }
    expect((await ask(handedOn)).status).toBe(404)
    expect((await ask({ ...handedOn, authorization: `Bearer ${token}` })).status).toBe(200)
  })

  it('are hidden from a wrong token, also where none is set', async () => {
    const wrong = { authorization: 'Bearer wrong' }
    expect((await ask(wrong)).status).toBe(404)
    expect((await ask({ authorization: 'Bearer null' }, null)).status).toBe(404)
  })

  it('are hidden where nobody knows who asks', async () => {
    expect((await createWeb(door({} as Inbox)).request('/metrics')).status).toBe(404)
  })
})

describe('the program behind a webhook', () => {
  it('plays a question with updates that Telegram posts, and leaves the port when it stops', async () => {
    const port = await freePort()
    const bureau = await openBureau(
      { day: '2026-11-29', time: '15:00' },
      { PUBLIC_URL: `http://127.0.0.1:${port}`, PORT: String(port), WEBHOOK_SECRET: secret },
    )
    const codes = await loadRoster(bureau)
    await loadStarterBank(bureau)
    const officer = await bind(bureau, 302, codes.get('000302') ?? '')
    await bureau.moveTo('2026-11-30', '06:40')
    const shown = await answer(officer, true)
    expect(shown.text).toContain('✅')
    const methods = new Set(bureau.telegram.calls.map(({ method }) => method))
    expect(methods).toContain('setWebhook')
    expect(methods).not.toContain('getUpdates')
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200)
    const numbers = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    expect(numbers).toMatch(
      /^chenxun_telegram_calls_total\{method="sendMessage",way="bulk",outcome="ok"\} [1-9]/m,
    )
    expect(numbers).toMatch(/^chenxun_update_seconds_count\{kind="tap"\} [1-9]/m)
    expect(numbers).toMatch(/^chenxun_outbox_messages\{state="due"\} 0$/m)
    expect(numbers).toMatch(/^chenxun_replicas 1$/m)
    expect(numbers).toMatch(/^chenxun_lease\{name="sender",replica=".+:\d+"\} 1$/m)
    expect(numbers).not.toMatch(/邓晓梅|000302|\b302\b/)
    // It is told to stop with an answer on its way, and finishes that.
    bureau.telegram.faults.next('sendMessage', { kind: 'slow', ms: 2_000 })
    const before = officer.messages().length
    officer.send('/help')
    const inHand = () =>
      bureau.running.deps.db.inbox.count({ where: { state: 'NEW', owner: { not: null } } })
    await expect.poll(inHand, { timeout: 10_000 }).toBe(1)
    // Taken in the database a moment before it is taken here.
    await new Promise((resolve) => setTimeout(resolve, 200))
    const stopped = bureau.running.stop()
    const asked = await fetch(`http://127.0.0.1:${port}/readyz`)
    expect([asked.status, await asked.text()]).toEqual([503, 'stopping'])
    await stopped
    expect(officer.messages()).toHaveLength(before + 2)
    await bureau.stop()
    await expect(fetch(`http://127.0.0.1:${port}/healthz`)).rejects.toThrow('fetch failed')
  })

  it('does not start at an address that Telegram refuses, and leaves nothing behind', async () => {
    const place = await freshPlace()
    const telegram = await startSimulator()
    const settings = readConfig({
      BOT_TOKEN: telegram.token,
      TELEGRAM_API_ROOT: telegram.url,
      DATA_DIR: place.dataDir,
      ...(place.databaseUrl && { DATABASE_URL: place.databaseUrl }),
      PUBLIC_URL: 'https://bot.example.com',
      WEBHOOK_SECRET: secret,
      PORT: '0',
    })
    await expect(startProgram({ settings, log })).rejects.toThrow(WebhookRefused)
    await (await holdInstance(place.dataDir)).release()
    await telegram.stop()
    await place.remove()
  })
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}
