/**
 * Right articles among the first for questions with known answers, beside PostgreSQL full-text search
 * over the same articles in the same run. The synonyms and weights were chosen looking at the tuning
 * halves only (every other question); the other halves were first measured afterwards. The police
 * questions of bench/data were written by the authors of the synonyms: read them as an upper bound.
 * The lay questions are about civil law, for which there are no synonyms.
 * `npm run bench -- law-search`
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { articleName } from '../src/law/article-number.ts'
import { readCitations } from '../src/law/citation.ts'
import { confirmLawImport } from '../src/law/confirm-law-import.ts'
import { readLawFile } from '../src/law/formats/read-law-file.ts'
import { lawKey } from '../src/law/law-name.ts'
import { previewReadLaw } from '../src/law/preview-law-import.ts'
import { searchLaw } from '../src/law/search-law.ts'
import { countPieces } from '../src/law/search/tokens.ts'
import { ensureLaw, insertVersion } from '../src/law/store.ts'
import { openDatabase, type Db } from '../src/platform/db.ts'
import type { Question } from '../src/shared/question.ts'
import { embeddedGround } from './support/places.ts'

export const title = 'right articles among the first found, beside PostgreSQL full-text search'

interface Asked {
  question: string
  /** `治安管理处罚法第十条`: any of them answers the question. */
  right: Set<string>
}

/** Gives the keys of the first ten articles for a question. */
type Search = (question: string) => Promise<string[]>

const now = () => new Date('2026-11-24T02:00:00Z')
const settings = { timeZone: 'Asia/Shanghai' }

export async function run(): Promise<void> {
  const root = resolve(process.env['SHARED_DATA'] ?? '../shared')
  if (!existsSync(join(root, 'laws'))) {
    console.log(`no real laws at ${root} (set SHARED_DATA)`)
    return
  }
  const ground = embeddedGround()
  try {
    console.log('\npolice questions over 53 laws in force on 2026-11-24')
    await measureIn(ground, (db) => takeLaws(db, join(root, 'laws')), policeSets())
    console.log('\nlay questions over the articles that answer them')
    const lay = readLay(join(root, 'lawqa'))
    await measureIn(ground, (db) => takeArticles(db, lay.articles), { 'lay questions': lay.asked })
  } finally {
    await ground.clear()
  }
}

async function measureIn(
  ground: ReturnType<typeof embeddedGround>,
  fill: (db: Db) => Promise<void>,
  sets: Record<string, Asked[]>,
): Promise<void> {
  const database = await openDatabase(await ground.place())
  try {
    const { db } = database
    await fill(db)
    const engines: Record<string, Search> = {
      'built-in': async (question) =>
        (await searchLaw({ db, now, settings }, { question, limit: 10 })).map(({ law, article }) =>
          keyOf(law, article),
        ),
      PostgreSQL: await fullTextSearch(db),
    }
    console.log(['set', 'engine', 'half', 'n', 'first', 'in 5', 'in 10', 'MRR', 'ms'].join('\t'))
    for (const [name, asked] of Object.entries(sets)) {
      for (const [engine, search] of Object.entries(engines))
        await measure(name, asked, engine, search)
    }
  } finally {
    await database.close()
  }
}

async function measure(
  name: string,
  asked: Asked[],
  engine: string,
  search: Search,
): Promise<void> {
  const places: number[] = []
  const times: number[] = []
  for (const { question, right } of asked) {
    const start = performance.now()
    const found = await search(question)
    times.push(performance.now() - start)
    places.push(found.findIndex((key) => right.has(key)) + 1)
  }
  const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0
  for (const [half, rest] of [
    ['tuning', 0],
    ['other', 1],
  ] as const) {
    const own = places.filter((_, index) => index % 2 === rest)
    const within = (most: number) =>
      `${((100 * own.filter((place) => place > 0 && place <= most).length) / own.length).toFixed(1)}%`
    const mrr = own.reduce((sum, place) => sum + (place > 0 ? 1 / place : 0), 0) / own.length
    const row = [name, engine, half, own.length, within(1), within(5), within(10), mrr.toFixed(3)]
    console.log([...row, median.toFixed(1)].join('\t'))
  }
}

