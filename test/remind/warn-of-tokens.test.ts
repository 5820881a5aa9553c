import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { readConfig } from '../../src/config.ts'
import { tokenWarning } from '../../src/remind/rules.ts'
import { planDay } from '../../src/schedule.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

const noon = new Date('2026-11-28T12:00:00+08:00')
const [admin, other] = [900_001, 900_002]
const settings = readConfig({
  BOT_TOKEN: '1:a',
  ADMIN_IDS: `${admin},${other}`,
  OPENAI_API_KEY: 'k',
  MODEL_TOKENS_PER_DAY: '100000',
})

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.destroy())
beforeEach(async () => {
  await database.db.modelCall.deleteMany()
  await database.db.delivery.deleteMany()
})

/** The model takes tokens on a day, and the clock comes by on the Saturday, twice. */
async function take(tokens: number, day = '2026-11-28'): Promise<string[]> {
  const { db } = database
  const call = { at: noon, day, prompt: 'p@1', model: 'm', host: 'h', outcome: 'ok' }
  await db.modelCall.create({ data: { ...call, inputTokens: tokens - 100, outputTokens: 100 } })
  for (let i = 0; i < 2; i++) await planDay({ db, now: () => noon, settings })
  const rows = await db.delivery.findMany({ where: { chatId: admin }, orderBy: { id: 'asc' } })
  return rows.map(({ data }) => (data as { key: string }).key)
}

describe("an admin is told of the day's tokens", () => {
  it('once when most are used and once when they are used up', async () => {
    expect(await take(79_000)).toEqual([])
    expect(await take(1_000)).toEqual(['remind-tokens-most'])
    expect(await take(10_000)).toEqual(['remind-tokens-most'])
    expect(await take(8_000)).toEqual(['remind-tokens-most', 'remind-tokens-all'])
    expect(await take(1_000)).toEqual(['remind-tokens-most', 'remind-tokens-all'])
    expect(await database.db.delivery.count({ where: { chatId: other } })).toBe(2)
  })

  it('only that they are used up where that came at once, and nothing of another day', async () => {
    expect(await take(99_000, '2026-11-27')).toEqual([])
    expect(await take(99_000)).toEqual(['remind-tokens-all'])
  })

  it.each([
    [0, 0, null],
    [0, 2_000, null],
    [1_000, 2_000, 'all'],
    [1_599_999, 2_000_000, null],
    [1_600_000, 2_000_000, 'most'],
    [1_999_000, 2_000_000, 'all'],
    [2_100_000, 2_000_000, 'all'],
  ])('after %i of %i: %s', (used, limit, warning) => {
    expect(tokenWarning(used, limit)).toBe(warning)
  })
})
