/**
 * Right articles among the first for questions with known answers, beside PostgreSQL full-text search
 * and MiniSearch over the same articles in the same run.
 * `npm run bench -- search [questions.json laws/]`: with both, on questions and laws of one's own; with
 * OPENAI_EMBEDDING_MODEL and its address and key, search by meaning as well.
 *
 * The synonyms and weights were chosen looking at the tuning halves only (every other question); the
 * other halves were first measured afterwards. Read them as an upper bound all the same: the police
 * questions of bench/data were written by the authors of the synonyms, and neighbours among the lay
 * questions often have the same answer, so that their halves are not strangers to each other. The peers
 * have no synonyms.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { readConfig } from '../src/config.ts'
import { searchLaw } from '../src/law/search-law.ts'
import { embedArticles } from '../src/law/search/embed-articles.ts'
import { countMissing } from '../src/law/search/embedding-store.ts'
import { indexFor } from '../src/law/search/law-index.ts'
import { nearestArticles } from '../src/law/search/nearest.ts'
import { openDatabase, type Db } from '../src/platform/db.ts'
import type { Embedder } from '../src/platform/llm-embed.ts'
import { openEmbedder } from '../src/platform/llm-open.ts'
import { createLog } from '../src/platform/log.ts'
import { layQuestions, keyOf, policeQuestions, questionsOf } from './support/law-questions.ts'
import type { Asked, AskedOver } from './support/law-questions.ts'
import { median, printTable } from './support/numbers.ts'
import { embeddedGround } from './support/places.ts'
import { fullTextPeer, miniSearchPeer, type Peer, type Search } from './support/search-peers.ts'

export const title = 'right articles among the first found, beside PostgreSQL and MiniSearch'

const now = () => new Date('2026-11-24T02:00:00Z')
const day = '2026-11-24'
const settings = { timeZone: 'Asia/Shanghai' }

export async function run([questions, laws]: string[] = []): Promise<void> {
  const root = resolve(process.env['SHARED_DATA'] ?? '../shared')
  const folder = laws ?? (existsSync(join(root, 'laws')) ? join(root, 'laws') : 'assets/laws')
  const own = questions === undefined ? null : questionsOf(questions, folder)
  const all = own ? [own] : [policeQuestions(folder), layQuestions(join(root, 'lawqa'))]
  const ground = embeddedGround()
  try {
    for (const one of all) if (one) await measureAll(await ground.place(), one)
  } finally {
    await ground.clear()
  }
}

async function measureAll(
  place: { databaseUrl: string | null; dataDir: string },
  { title: heading, sets, take }: AskedOver,
): Promise<void> {
  const database = await openDatabase(place)
  try {
    await take(database.db, now)
    const engines = await buildEngines(database.db)
    console.log(`\n${heading}`)
    const rows: (string | number)[][] = []
    for (const [name, asked] of Object.entries(sets)) {
      for (const [engine, search] of engines) {
        rows.push(...(await measure(asked, search)).map((row) => [name, engine, ...row]))
      }
    }
    printTable(['set', 'engine', 'half', 'n', 'hit@1', 'hit@5', 'hit@10', 'MRR', 'ms/query'], rows)
  } finally {
    await database.close()
  }
}

/** Builds every engine over the texts in force and prints what each took. */
async function buildEngines(db: Db): Promise<[string, Search][]> {
  const rows: (string | number)[][] = []
  const built = async (name: string, build: () => Promise<Peer>): Promise<[string, Search]> => {
    const before = megabytes()
    const start = performance.now()
    const { search, bytes } = await build()
    const ms = performance.now() - start
    const size = bytes === null ? megabytes() - before : bytes / 2 ** 20
    rows.push([name, Math.round(ms), size.toFixed(1), bytes === null ? 'memory' : 'table'])
    return [name, search]
  }
  const ours = await built('ours', async () => {
    await indexFor(db, day)
    return { search: ownSearch(db), bytes: null }
  })
  const { articles } = await indexFor(db, day)
  const peers = [
    await built('PostgreSQL', () => fullTextPeer(db, articles)),
    await built('MiniSearch, our terms', async () => miniSearchPeer(articles, 'ours')),
    await built('MiniSearch', async () => miniSearchPeer(articles, 'its own')),
  ]
  const embedder = openEmbedder(readConfig(process.env), { db, now, log: createLog('fatal') })
  if (embedder) {
    const byMeaning = async (): Promise<Peer> => {
      await embedAll(db, embedder)
      await nearestArticles({ db, embedder }, articles, '盗窃')
      return { search: ownSearch(db, embedder), bytes: null }
    }
    peers.unshift(await built(`ours and ${embedder.model}`, byMeaning))
  }
  console.log(`\n${articles.length} articles`)
  printTable(['index', 'ms to build', 'MB', 'where'], rows)
  return [ours, ...peers]
}

function ownSearch(db: Db, embedder: Embedder | null = null): Search {
  return async (question) => {
    const hits = await searchLaw({ db, now, settings, embedder }, { question, limit: 10 })
    return hits.map(({ law, article }) => keyOf(law, article))
  }
}

async function embedAll(db: Db, embedder: Embedder): Promise<void> {
  for (let missing = Infinity; missing > 0;) {
    await embedArticles({ db, now, embedder })
    const left = await countMissing(db, embedder.model)
    if (left >= missing)
      throw new Error(`${left} articles are without a vector: see chenxun doctor`)
    missing = left
  }
}

/** Half, number, hits, MRR and the middle of the times, for each half. */
async function measure(asked: Asked[], search: Search): Promise<(string | number)[][]> {
  const places: number[] = []
  const times: number[] = []
  for (const { question, right } of asked) {
    const start = performance.now()
    const found = await search(question)
    times.push(performance.now() - start)
    places.push(found.findIndex((key) => right.has(key)) + 1)
  }
  return ['tuning', 'other'].map((half, rest) => {
    const own = places.filter((_, index) => index % 2 === rest)
    const within = (most: number) =>
      `${((100 * own.filter((place) => place > 0 && place <= most).length) / own.length).toFixed(1)}%`
    const mrr = own.reduce((sum, place) => sum + (place > 0 ? 1 / place : 0), 0) / own.length
    return [
      half,
      own.length,
      within(1),
      within(5),
      within(10),
      mrr.toFixed(3),
      median(times).toFixed(1),
    ]
  })
}

/** What is in use after everything that can go has gone. */
function megabytes(): number {
  setFlagsFromString('--expose-gc')
  ;(runInNewContext('gc') as () => void)()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 2 ** 20
}

if (process.argv[1] === import.meta.filename) await run(process.argv.slice(2))
