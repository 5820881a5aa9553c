import { once } from 'node:events'
import { createServer, type AddressInfo, type Server } from 'node:net'

import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { judgeDisk } from '../../src/doctor-database.ts'
import { runDoctor } from '../../src/doctor.ts'
import { connectTelegram } from '../../src/platform/telegram.ts'
import { startSimulator, type Simulator } from '../../src/simulator/start-simulator.ts'
import { openBureau } from '../support/bureau.ts'
import { freshPlace, type DatabasePlace } from '../support/fresh-db.ts'

interface Check {
  name: string
  good: boolean
  text: string
  warning?: string
}

const adminId = 900_000
const nowhere = 'postgres://nobody@127.0.0.1:1/none'
const secret = 'S3cret_of-the-webhook-0123456789'

/** What doctor finds with these settings, by the name of the check. */
async function examine(env: Record<string, string>, now?: () => Date) {
  let printed = ''
  const options = { json: true, print: (line: string) => (printed = line), ...(now && { now }) }
  const code = await runDoctor(env, options)
  const { good, checks } = JSON.parse(printed) as { good: boolean; checks: Check[] }
  expect(code).toBe(good ? 0 : 1)
  return Object.fromEntries(checks.map((check) => [check.name, check]))
}

describe('doctor, beside Telegram', () => {
  let telegram: Simulator
  let place: DatabasePlace
  const settings = (env: Record<string, string> = {}) => ({
    BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
    DATA_DIR: place.dataDir,
    ADMIN_IDS: String(adminId),
    ...(place.databaseUrl && { DATABASE_URL: place.databaseUrl }),
    ...env,
  })

  beforeAll(async () => {
    telegram = await startSimulator()
    place = await freshPlace()
  })
  afterAll(async () => {
    await telegram.stop()
    await place.remove()
  })

  it('warns of an admin who never wrote to the bot, and of an empty bank', async () => {
    const found = await examine(settings())
    expect(found['updates']).toMatchObject({ good: true, text: expect.stringContaining('nobody') })
    expect(found['admins']?.warning).toMatch(/^900000 never wrote to the bot.*press Start/)
    expect(found['questions']?.warning).toMatch(/^send a question bank/)
    telegram.person(adminId).send('/start')
    expect((await examine(settings({ DATABASE_URL: nowhere })))['admins']?.warning).toBeUndefined()
  })

  it('finds another program that asks for the same updates', async () => {
    const { api } = connectTelegram(telegram.token, telegram.url)
    let stopped = false
    let offset = 0
    const other = (async () => {
      while (!stopped) {
        const got = await api.getUpdates({ timeout: 1, offset }).catch(() => [])
        offset = (got.at(-1)?.update_id ?? offset - 1) + 1
        await new Promise((done) => setTimeout(done, 300))
      }
    })()
    const { updates } = await examine(settings())
    stopped = true
    await other
    expect(updates).toMatchObject({ good: false, text: expect.stringContaining('stop it') })
  })

  it('warns of a webhook that somebody has set', async () => {
    const { api } = connectTelegram(telegram.token, telegram.url)
    await api.setWebhook('http://127.0.0.1:1/elsewhere')
    const { updates } = await examine(settings({ DATABASE_URL: nowhere }))
    expect(updates?.warning).toContain('http://127.0.0.1:1/elsewhere')
    const web = { PUBLIC_URL: 'http://127.0.0.1:2', WEBHOOK_SECRET: secret, DATABASE_URL: nowhere }
    const behind = await examine(settings(web))
    expect(behind['updates']?.warning).toMatch(/^now they go to .*elsewhere/)
  })

  it('says why Telegram cannot deliver', async () => {
    const { api } = connectTelegram(telegram.token, telegram.url)
    await api.setWebhook('http://127.0.0.1:1/telegram', { secret_token: secret })
    telegram.person(adminId).send('hello')
    await expect
      .poll(async () => (await api.getWebhookInfo()).last_error_message, { timeout: 10_000 })
      .toBeTruthy()
    const web = { PUBLIC_URL: 'http://127.0.0.1:1', WEBHOOK_SECRET: secret, DATABASE_URL: nowhere }
    const { updates } = await examine(settings(web))
    expect(updates).toMatchObject({
      good: false,
      text: expect.stringMatching(/cannot deliver to http:\/\/127.*certificate.*proxy/),
    })
    await api.deleteWebhook()
  })

  it('compares the clock with Telegram’s, and wonders at a zone outside China', async () => {
    const late = () => new Date(Date.now() + 90_000)
    const { clock } = await examine(settings({ DATABASE_URL: nowhere }), late)
    expect(clock).toMatchObject({
      good: false,
      text: expect.stringMatching(/^this.*(89|90|91) seconds ahead/),
    })
    const odd = await examine(settings({ DATABASE_URL: nowhere, TIME_ZONE: 'Europe/Berlin' }))
    expect(odd['clock']).toMatchObject({
      good: true,
      warning: expect.stringContaining('Asia/Shanghai'),
    })
  })

  it('asks nobody who does not know us for more', async () => {
    const found = await examine(
      settings({ BOT_TOKEN: '1:AAwrong-token_wrong', DATABASE_URL: nowhere }),
    )
    expect(found['Telegram']).toMatchObject({
      good: false,
      text: expect.stringContaining('BOT_TOKEN'),
    })
    expect(found['updates']).toMatchObject({
      good: true,
      text: expect.stringMatching(/^not looked at/),
    })
  })

  it.each([
    [{ PUBLIC_URL: 'https://bot.example.com' }, /^WEBHOOK_SECRET: /],
    [{ PUBLIC_URL: 'http://bot.example.com', WEBHOOK_SECRET: secret }, /^PUBLIC_URL: .*https/],
  ])('says what is missing beside %j', async (env, mend) => {
    expect((await examine(settings(env)))['settings']).toMatchObject({
      good: false,
      text: expect.stringMatching(mend),
    })
  })

  it('names the ports that Telegram posts to', async () => {
    const web = { PUBLIC_URL: 'https://bot.example.com:8080', WEBHOOK_SECRET: secret }
    const { updates } = await examine(settings({ ...web, DATABASE_URL: nowhere }))
    expect(updates).toMatchObject({ good: false, text: expect.stringContaining('8443') })
  })
})

