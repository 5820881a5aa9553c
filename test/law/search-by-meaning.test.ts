import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { readConfig } from '../../src/config.ts'
import { searchLaw } from '../../src/law/search-law.ts'
import { embedArticles, queueEmbedding } from '../../src/law/search/embed-articles.ts'
import { countMissing } from '../../src/law/search/embedding-store.ts'
import { fuseRanks } from '../../src/law/search/fuse.ts'
import { openEmbedder } from '../../src/platform/llm-open.ts'
import { createLog } from '../../src/platform/log.ts'
import { startEmbeddings, type EmbeddingsServer } from '../support/embeddings.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import { now, publicOrder2025, settings, smallLaw, take } from './law-fixture.ts'

const model = 'stub-embeddings'
let server: EmbeddingsServer
let database: FreshDatabase

beforeAll(async () => {
  server = await startEmbeddings([['毛孩子跑丢', '饲养动物的人应当牵领动物']])
  database = await freshDatabase()
  await take(database.db, publicOrder2025)
  const pets = ['饲养动物的人应当牵领动物。', '孩子由家长接送。', '走丢的人由派出所查找。']
  await take(database.db, 'a.txt', smallLaw('云州市街面办法', pets))
})
afterAll(async () => {
  await database.destroy()
  await server.stop()
})

/** The program's embedder as it is after a start. */
function embedder(url = server.url) {
  const config = readConfig({ OPENAI_EMBEDDING_MODEL: model, OPENAI_EMBEDDING_BASE_URL: url })
  const opened = openEmbedder(config, { db: database.db, now, log: createLog('silent') })
  if (!opened) throw new Error('no embedder')
  return opened
}

/** What the program does in the background, until it has nothing left to do or gets no further. */
async function work(): Promise<number> {
  const deps = { db: database.db, now, embedder: embedder() }
  await queueEmbedding(deps)
  for (;;) {
    const where = { kind: 'embed-articles', state: 'QUEUED' as const }
    const { count } = await database.db.job.updateMany({ where, data: { state: 'DONE' } })
    if (count === 0) return await countMissing(database.db, model)
    await embedArticles(deps)
    // The clock asks again meanwhile.
    await queueEmbedding(deps)
  }
}

const question = '街上毛孩子跑丢'
const find = async (more: { embedder?: ReturnType<typeof embedder> } = {}) =>
  (await searchLaw({ db: database.db, now, settings, ...more }, { question })).map(
    ({ law, article }) => `${law.slice(-4)}${article}`,
  )
const meant = '街面办法第一条'

describe('searching articles by meaning', () => {
  it('puts first what stands high in both orders', () => {
    expect(
      fuseRanks([
        ['a', 'b', 'c'],
        ['c', 'b', 'd'],
      ]),
    ).toEqual(['c', 'b', 'a', 'd'])
    expect(fuseRanks([['a', 'b'], []])).toEqual(['a', 'b'])
  })

  it('is words alone until every article has its vector', async () => {
    const plain = await find()
    expect(plain).not.toContain(meant)
    expect(await find({ embedder: embedder() })).toEqual(plain)
    expect(server.texts).toEqual([])
  })

  it('goes on after a restart where the endpoint or the program stopped, and sends nothing twice', async () => {
    const all = await countMissing(database.db, model)
    server.left = 7
    const left = await work()
    expect(left).toBe(all - 70)
    server.left = Infinity
    await database.db.job.deleteMany()
    expect(await work()).toBe(0)
    expect(server.texts).toHaveLength(all)
    expect(new Set(server.texts).size).toBe(all)
  })

  it('finds what is said in quite other words', async () => {
    expect(await find({ embedder: embedder() })).toContain(meant)
  })

  it('is search by words where the endpoint is down or slow', async () => {
    const plain = await find()
    server.left = 0
    expect(await find({ embedder: embedder() })).toEqual(plain)
    expect(await find({ embedder: embedder('http://127.0.0.1:9/v1') })).toEqual(plain)
    server.left = Infinity
  })

  it('leaves out an article that the endpoint declines, and does the others', async () => {
    server.declines = '违禁词'
    await take(database.db, 'b.txt', smallLaw('云州市办法', ['甲乙丙。', '含违禁词。', '丁戊己。']))
    expect(await work()).toBe(0)
    expect(await find({ embedder: embedder() })).toContain(meant)
    const empty = await database.db.articleEmbedding.findMany({
      where: { vector: new Uint8Array() },
    })
    expect(empty).toHaveLength(1)
  })

  it('hides personal data from the endpoint and books every call', async () => {
    const identity = '11010519491231002X'
    await embedder().embed([`身份证${identity}`], { purpose: 'embed-question', deadlineMs: 5_000 })
    expect(server.texts.at(-1)).toBe('身份证【身份证号】')
    const calls = await database.db.modelCall.findMany({ where: { model } })
    expect(new Set(calls.map(({ prompt }) => prompt))).toEqual(
      new Set(['embed-articles', 'embed-question']),
    )
    expect(calls.every(({ reserved }) => reserved === 0)).toBe(true)
  })
})
