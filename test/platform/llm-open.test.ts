import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { readConfig } from '../../src/config.ts'
import { openModel } from '../../src/platform/llm-open.ts'
import { readStatus } from '../../src/status.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import { quirksServer } from './llm-quirks.ts'
import type { Quirk } from './llm-quirks.ts'
import { good, listen, question } from './llm-stubs.ts'

const now = () => new Date('2026-11-24T12:00:00+08:00')
const key = 'sk-secret-key'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.destroy())
beforeEach(async () => {
  await database.db.modelCall.deleteMany()
  await database.db.modelAnswer.deleteMany()
})

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function serve(quirk: Quirk) {
  const server = await quirksServer(quirk)
  closing.push(() => server.close())
  return { ...server, host: new URL(server.baseURL).host }
}

/** The model as the program opens it from these settings. */
function open(env: Record<string, string>) {
  const settings = readConfig({ OPENAI_API_KEY: key, OPENAI_MODEL: 'first', ...env })
  const { lines, log } = listen()
  const llm = openModel(settings, { db: database.db, now, log })
  if (!llm) throw new Error('no model')
  return { llm, lines, status: () => readStatus({ db: database.db, now, settings }) }
}

const calls = () => database.db.modelCall.findMany({ orderBy: { id: 'asc' } })

describe('the model of the program', () => {
  it('is none without a key', () => {
    const { log } = listen()
    expect(openModel(readConfig({}), { db: database.db, now, log })).toBe(null)
  })

  it('is asked once for the same question, and each call is entered', async () => {
    const server = await serve((reply) => reply.says(good))
    const { llm } = open({ OPENAI_BASE_URL: server.baseURL })
    expect(await llm.askJson(question)).toMatchObject({ ok: true, model: 'first' })
    expect(await llm.askJson(question)).toMatchObject({ ok: true, model: 'first' })
    expect(server.bodies).toHaveLength(1)
    expect(await calls()).toMatchObject([
      { model: 'first', host: server.host, outcome: 'ok', inputTokens: 100, outputTokens: 20 },
    ])
  })

  it('gives way to the second endpoint, which gets its own key, model and body', async () => {
    const keys: string[] = []
    const first = await serve((reply) => reply.json(401, { error: { message: 'no' } }))
    const second = await serve((reply, { headers }) => {
      keys.push(headers.authorization ?? '')
      reply.says(good)
    })
    const { llm } = open({
      OPENAI_BASE_URL: first.baseURL,
      OPENAI_EXTRA_BODY: '{"enable_thinking":false}',
      OPENAI_FALLBACK_BASE_URL: second.baseURL,
      OPENAI_FALLBACK_MODEL: 'second',
    })
    expect(await llm.askJson(question)).toMatchObject({ ok: true, model: 'second' })
    expect(first.bodies[0]?.enable_thinking).toBe(false)
    expect(second.bodies[0]).not.toHaveProperty('enable_thinking')
    expect(keys).toEqual(['Bearer none'])
    expect(await calls()).toMatchObject([
      { model: 'first', host: first.host, outcome: 'refused', inputTokens: 0 },
      { model: 'second', host: second.host, outcome: 'ok', inputTokens: 100 },
    ])
  })

  it('answers from its cache when the endpoints are away and the day is used up', async () => {
    const server = await serve((reply) => reply.says(good))
    const settings = { OPENAI_BASE_URL: server.baseURL }
    await open(settings).llm.askJson(question)
    await server.close()
    closing.length = 0
    const { llm } = open({ ...settings, MODEL_TOKENS_PER_DAY: '0' })
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
    const other = { ...question, cacheKey: ['another'] }
    expect(await llm.askJson(other)).toEqual({ ok: false, reason: 'budget' })
  })

  it('is told nobody, and the log says only how many were hidden', async () => {
    const server = await serve((reply) => reply.says(good))
    const { llm, lines } = open({ OPENAI_BASE_URL: server.baseURL })
    const answer = '嫌疑人李四，电话13812345678，身份证420606199003073310，不超过八小时'
    await llm.askJson({ ...question, inputs: { ...question.inputs, answer } })
    const sent = server.bodies[0]?.messages[1]?.content ?? ''
    expect(sent).toContain('嫌疑人【姓名】，电话【手机号】，身份证【身份证号】，不超过八小时')
    expect(lines.join('\n')).toContain('"kind":"mobile","count":1')
    expect(lines.join('\n')).not.toMatch(/李四|138|420606/)
  })

  it('leaves no key, question or answer in the log or the ledger, whatever happens', async () => {
    let count = 0
    const server = await serve((reply) => {
      count += 1
      if (count === 1) return reply.says(good)
      if (count === 2) return reply.json(401, { error: { message: `Incorrect key ${key}` } })
      if (count === 3) return reply.json(400, { error: { message: '不超过八小时' } })
      return reply.says('阅卷：不超过八小时')
    })
    const { llm, lines } = open({
      OPENAI_BASE_URL: server.baseURL,
      OPENAI_FALLBACK_BASE_URL: server.baseURL,
      OPENAI_FALLBACK_API_KEY: `${key}-2`,
    })
    for (let i = 0; i < 4; i++) await llm.askJson({ ...question, officerId: 7, cache: false })
    const kept = JSON.stringify(await calls())
    expect(lines.length).toBeGreaterThan(3)
    expect(kept).toContain('not-json')
    for (const text of [lines.join('\n'), kept])
      expect(text).not.toMatch(/secret|八小时|询问查证|阅卷|Bearer/)
  })
})

describe('the status', () => {
  it('shows what the model was asked today and what it cost', async () => {
    const server = await serve((reply, { count }) =>
      count === 1 ? reply.says(good) : reply.json(401, { error: { message: 'no' } }),
    )
    const { llm, status } = open({
      OPENAI_BASE_URL: server.baseURL,
      MODEL_PRICE_INPUT: '¥1000',
      MODEL_PRICE_OUTPUT: '¥2000.5',
    })
    for (const cacheKey of [['a'], ['b']]) await llm.askJson({ ...question, cacheKey })
    expect((await status()).model).toEqual({
      calls: 2,
      errors: 1,
      inputTokens: 100,
      outputTokens: 20,
      tokensPerDay: 2_000_000,
      price: '¥0.14',
    })
  })
})