describe('doctor, beside a database server', () => {
  it('tells a wrong password from a server that is away, and shows neither', async () => {
    const server = await refuseEverybody('28P01', 'password authentication failed for user "x"')
    const url = `postgres://x:hunter2secret@127.0.0.1:${portOf(server)}/chenxun`
    const { database } = await examine({ DATABASE_URL: url })
    server.close()
    expect(database).toMatchObject({
      good: false,
      text: expect.stringContaining('user and password'),
    })
    expect(database?.text).not.toContain('hunter2')
    const away = await examine({ DATABASE_URL: nowhere })
    expect(away['database']?.text).toContain('that PostgreSQL runs there')
  })

  it('says that the server has no connection left', async () => {
    const server = await refuseEverybody('53300', 'sorry, too many clients already')
    const { database } = await examine({
      DATABASE_URL: `postgres://x@127.0.0.1:${portOf(server)}/c`,
    })
    server.close()
    expect(database?.text).toContain('max_connections')
  })

  it.skipIf(!inject('databaseServer'))(
    'tells version and room, and a missing database',
    async () => {
      const place = await freshPlace()
      const { database } = await examine({ DATABASE_URL: place.databaseUrl ?? '' })
      expect(database).toMatchObject({
        good: true,
        text: expect.stringMatching(/^PostgreSQL \d+, migrations applied, room for \d+ processes$/),
      })
      await place.remove()
      const gone = await examine({ DATABASE_URL: place.databaseUrl ?? '' })
      expect(gone['database']?.text).toContain('createdb')
    },
  )
})

describe('doctor, beside an embedded database', () => {
  const gigabytes = (count: number) => count * 1024 ** 3

  it('refuses a network disk and a full one, and warns of one in memory', () => {
    expect(judgeDisk({ type: 0xef53, freeBytes: gigabytes(20) }, 'data')).toEqual({
      free: '20.0 GB',
      warning: null,
    })
    expect(() => judgeDisk({ type: 0x6969, freeBytes: gigabytes(20) }, 'data')).toThrow('NFS')
    // Node gives what is above 2^31 as a negative number on some machines.
    expect(() => judgeDisk({ type: 0xff534d42 | 0, freeBytes: gigabytes(20) }, 'data')).toThrow(
      'CIFS',
    )
    expect(() => judgeDisk({ type: 0xef53, freeBytes: gigabytes(0.4) }, 'data')).toThrow(
      'make room',
    )
    const { warning } = judgeDisk({ type: 0x01021994, freeBytes: gigabytes(1) }, 'data')
    expect(warning).toContain('in memory')
  })

  it.skipIf(inject('databaseServer'))('tells two bots on one folder apart from one', async () => {
    const bureau = await openBureau({ day: '2026-11-29', time: '15:00' })
    bureau.running.instance?.serve(() =>
      Promise.resolve({
        exitCode: 0,
        stdout: JSON.stringify({ bot: bureau.telegram.token.split(':')[0], liveQuestions: 7 }),
        stderr: '',
      }),
    )
    const env = { TELEGRAM_API_ROOT: bureau.telegram.url, DATA_DIR: bureau.place.dataDir }
    const own = await examine({ ...env, BOT_TOKEN: bureau.telegram.token })
    expect(own['database']?.text).toContain('held by the running bot')
    expect(own['questions']).toMatchObject({ good: true, text: '7 live' })
    expect(own['updates']?.text).toContain('by the running bot')
    const other = await examine({ ...env, BOT_TOKEN: '777:AAanother-token_another' })
    expect(other['database']).toMatchObject({
      good: false,
      text: expect.stringContaining('another bot'),
    })
    await bureau.stop()
  })
})

/** A server that refuses every login as PostgreSQL does: an ErrorResponse with this SQLSTATE. */
async function refuseEverybody(code: string, message: string): Promise<Server> {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`)
  const head = Buffer.from([0x45, 0, 0, 0, 0])
  head.writeInt32BE(fields.length + 4, 1)
  const server = createServer((socket) => {
    socket.on('error', () => {}).once('data', () => socket.end(Buffer.concat([head, fields])))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}
