import { spawn } from 'node:child_process'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { text } from 'node:stream/consumers'

import { expect, it } from 'vitest'

import { openDatabase } from '../../src/platform/db.ts'
import { startSimulator, type Simulator } from '../../src/simulator/start-simulator.ts'
import { freshPlace, type DatabasePlace } from '../support/fresh-db.ts'
import { press, say, sendFile } from '../support/people.ts'

const admin = 900_000
/** What nobody may find in what the program writes, on either stream, at any level. */
const secrets = {
  token: '70001:SENTINEL-bot-token-abcdef',
  apiKey: 'sk-sentinel0model0key0123456789',
  webhookSecret: 'sentinel-webhook-secret-0123456789abcdef',
  password: 'sentinelPassword',
  name: '欧阳哨兵',
  badge: '087654',
  phone: '13912345678',
  idNumber: '11010519491231002X',
  answer: '哨兵答案：应当出示工作证件',
  code: 'sentinel_code_12345678',
}

const bank = {
  format: 'chenxun-bank',
  version: 1,
  name: '简答',
  questions: [
    {
      kind: 'short',
      stem: '检查公民住所，对证件有什么要求？',
      key: '出示工作证件。',
      rubric: [{ id: 'p1', weight: 1, text: '出示工作证件', keywords: [['证件']], quantities: [] }],
    },
  ],
}

it('no secret, name, number or answer is in what the program writes, whatever fails', async () => {
  const model = await refusingModel()
  const place = await freshPlace()
  const telegram = await startSimulator({ token: secrets.token })
  const program = await startProgram({
    ...settingsFor(telegram, place),
    OPENAI_API_KEY: secrets.apiKey,
    OPENAI_BASE_URL: `${addressOf(model)}/v1`,
    OPENAI_MODEL: 'one',
    PUBLIC_URL: 'http://127.0.0.1:48273',
    PORT: '48273',
    WEBHOOK_SECRET: secrets.webhookSecret,
  })
  try {
    const code = await liveADay(telegram)
    await meetFaults(telegram, place)
    const output = await program.stop()
    expect(output).toContain('started')
    expect(output).toContain('"outcome":"unreachable"')
    expect(output).toContain('fault in update')
    expect(output).toContain("Call to 'sendMessage' failed")
    expect(found(output, [...Object.values(secrets), code])).toEqual([])
  } finally {
    await program.stop()
    await telegram.stop()
    await place.remove()
    await close(model)
  }
}, 120_000)

it('nothing is given away by a start that fails', async () => {
  const telegram = await startSimulator()
  const place = await freshPlace()
  const failures = [
    { DATABASE_URL: `postgres://me:${secrets.password}@127.0.0.1:1/x` },
    { TELEGRAM_API_ROOT: 'http://127.0.0.1:1' },
    { PUBLIC_URL: 'https://x', WEBHOOK_SECRET: `${secrets.webhookSecret} ?` },
  ]
  for (const env of failures) {
    const output = await launch({ ...settingsFor(telegram, place), ...env }).ended
    expect(output.length).toBeGreaterThan(20)
    expect(found(output, Object.values(secrets))).toEqual([])
  }
  await telegram.stop()
  await place.remove()
}, 120_000)

/** An admin loads people and questions, an officer binds, asks and answers. Gives the code that was issued. */
async function liveADay(telegram: Simulator): Promise<string> {
  const boss = telegram.person(admin, { languageCode: 'zh-hans' })
  const roster = `警号,姓名,单位,岗位,类别,职务\n${secrets.badge},${secrets.name},市局,,民警,领导\n`
  await sendFile(boss, '名册.csv', roster)
  await press(boss, '确认导入')
  await sendFile(boss, '题库.json', JSON.stringify(bank))
  await press(boss, '导入')
  const card = await say(boss, `/roster ${secrets.badge}`)
  const button = card.buttons.flat().find(({ data }) => data?.startsWith('pp:roster:code:'))
  const issued = await press(boss, button?.label ?? '')
  const code = /start=([\w-]{22})/.exec(`${issued.text} ${issued.html}`)?.[1] ?? ''
  expect(code).not.toBe('')
  const officer = telegram.person(800_001, { name: secrets.name, languageCode: 'zh-hans' })
  await say(officer, `/start ${secrets.code}`)
  await say(officer, `/start ${code}`)
  await say(officer, `/ask 嫌疑人电话${secrets.phone}、身份证${secrets.idNumber}能不能查`)
  await say(officer, '/practice')
  officer.send(secrets.answer)
  await officer.until(
    (self) => self.messages().some(({ text: shown }) => shown.includes('答案：')),
    'the mark',
    60_000,
  )
  return code
}

