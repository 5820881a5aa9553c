import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { articleName } from '../../src/law/article-number.ts'
import { readCitations } from '../../src/law/citation.ts'
import { confirmLawImport } from '../../src/law/confirm-law-import.ts'
import { readLawFile } from '../../src/law/formats/read-law-file.ts'
import { lawKey } from '../../src/law/law-name.ts'
import { previewReadLaw } from '../../src/law/preview-law-import.ts'
import { ensureLaw, insertVersion } from '../../src/law/store.ts'
import type { Db } from '../../src/platform/db.ts'
import type { Question } from '../../src/shared/question.ts'

export interface Asked {
  question: string
  /** `治安管理处罚法第十条`: any of them answers the question. */
  right: Set<string>
}

/** Questions, and what puts the laws that they are searched in into an empty database. */
export interface AskedOver {
  title: string
  sets: Record<string, Asked[]>
  take: (db: Db, now: () => Date) => Promise<void>
}

/** What tells an article from every other one, however its law is called. */
export function keyOf(law: string, article: string): string {
  return `${lawKey(law)}${article}`
}

/** The questions of `file` ([{question, relevant: [{law, article}]}]) over the laws in `laws`. */
export function questionsOf(file: string, laws: string): AskedOver {
  const take = (db: Db, now: () => Date) => takeLaws(db, laws, now)
  return { title: `${file} over ${laws}`, sets: { [file]: readAsked(file) }, take }
}

/** What officers ask, and the stems of the starter bank, over the laws in `folder`. */
export function policeQuestions(folder: string): AskedOver {
  const bank = JSON.parse(readFileSync('assets/starter-bank.json', 'utf8')) as {
    questions: Question[]
  }
  const right = ({ basis }: Question) => new Set([keyOf(basis?.law ?? '', basis?.article ?? '')])
  const options = (question: Question) => ('options' in question ? question.options : [])
  return {
    title: 'police questions over the laws in force on 2026-11-24',
    sets: {
      'officers ask': readAsked('bench/data/law-questions.json'),
      stems: bank.questions.map((one) => ({ question: one.stem, right: right(one) })),
      'stems+options': bank.questions.map((one) => ({
        question: [one.stem, ...options(one)].join('\n'),
        right: right(one),
      })),
    },
    take: (db, now) => takeLaws(db, folder, now),
  }
}

/** The lay questions of `folder` over the articles that answer them; null where there are none. */
export function layQuestions(folder: string): AskedOver | null {
  if (!existsSync(folder)) return null
  const text = readFileSync(join(folder, 'questions.json'), 'utf8').replace(/\bNaN\b/g, 'null')
  const asked = JSON.parse(text) as { question: string; relevant: string[] }[]
  const corpus = JSON.parse(readFileSync(join(folder, 'corpus.json'), 'utf8')) as object
  const canonical = (key: string) => {
    const [citation] = readCitations(key)
    return citation ? keyOf(key.slice(0, citation.at), articleName(citation.number)) : key
  }
  const lay = asked.map(({ question, relevant }) => {
    return { question, right: new Set(relevant.map(canonical)) }
  })
  return {
    title: 'lay questions over the articles that answer them',
    sets: { 'lay questions': lay },
    take: (db, now) => takeArticles(db, new Map(Object.entries(corpus)), now),
  }
}

function readAsked(file: string): Asked[] {
  const list = JSON.parse(readFileSync(file, 'utf8')) as {
    question: string
    relevant: { law: string; article: string }[]
  }[]
  return list.map(({ question, relevant }) => {
    return { question, right: new Set(relevant.map(({ law, article }) => keyOf(law, article))) }
  })
}

async function takeLaws(db: Db, folder: string, now: () => Date): Promise<void> {
  for (const name of readdirSync(folder).filter((file) => !file.endsWith('.tsv'))) {
    const read = await readLawFile(readFileSync(join(folder, name)), name)
    const preview = await previewReadLaw({ db, now }, { read, name, by: 0 })
    if (preview.kind !== 'preview') throw new Error(`${name}: ${preview.kind}`)
    await confirmLawImport({ db, now }, { importId: preview.importId, by: null })
  }
}

async function takeArticles(db: Db, articles: Map<string, string>, now: () => Date): Promise<void> {
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
