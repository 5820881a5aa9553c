import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'

import { queueDeliveries, type Renderers } from '../../src/platform/delivery.ts'
import { createLog } from '../../src/platform/log.ts'
import { openReplica, type Replica } from '../../src/platform/replica.ts'
import { openSender } from '../../src/platform/sender.ts'
import { connectTelegram } from '../../src/platform/telegram.ts'
import { startSimulator, type Simulator } from '../../src/simulator/start-simulator.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

const log = createLog('silent')
const now = () => new Date('2026-11-24T00:00:00Z')
let database: FreshDatabase
let telegram: Simulator
let replica: Replica

beforeAll(async () => {
  database = await freshDatabase()
  telegram = await startSimulator({ now })
  replica = await openReplica({ db: database.db, log }, { alone: true })
})
afterAll(async () => {
  await replica.stop()
  await telegram.stop()
  await database.destroy()
})
beforeEach(async () => {
  await database.db.$executeRaw`truncate "Delivery"`
})

const open = (
  sent: () => Promise<void>,
  {
    make = () => Promise.resolve(),
    ...overrides
  }: Partial<Replica> & { make?: () => Promise<void> } = {},
) =>
  openSender(
    {
      db: database.db,
      now,
      log,
      telegram: connectTelegram(telegram.token, telegram.url),
      replica: { ...replica, ...overrides },
      unreachable: () => Promise.resolve(),
    },
    {
      notice: async () => {
        await make()
        return { screen: { text: '通知' }, sent }
      },
    } as unknown as Renderers,
  )

const queue = (chatIds: number[]) =>
  queueDeliveries(
    database.db,
    chatIds.map((chatId, index) => ({
      campaign: `notice:${chatId}:${index}`,
      kind: 'notice' as const,
      chatId,
      dueAt: now(),
    })),
  )
const received = (chatId: number) => telegram.person(chatId).messages().length
const states = async () =>
  (await database.db.delivery.findMany({ orderBy: { id: 'asc' } })).map(({ state }) => state)

it('a message that Telegram took and the database did not note is noted later, not sent again', async () => {
  let isAway = true
  const sender = open(() => (isAway ? Promise.reject(new Error('away')) : Promise.resolve()))
  telegram.person(1)
  await queue([1])
  await sender.drain()
  expect(received(1)).toBe(1)
  expect(await states()).toEqual(['SENDING'])
  isAway = false
  for (let tries = 0; (await states())[0] !== 'SENT' && tries < 100; tries++) {
    await new Promise((done) => setTimeout(done, 100))
    await sender.drain()
  }
  expect(await states()).toEqual(['SENT'])
  expect(received(1)).toBe(1)
  await sender.stop()
})

it('a process that others may take for dead sends nothing until it is trusted again', async () => {
  let isTrusted = false
  const sender = open(() => Promise.resolve(), { isTrusted: () => isTrusted })
  for (const id of [2, 3]) telegram.person(id)
  await queue([2, 3])
  const drained = sender.drain()
  await new Promise((done) => setTimeout(done, 400))
  expect([received(2), received(3)]).toEqual([0, 0])
  isTrusted = true
  await drained
  expect([received(2), received(3)]).toEqual([1, 1])
  await sender.stop()
})

it('a group that moved gets everything that waits for it under its new id, once', async () => {
  const [group, supergroup] = [-20, -100_020]
  telegram.person(supergroup)
  await queue([group])
  await database.db.$executeRaw`
    insert into "Delivery" (campaign, kind, "chatId", data, "dueAt", state)
    values ('tomorrow', 'notice', ${group}, '{}', ${new Date('2026-11-25')}, 'QUEUED'),
      ('yesterday', 'notice', ${group}, '{}', ${now()}, 'SENT'),
      ('twice', 'notice', ${group}, '{}', ${new Date('2026-11-25')}, 'QUEUED'),
      ('twice', 'notice', ${supergroup}, '{}', ${now()}, 'SENT')`
  const description = 'Bad Request: group chat was upgraded to a supergroup chat'
  const moved = { kind: 'status', code: 400, description, movedTo: supergroup } as const
  telegram.faults.next('sendMessage', moved)
  const sender = open(() => Promise.resolve())
  await sender.drain()
  await sender.drain()
  expect(received(supergroup)).toBe(1)
  const rows = await database.db.delivery.findMany({ orderBy: { id: 'asc' } })
  expect(rows.map(({ chatId }) => Number(chatId))).toEqual([
    supergroup,
    supergroup,
    group,
    group,
    supergroup,
  ])
  expect(rows.map(({ state }) => state)).toEqual(['SENT', 'QUEUED', 'SENT', 'QUEUED', 'SENT'])
  await sender.stop()
})

it('a message that the database was not there for loses none of its tries', async () => {
  telegram.person(4)
  const statement = `do $$ begin raise exception 'going down' using errcode = '57P01'; end $$`
  const sender = open(() => Promise.resolve(), {
    make: async () => void (await database.db.$executeRawUnsafe(statement)),
  })
  await queue([4])
  for (let tries = 0; tries < 7; tries++) {
    await database.db.delivery.updateMany({ data: { dueAt: now() } })
    await sender.drain()
  }
  expect(await database.db.delivery.findMany()).toMatchObject([{ state: 'QUEUED', attempts: 0 }])
  await sender.stop()
})
