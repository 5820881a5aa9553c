import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'

import { pruneModelAnswers, withCache } from '../../src/platform/llm-cache.ts'
import type { LlmQuestion } from '../../src/platform/llm.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import { question, stubModel, usage } from './llm-stubs.ts'

const noon = new Date('2026-11-24T12:00:00+08:00')
let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.destroy())
beforeEach(() => database.db.modelAnswer.deleteMany())

const open = (model = stubModel(usage)) => ({
  model,
  llm: withCache(model, { db: database.db, now: () => noon }),
})

/** How often a model is asked when it gets these questions one after the other. */
async function timesAsked(...questions: LlmQuestion<unknown>[]): Promise<number> {
  const { llm, model } = open()
  for (const one of questions) await llm.askJson(one)
  return model.asked.length
}

const changed = (part: Partial<LlmQuestion<unknown>>) => ({ ...question, ...part })
const answering = (answer: string) => changed({ inputs: { ...question.inputs, answer } })

describe('a question that was answered before', () => {
  it('is answered for whoever waits for nothing else, and no other question is', async () => {
    const { llm, model } = open()
    const kept = changed({ cache: 'only' })
    expect(await llm.askJson(kept)).toEqual({ ok: false, reason: 'not-kept' })
    await llm.askJson(question)
    expect(await llm.askJson(kept)).toMatchObject({ ok: true })
    expect(model.asked).toHaveLength(1)
  })

  it('is answered from the table, at no cost', async () => {
    const { llm, model } = open()
    const first = await llm.askJson(question)
    const again = await llm.askJson(question)
    expect(again).toEqual({ ...first, usage: { input: 0, output: 0, cached: 0 } })
    expect(model.asked).toHaveLength(1)
  })

  it('is the same one for whoever asks', async () => {
    expect(await timesAsked(changed({ officerId: 1 }), changed({ officerId: 2 }))).toBe(1)
  })

  it.each([
    ['another answer', answering('不超过二十四小时')],
    ['another text of the prompt', changed({ prompt: { ...question.prompt, sha256: 'x' } })],
    ['another version of the prompt', changed({ prompt: { ...question.prompt, version: 9 } })],
  ])('is another one with %s', async (_, other) => {
    expect(await timesAsked(question, other)).toBe(2)
  })

  it('is another one for another model', async () => {
    await open().llm.askJson(question)
    const { llm, model } = open(stubModel(usage, { model: 'other' }))
    await llm.askJson(question)
    expect(model.asked).toHaveLength(1)
  })

  it('is what the caller says, where the caller says it', async () => {
    const spelled = (answer: string, cacheKey: string[]) => ({ ...answering(answer), cacheKey })
    expect(
      await timesAsked(
        spelled('不超过8小时', ['rubric', '不超过8小时']),
        spelled('不超过 ８ 小时。', ['rubric', '不超过8小时']),
        spelled('不超过8小时', ['other rubric', '不超过8小时']),
      ),
    ).toBe(2)
  })

  it('is asked again where every call should give something new', async () => {
    const fresh = changed({ cache: false })
    expect(await timesAsked(fresh, fresh)).toBe(2)
    expect(await database.db.modelAnswer.count()).toBe(0)
  })

  it('is asked again after a failure', async () => {
    const { llm, model } = open(stubModel('slow'))
    await llm.askJson(question)
    await llm.askJson(question)
    expect(model.asked).toHaveLength(2)
  })

  it('is asked again when the kept answer has not the form that is wanted', async () => {
    const { llm, model } = open()
    await llm.askJson(question)
    await database.db.modelAnswer.updateMany({ data: { data: { points: '全部命中' } } })
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
    expect(await llm.askJson(question)).toMatchObject({ ok: true })
    expect(model.asked).toHaveLength(2)
    const other = { ...question, schema: z.object({ verdict: z.string() }) }
    await expect(llm.askJson(other)).rejects.toThrow('verdict')
  })

  it('is forgotten after ninety days', async () => {
    await open().llm.askJson(question)
    const after = (days: number) => new Date(noon.getTime() + days * 86_400_000)
    expect(await pruneModelAnswers(database.db, after(90))).toBe(0)
    expect(await pruneModelAnswers(database.db, after(91))).toBe(1)
  })

  it('does not show in the table what was asked', async () => {
    await open().llm.askJson({ ...question, cacheKey: ['rubric', '询问查证不超过八小时'] })
    const [row] = await database.db.modelAnswer.findMany()
    expect(row).toMatchObject({ key: expect.stringMatching(/^[0-9a-f]{64}$/), model: 'm' })
    expect(JSON.stringify(row)).not.toContain('询问查证')
  })
})
