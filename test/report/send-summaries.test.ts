import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { readConfig } from '../../src/config.ts'
import type { Delivery } from '../../src/platform/delivery.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import { planSummaries, renderSummary } from '../../src/report/send-summaries.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import { addDuty, addLineage, addOfficer, addUnit, clear } from './seed.ts'

const day = '2026-11-24'
const now = () => new Date('2026-11-24T12:30:00Z')
const settings = readConfig({ BOT_TOKEN: '1:test', SUMMARY_AT: '20:30' })
let database: FreshDatabase
let city: number
let county: number
let station: number

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.destroy())
beforeEach(async () => {
  await clear(database.db)
  ;({ city, county, station } = await addLineage(database.db))
})

const deps = () => ({ db: database.db, now, settings, texts: loadTexts() })

async function leader(
  unitIds: number[],
  fields: Parameters<typeof addOfficer>[2] & { until?: string } = {},
): Promise<number> {
  const { until = null, ...officer } = fields
  const officerId = await addOfficer(database.db, county, officer)
  for (const unitId of unitIds) {
    await database.db.role.create({ data: { officerId, kind: 'LEADER', unitId, until } })
  }
  return officerId
}

async function queued(): Promise<Delivery[]> {
  const rows = await database.db.delivery.findMany({ orderBy: { id: 'asc' } })
  return rows.map((row) => ({
    ...row,
    kind: 'summary' as const,
    chatId: Number(row.chatId),
    data: row.data as Record<string, string | number>,
  }))
}

async function firstScreen() {
  const [delivery] = await queued()
  if (!delivery) throw new Error('nothing queued')
  return renderSummary(deps(), delivery)
}

describe('in the evening', () => {
  it('every leader whom messages reach gets one message, however often the plan runs', async () => {
    const one = await leader([station], { telegramId: 501 })
    const several = await leader([station, county], { telegramId: 502 })
    await leader([county], { telegramId: null })
    await leader([county], { telegramId: 504, active: false })
    await leader([county], { telegramId: 505, until: '2026-11-23' })
    const blocked = await leader([county], { telegramId: 506 })
    await database.db.officer.update({ where: { id: blocked }, data: { blockedAt: now() } })
    await leader([], { telegramId: 507 })
    const deputy = await leader([county], { telegramId: 508, until: day })
    expect(await planSummaries(deps(), day)).toBe(3)
    expect(await planSummaries(deps(), day)).toBe(0)
    expect(await queued()).toMatchObject([
      { officerId: one, chatId: 501, campaign: `summary:${day}`, data: { unitId: station, day } },
      { officerId: several, chatId: 502, data: { unitId: county, day } },
      { officerId: deputy, chatId: 508, data: { unitId: county, day } },
    ])
    const row = await database.db.delivery.findFirstOrThrow()
    expect(row.dueAt).toEqual(new Date('2026-11-24T12:30:00Z'))
    expect(row.expiresAt).toEqual(new Date('2026-11-24T16:00:00Z'))
  })

  it('a leader reads the names, in the language chosen, and the look is written down', async () => {
    await leader([station], { telegramId: 501, locale: 'en' })
    const officerId = await addOfficer(database.db, station, { name: '张三' })
    await addDuty(database.db, { officerId, unitId: station, day, state: 'DUE' })
    await planSummaries(deps(), day)
    const message = await firstScreen()
    expect(message?.screen.text).toContain('1 due, 0 done; 1 not finished yet.')
    expect(message?.screen.text).toContain('张三')
    expect(await database.db.audit.count()).toBe(0)
    await message?.sent?.(1, database.db)
    expect(await database.db.audit.findMany()).toMatchObject([
      { actor: 501n, act: 'see-missing-names', object: `unit:${station}` },
    ])
  })

  it('a leader of several units finds the others below the message', async () => {
    const other = await addUnit(database.db, '市局/樊城分局', 'COUNTY')
    await leader([county, other, station], { telegramId: 501 })
    const officerId = await addOfficer(database.db, station)
    await addDuty(database.db, { officerId, unitId: station, day, state: 'DONE' })
    await planSummaries(deps(), day)
    const message = await firstScreen()
    expect(message?.screen.text).toContain('<b>襄州分局</b>')
    const labels = message?.screen.buttons?.flat().map(({ label }) => label)
    expect(labels).toContain('樊城分局')
    expect(labels).not.toContain('返回上级')
  })

  it('nothing is sent when nobody was due, or when the right has ended since', async () => {
    const officerId = await leader([city], { telegramId: 501 })
    await addDuty(database.db, { officerId, unitId: county, day, state: 'EXCUSED' })
    await planSummaries(deps(), day)
    expect(await firstScreen()).toBeNull()
    await addDuty(database.db, {
      officerId: await addOfficer(database.db, station),
      unitId: station,
      day,
      state: 'DUE',
    })
    expect(await firstScreen()).not.toBeNull()
    await database.db.role.deleteMany({})
    expect(await firstScreen()).toBeNull()
  })

  it('an account that the leader has left since gets nothing', async () => {
    const officerId = await leader([station], { telegramId: 501 })
    await planSummaries(deps(), day)
    await addDuty(database.db, { officerId, unitId: station, day, state: 'DUE' })
    expect(await firstScreen()).not.toBeNull()
    await database.db.officer.update({ where: { id: officerId }, data: { telegramId: 999 } })
    expect(await firstScreen()).toBeNull()
  })
})