/** The peer: tsvector over characters and pairs parted by spaces, any of them, ranked by ts_rank. */
async function fullTextSearch(db: Db): Promise<Search> {
  await db.$executeRawUnsafe(`create table peer (law text, number text, words tsvector)`)
  const articles = await db.article.findMany({ include: { version: { include: { law: true } } } })
  const current = articles.filter(
    ({ version }) => version.date !== '2012-10-26' || !version.law.name.includes('治安'),
  )
  for (let from = 0; from < current.length; from += 500) {
    const rows = current.slice(from, from + 500).map(({ number, chapters, text, version }) => ({
      law: version.law.name,
      number,
      words: spaced(`${version.law.name} ${chapters.join(' ')} ${text}`),
    }))
    await db.$executeRaw`
      insert into peer select law, number, to_tsvector('simple', words)
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (law text, number text, words text)`
  }
  await db.$executeRawUnsafe('create index on peer using gin (words)')
  return async (question) => {
    const query = [...countPieces(question).keys()].join(' | ')
    const rows = await db.$queryRaw<{ law: string; number: string }[]>`
      select law, number from peer where words @@ to_tsquery('simple', ${query})
      order by ts_rank(words, to_tsquery('simple', ${query}), 1) desc limit 10`
    return rows.map(({ law, number }) => keyOf(law, articleName(number)))
  }
}

function spaced(text: string): string {
  return [...countPieces(text)]
    .flatMap(([piece, count]) => Array<string>(count).fill(piece))
    .join(' ')
}

function keyOf(law: string, article: string): string {
  return `${lawKey(law)}${article}`
}

async function takeLaws(db: Db, folder: string): Promise<void> {
  for (const name of readdirSync(folder).filter((file) => !file.endsWith('.tsv'))) {
    const read = await readLawFile(readFileSync(join(folder, name)), name)
    const preview = await previewReadLaw({ db, now }, { read, name, by: 0 })
    if (preview.kind !== 'preview') throw new Error(`${name}: ${preview.kind}`)
    await confirmLawImport({ db, now }, { importId: preview.importId, by: null })
  }
}

async function takeArticles(db: Db, articles: Map<string, string>): Promise<void> {
  const laws = new Map<string, { number: string; chapters: string[]; text: string }[]>()
  for (const [key, text] of articles) {
    const [citation] = readCitations(key)
    if (!citation) continue
    const law = key.slice(0, citation.at)
    const list = laws.get(law) ?? []
    laws.set(law, list)
    const isThere = list.some(({ number }) => number === citation.number)
    if (!isThere) list.push({ number: citation.number, chapters: [], text })
  }
  for (const [name, list] of laws) {
    const lawId = await ensureLaw(db, { name, aliases: [], now: now() })
    const dates = { date: '2020-01-01', inForce: '2020-01-01' }
    const version = { lawId, ...dates, fileName: '', createdBy: null, now: now(), articles: list }
    await insertVersion(db, version)
  }
}

function policeSets(): Record<string, Asked[]> {
  const own = JSON.parse(readFileSync('bench/data/law-questions.json', 'utf8')) as {
    question: string
    relevant: { law: string; article: string }[]
  }[]
  const bank = JSON.parse(readFileSync('assets/starter-bank.json', 'utf8')) as {
    questions: Question[]
  }
  const right = ({ basis }: Question) => new Set([keyOf(basis?.law ?? '', basis?.article ?? '')])
  const options = (question: Question) => ('options' in question ? question.options : [])
  return {
    'officers ask': own.map(({ question, relevant }) => ({
      question,
      right: new Set(relevant.map(({ law, article }) => keyOf(law, article))),
    })),
    stems: bank.questions.map((one) => ({ question: one.stem, right: right(one) })),
    'stems+options': bank.questions.map((one) => ({
      question: [one.stem, ...options(one)].join('\n'),
      right: right(one),
    })),
  }
}

function readLay(folder: string): { articles: Map<string, string>; asked: Asked[] } {
  const text = readFileSync(join(folder, 'questions.json'), 'utf8').replace(/\bNaN\b/g, 'null')
  const asked = JSON.parse(text) as { question: string; relevant: string[] }[]
  const corpus = JSON.parse(readFileSync(join(folder, 'corpus.json'), 'utf8')) as object
  const canonical = (key: string) => {
    const [citation] = readCitations(key)
    return citation ? keyOf(key.slice(0, citation.at), articleName(citation.number)) : key
  }
  return {
    articles: new Map(Object.entries(corpus)),
    asked: asked.map(({ question, relevant }) => ({
      question,
      right: new Set(relevant.map(canonical)),
    })),
  }
}

if (process.argv[1] === import.meta.filename) await run()
