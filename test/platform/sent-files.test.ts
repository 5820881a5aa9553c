import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'

import { createLog } from '../../src/platform/log.ts'
import { openSentFiles } from '../../src/platform/sent-files.ts'
import { connectTelegram, type Telegram } from '../../src/platform/telegram.ts'
import type { Attachment } from '../../src/shared/screen.ts'
import { startSimulator, type Simulator } from '../../src/simulator/start-simulator.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

const log = createLog('silent')
const now = () => new Date('2026-11-24T00:00:00Z')
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
)
const chart: Attachment = { kind: 'photo', name: 'summary.png', bytes: png }
const sheet: Attachment = { kind: 'document', name: '表;1.csv', bytes: Buffer.from('a,b') }
let database: FreshDatabase
let simulator: Simulator
let telegram: Telegram

beforeAll(async () => {
  database = await freshDatabase()
  simulator = await startSimulator({ now })
  for (const id of [1, 2, 3]) simulator.person(id)
})
afterAll(async () => {
  await simulator.stop()
  await database.destroy()
})
beforeEach(async () => {
  await database.db.sentFile.deleteMany()
  simulator.calls.length = 0
  telegram = connect()
})

function connect(botId = 1000): Telegram {
  const line = connectTelegram(simulator.token, simulator.url)
  line.sendFilesBy(openSentFiles({ db: database.db, now, log }, botId))
  return line
}

const send = (chatId: number, attachment: Attachment) =>
  telegram.send(chatId, { text: '说明', attachment })
/** Whether each file went up as bytes or was named by its id, in order. */
const ways = () =>
  simulator.calls
    .filter(({ method }) => /^send(Photo|Document)$/.test(method))
    .map(({ params }) => {
      const source = String(params['photo'] ?? params['document'])
      return source.startsWith('attach://') ? 'bytes' : 'id'
    })

it.each([chart, sheet])('what two people ask for goes up once ($kind)', async (file) => {
  await send(1, file)
  await telegram.sendBulk(2, { text: '另一个说明', attachment: file })
  expect(ways()).toEqual(['bytes', 'id'])
  const [first, second] = [1, 2].map((id) => simulator.person(id).last())
  expect([first?.text, second?.text]).toEqual(['说明', '另一个说明'])
  const bytes = [first, second].map((message) => (message?.photo ?? message?.document)?.bytes)
  expect(bytes.map((each) => Buffer.from(each ?? []).equals(file.bytes))).toEqual([true, true])
})

it('what is asked for while it goes up waits for its id', async () => {
  await Promise.all([send(1, chart), send(2, chart), send(3, chart)])
  expect(ways()).toEqual(['bytes', 'id', 'id'])
})

it('other bytes, another name and another bot are another file', async () => {
  await send(1, sheet)
  await send(1, { ...sheet, bytes: Buffer.from('a,c') })
  await send(1, { ...sheet, name: '2.csv' })
  telegram = connect(2000)
  await send(1, sheet)
  expect(ways()).toEqual(['bytes', 'bytes', 'bytes', 'bytes'])
})

it('an id that Telegram does not know any more is forgotten, and the bytes go up again', async () => {
  await send(1, chart)
  await database.db.sentFile.updateMany({ data: { fileId: 'gone' } })
  await send(2, chart)
  await send(3, chart)
  expect(ways()).toEqual(['bytes', 'id', 'bytes', 'id'])
  expect(simulator.person(2).last()?.text).toBe('说明')
})

it('a picture for somebody who blocked the bot stays known', async () => {
  await send(1, chart)
  simulator.person(2).block()
  await expect(send(2, chart)).rejects.toThrow('blocked')
  simulator.person(2).unblock()
  await send(2, chart)
  expect(ways()).toEqual(['bytes', 'id', 'id'])
})

it('nothing of a secret file is kept', async () => {
  await send(1, { ...sheet, isSecret: true })
  expect(await database.db.sentFile.count()).toBe(0)
})

it('a file reaches the person also while the database is away', async () => {
  const away = connectTelegram(simulator.token, simulator.url)
  const sentFile = new Proxy({}, { get: () => () => Promise.reject(new Error('away')) })
  away.sendFilesBy(openSentFiles({ db: { sentFile } as never, now, log }, 1000))
  await away.send(1, { text: '说明', attachment: sheet })
  expect(ways()).toEqual(['bytes'])
})