/** Telegram refuses, breaks off and talks nonsense; a forger posts; the database loses its connections. */
async function meetFaults(telegram: Simulator, place: DatabasePlace): Promise<void> {
  const officer = telegram.person(800_001)
  const description = `Bad Request: can't parse entities: "${secrets.name} ${secrets.phone}" ${secrets.answer}`
  telegram.faults.next('sendMessage', { kind: 'status', code: 400, description }, 3)
  const before = officer.messages().length
  officer.send(`${secrets.phone} ${secrets.idNumber}`)
  await officer.until((self) => self.messages().length > before + 1, 'the apology', 60_000)
  for (const fault of [{ kind: 'garbage' }, { kind: 'refuse' }] as const) {
    telegram.faults.next('sendMessage', fault)
    await say(officer, `/help ${secrets.answer}`)
  }
  const forged = await fetch('http://127.0.0.1:48273/telegram', {
    method: 'POST',
    headers: { 'x-telegram-bot-api-secret-token': `${secrets.webhookSecret}x` },
    body: JSON.stringify({ update_id: 1, message: { text: secrets.answer } }),
  })
  expect(forged.status).toBe(401)
  if (!place.databaseUrl) return
  const database = await openDatabase(place)
  await database.db.$executeRaw`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`
  await database.close()
  await say(officer, `/help ${secrets.name}`)
}

function settingsFor(telegram: Simulator, place: DatabasePlace): Record<string, string> {
  const address = place.databaseUrl && new URL(place.databaseUrl)
  if (address) address.password = secrets.password
  return {
    BOT_TOKEN: secrets.token,
    TELEGRAM_API_ROOT: telegram.url,
    DATA_DIR: place.dataDir,
    DATABASE_URL: address ? address.href : '',
    ADMIN_IDS: String(admin),
    LOG_LEVEL: 'trace',
    TIME_ZONE: zoneWhereItIsNight(),
  }
}

/** By day the program would tell its admin, in the middle of all this, that it has no questions to send. */
function zoneWhereItIsNight(): string {
  const ahead = (26 - new Date().getUTCHours()) % 24
  return ahead <= 14 ? `Etc/GMT-${ahead}` : `Etc/GMT+${24 - ahead}`
}

function found(output: string, words: string[]): string[] {
  return words.filter((word) => output.includes(word))
}

interface Launched {
  output: () => string
  ended: Promise<string>
  stop(): Promise<string>
}

async function startProgram(env: Record<string, string>): Promise<Launched> {
  const program = launch(env)
  while (!/ is running\.$/m.test(program.output())) {
    await Promise.race([program.ended, new Promise((done) => setTimeout(done, 50))])
    if (program.output().includes('Error')) break
  }
  return program
}

/** `chenxun start` as it is written, with both streams in one text. */
function launch(env: Record<string, string>): Launched {
  const words = ['--import', import.meta.resolve('tsx'), resolve('src/cli.ts'), 'start']
  const child = spawn(process.execPath, words, {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), ...env },
  })
  let output = ''
  const hear = (chunk: Buffer) => void (output += chunk.toString('utf8'))
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const ended = new Promise<string>((done) => child.once('close', () => done(output)))
  return {
    output: () => output,
    ended,
    stop() {
      child.kill('SIGTERM')
      return ended
    },
  }
}

/** A model that fails and repeats what it was asked, with the key that came along. */
async function refusingModel(): Promise<Server> {
  const server = createServer((request, response) => {
    const answer = async () => {
      const asked = await text(request)
      const { authorization = '' } = request.headers
      const error = { message: `cannot do ${asked} with ${authorization}` }
      response.writeHead(500, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ error }))
    }
    answer().catch(() => response.destroy())
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', () => done()))
  return server
}

function addressOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((done) => void server.close(() => done()))
}
