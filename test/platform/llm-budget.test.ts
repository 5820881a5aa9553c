import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { openDatabase } from '../../src/platform/db.ts'
import { withBudget } from '../../src/platform/llm-budget.ts'
import {
  openReservations,
  readModelUse,
  settleCall,
  type Reserve,
} from '../../src/platform/llm-ledger.ts'
import { tokensFor } from '../../src/platform/llm-request.ts'
import type { Llm } from '../../src/platform/llm.ts'
import { versionOf } from '../../src/platform/prompts.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import { question, stubModel, usage } from './llm-stubs.ts'

const day = '2026-11-24'
const noon = new Date('2026-11-24T12:00:00+08:00')
const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)
const call = { at: noon, day, officerId: null, prompt: 'p@1', model: 'm', host: 'h', tokens: 100 }
const limits = { perDay: 1_000, perOfficer: 300 }

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
  reserve = openReservations(database.db, limits)
})
afterAll(() => database.destroy())
beforeEach(() => database.db.modelCall.deleteMany())

const rows = () => database.db.modelCall.findMany({ orderBy: { id: 'asc' } })

let reserve: Reserve

/** `times` reservations at once, by turns from each of the replicas. */
async function reserveAtOnce(times: number, one: object = {}, replicas = [reserve]) {
  const ids = await Promise.all(
    Array.from(
      { length: times },
      async (_, i) => await replicas[i % replicas.length]?.({ ...call, ...one }),
    ),
  )
  return ids.filter((id) => typeof id === 'number').length
}

describe("the day's tokens", () => {
  it('are never set aside twice by several replicas, however many ask at once', async () => {
    // The embedded database serves one process: there all replicas are on one connection.
    const other = database.kind === 'server' ? await openDatabase(database.place) : null
    const replicas = Array.from({ length: 8 }, (_, i) =>
      openReservations(i % 2 === 0 ? database.db : (other?.db ?? database.db), limits),
    )
    try {
      expect(await reserveAtOnce(40, {}, replicas)).toBe(10)
      expect(await rows()).toHaveLength(10)
    } finally {
      await other?.close()
    }
  })

  it('end for one officer while others go on', async () => {
    expect(await reserveAtOnce(8, { officerId: 7 })).toBe(3)
    expect(await reserveAtOnce(8, { officerId: 8 })).toBe(3)
    expect(await reserveAtOnce(8)).toBe(4)
  })

  it('are counted anew the next day', async () => {
    await reserveAtOnce(10)
    expect(await reserveAtOnce(1)).toBe(0)
    expect(await reserveAtOnce(1, { day: '2026-11-25' })).toBe(1)
  })

  it('are all free again of what a dead process held, after two minutes', async () => {
    await reserveAtOnce(10)
    expect(await reserveAtOnce(1, { at: later(1.9) })).toBe(0)
    expect(await reserveAtOnce(20, { at: later(2) })).toBe(10)
  })

  it('that were used are used, two minutes later as well', async () => {
    const id = await reserve(call)
    await settleCall(database.db, id ?? 0, {
      outcome: 'ok',
      usage: { input: 900, output: 50, cached: 100 },
      ms: 12,
    })
    expect(await reserveAtOnce(1, { at: later(60) })).toBe(0)
    expect(await reserveAtOnce(1, { at: later(60), tokens: 50 })).toBe(1)
  })

  it('of zero allow no call', async () => {
    const ofNobody = openReservations(database.db, { perDay: 0, perOfficer: 0 })
    expect(await ofNobody(call)).toBe(null)
    const ofOfficers = openReservations(database.db, { ...limits, perOfficer: 0 })
    expect(await ofOfficers({ ...call, officerId: 1 })).toBe(null)
    expect(await ofOfficers(call)).not.toBe(null)
  })
})

describe('a model within a budget', () => {
  const within = (llm: Llm, perDay = 100_000) =>
    withBudget(llm, {
      db: database.db,
      now: () => noon,
      timeZone: 'Asia/Shanghai',
      host: 'model.example',
      reserve: openReservations(database.db, { perDay, perOfficer: 5_000 }),
    })

  it('enters what each call cost, and nothing of what was said', async () => {
    const llm = within(stubModel({ input: 900, output: 120, cached: 640 }))
    expect(await llm.askJson({ ...question, officerId: 42 })).toMatchObject({ ok: true })
    expect(await rows()).toEqual([
      {
        id: expect.any(Number),
        at: noon,
        day,
        officerId: 42,
        prompt: versionOf(question.prompt),
        model: 'm',
        host: 'model.example',
        outcome: 'ok',
        reserved: 0,
        inputTokens: 900,
        cachedTokens: 640,
        outputTokens: 120,
        ms: expect.any(Number),
      },
    ])
  })

  it('sets aside while it asks what one request can take', async () => {
    const during: number[] = []
    const llm = within(
      stubModel(usage, {
        meanwhile: async () => during.push((await rows())[0]?.reserved ?? 0),
      }),
    )
    await llm.askJson(question)
    expect(during).toEqual([tokensFor(question)])
    expect(during[0]).toBeGreaterThan(question.prompt.maxOutputTokens)
  })

  it('is not asked when the tokens do not suffice', async () => {
    const model = stubModel(usage)
    expect(await within(model, tokensFor(question) - 1).askJson(question)).toEqual({
      ok: false,
      reason: 'budget',
    })
    expect(model.asked).toEqual([])
    expect(await rows()).toEqual([])
  })

  it('costs nothing when it fails, and the failure is kept', async () => {
    await within(stubModel('slow')).askJson(question)
    const broken: Llm = { model: 'm', askJson: () => Promise.reject(new Error('fault')) }
    await expect(within(broken).askJson(question)).rejects.toThrow('fault')
    expect((await rows()).map(({ outcome, reserved }) => [outcome, reserved])).toEqual([
      ['slow', 0],
      ['fault', 0],
    ])
  })

  it('that rests is not entered', async () => {
    await within(stubModel('paused')).askJson(question)
    expect(await rows()).toEqual([])
  })

  it('can be looked at for a day', async () => {
    await within(stubModel(usage)).askJson(question)
    await within(stubModel(usage)).askJson(question)
    await within(stubModel('refused')).askJson(question)
    await reserve(call)
    const use = { calls: 4, errors: 1, inputTokens: 200, outputTokens: 40 }
    expect(await readModelUse(database.db, { day, now: noon })).toEqual(use)
    expect(await readModelUse(database.db, { day, now: later(5) })).toEqual({ ...use, errors: 2 })
    expect(await readModelUse(database.db, { day: '2026-11-25', now: noon })).toMatchObject({
      calls: 0,
      inputTokens: 0,
    })
  })
})
