import { afterAll, beforeAll, expect, it } from 'vitest'

import { readConfig } from '../src/config.ts'
import { forgetOld } from '../src/forget-old.ts'
import { findPlan } from '../src/platform/plan-imports.ts'
import { freshDatabase, type FreshDatabase } from './support/fresh-db.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.destroy())

const settings = readConfig({})
const now = () => new Date('2026-11-24T00:00:00Z')
const daysAgo = (days: number) => new Date(now().getTime() - days * 86_400_000)

it('what is settled for two months is forgotten; what waits, and what is in use, stays', async () => {
  const { db } = database
  for (const days of [10, 70]) {
    const at = daysAgo(days)
    const states = ['SENT', 'FAILED', 'QUEUED'] as const
    for (const state of states) {
      const message = { campaign: `${state} ${days}`, kind: 'notice', chatId: 1, data: {} }
      await db.delivery.create({ data: { ...message, state, dueAt: at } })
    }
    for (const state of ['DONE', 'DEAD'] as const) {
      const job = { kind: 'grade-answer', key: `${state} ${days}`, data: {}, runAt: at }
      await db.job.create({ data: { ...job, state, createdAt: at, doneAt: at } })
    }
    await db.asked.create({
      data: { chatId: 1, messageId: days, purpose: 'x', data: {}, createdAt: at },
    })
    for (const state of ['PREVIEW', 'LIVE'] as const) {
      const file = { bankName: '库', fileName: `${state} ${days}`, format: 'csv', problems: [{}] }
      const item = { number: 1, place: {}, question: {}, key: 'k' }
      await db.bankImport.create({
        data: { ...file, state, createdBy: 1, createdAt: at, items: { create: item } },
      })
    }
    await db.rosterImport.create({
      data: { fileName: `${days}`, rows: { officers: [] }, createdBy: 1, createdAt: at },
    })
    await db.sentFile.create({ data: { key: `${days}`, fileId: 'f', sentAt: at } })
    const plan = { kind: 'shifts', fileName: `${days}`, createdBy: 1, createdAt: at }
    await db.planImport.create({ data: { ...plan, state: 'LIVE', rows: { officers: ['张三'] } } })
  }
  await forgetOld({ db, now, settings })
  const deliveries = await db.delivery.findMany({ orderBy: { id: 'asc' } })
  expect(deliveries.map(({ campaign }) => campaign)).toEqual([
    'SENT 10',
    'FAILED 10',
    'QUEUED 10',
    'QUEUED 70',
  ])
  const jobs = await db.job.findMany({ orderBy: { id: 'asc' } })
  expect(jobs.map(({ key }) => key)).toEqual(['DONE 10', 'DEAD 10', 'DEAD 70'])
  expect(await db.asked.findMany()).toMatchObject([{ messageId: 10 }])
  expect(await db.sentFile.findMany()).toMatchObject([{ key: '10' }])
  const imports = await db.bankImport.findMany({
    include: { items: true },
    orderBy: { id: 'asc' },
  })
  expect(imports.map(({ fileName, state, items }) => [fileName, state, items.length])).toEqual([
    ['PREVIEW 10', 'PREVIEW', 1],
    ['LIVE 10', 'LIVE', 1],
    ['PREVIEW 70', 'CANCELLED', 0],
    ['LIVE 70', 'LIVE', 1],
  ])
  expect(await db.rosterImport.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
    { state: 'PREVIEW', rows: { officers: [] } },
    { state: 'CANCELLED', rows: {} },
  ])
  // A duty roster names people: taken back after two months it would help nobody.
  expect(await db.planImport.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
    { state: 'LIVE', rows: { officers: ['张三'] } },
    { state: 'LIVE', rows: {} },
  ])
  expect(await findPlan(db, { id: 2, kind: 'shifts' })).toBeNull()
})
