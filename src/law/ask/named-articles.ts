/** The articles that a question names itself: 治安管理处罚法第83条. */
import type { Sql } from '../../platform/db.ts'
import type { Day } from '../../shared/day.ts'
import { articleName, numeral, readNumeral } from '../article-number.ts'
import { citedPart, readCitations, type Citation } from '../citation.ts'
import { lawKey } from '../law-name.ts'
import { byBeginning, lastDayOf, versionInForce, versionNamed } from '../rules.ts'
import { findNamedLaws } from '../search/cited-articles.ts'
import { findStoredArticle, type Law, type StoredArticle, type Version } from '../store.ts'
import type { CitedPart, Remark } from './answer.ts'

export interface NamedArticles {
  articles: CitedPart[]
  remarks: Remark[]
  /** The question is nothing but the names. */
  isWhole: boolean
}

/**
 * Looks up what the question names, in the text in force on `day`, or in the one whose year stands
 * after the law's name. Where that text has no such article, another text's is shown and said to be no
 * longer, or not yet, in force.
 */
export async function findNamedArticles(
  sql: Sql,
  laws: Law[],
  { question, day }: { question: string; day: Day },
): Promise<NamedArticles> {
  const found: NamedArticles = { articles: [], remarks: [], isWhole: isOnlyNames(question, laws) }
  const year = /[（(](\d{4})[^（）()]{0,16}[）)]/.exec(question.normalize('NFKC'))?.[1]
  for (const { lawId, citations } of findNamedLaws(question, laws)) {
    const law = laws.find(({ id }) => id === lawId)
    for (const citation of law ? citations.slice(0, 3) : []) {
      if (law) await lookUp(sql, found, { law, year, day, citation: withPart(citation, question) })
    }
  }
  return found
}

interface Wanted {
  law: Law
  year: string | undefined
  day: Day
  citation: Citation
}

async function lookUp(sql: Sql, found: NamedArticles, wanted: Wanted): Promise<void> {
  const { law, day, citation } = wanted
  const article = articleName(citation.number)
  const place = await findText(sql, wanted)
  const current = versionInForce(law.versions, day)
  if (!place) {
    const version = current?.date ?? law.versions.at(-1)?.date ?? day
    const remark: Remark = {
      kind: 'no-article',
      law: law.name,
      article,
      version,
      date: version,
      current: null,
    }
    found.remarks.push(remark)
    return
  }
  const { version, stored } = place
  const { date, inForce } = version
  const source = {
    articleId: stored.id,
    law: law.name,
    version: date,
    article,
    inForce,
    until: lastDayOf(version, law.versions),
    text: stored.text,
  }
  const part = partIn(stored.text, citation)
  found.articles.push({ source, ...(part ?? { start: 0, end: stored.text.length }) })
  const about = { law: law.name, article, version: date, current: current?.date ?? null }
  if (!part) found.remarks.push({ ...about, kind: 'no-part', date })
  if (current?.id !== version.id) found.remarks.push({ ...about, ...standing(version, law, day) })
}

/** The text that is meant, if it has the article; else the newest other one that has it. */
async function findText(
  sql: Sql,
  { law, year, day, citation }: Wanted,
): Promise<{ version: Version; stored: StoredArticle } | null> {
  const meant =
    year === undefined ? versionInForce(law.versions, day) : versionNamed(law.versions, year)
  const others = [...law.versions].sort(byBeginning).reverse()
  for (const version of meant ? [meant, ...others] : others) {
    const stored = await findStoredArticle(sql, { versionId: version.id, number: citation.number })
    if (stored) return { version, stored }
  }
  return null
}

function standing(version: Version, law: Law, day: Day): Pick<Remark, 'kind' | 'date'> {
  const { inForce, repealedOn } = version
  if (inForce > day) return { kind: 'future', date: inForce }
  if (repealedOn !== null && repealedOn <= day) return { kind: 'repealed', date: repealedOn }
  return { kind: 'past', date: lastDayOf(version, law.versions) ?? inForce }
}

/** 那第二款呢 belongs to the article that is named before it. */
function withPart(citation: Citation, question: string): Citation {
  const read = (sign: string) => {
    const pattern = new RegExp(`第\\s*[（(]?(${numeral}+)[）)]?\\s*${sign}`)
    return readNumeral(pattern.exec(question)?.[1] ?? '')
  }
  return {
    ...citation,
    paragraph: citation.paragraph ?? read('款'),
    item: citation.item ?? read('项'),
  }
}

function partIn(text: string, citation: Citation): { start: number; end: number } | null {
  const part = citedPart(text, citation)
  if (part === null) return null
  const words = citation.item === null ? part : (part.split('\n').at(-1) ?? part)
  const start = Math.max(0, text.indexOf(words))
  return { start, end: start + words.length }
}

const fillers =
  /请问|我想|查一?下|看一?下|内容|原文|条文|全文|是什么|怎么规定|如何规定|规定|里面|什么|怎么说|[的那呢吗了是和及与、，,。？?！!《》〈〉（）()\s]/g

function isOnlyNames(question: string, laws: Law[]): boolean {
  const names = laws.flatMap(({ name, aliases }) => [name, lawKey(name), ...aliases])
  names.sort((one, other) => other.length - one.length)
  let rest = question.normalize('NFKC').replace(/[（(]\d{4}[^（）()]{0,16}[）)]/g, '')
  for (const name of names) rest = rest.replaceAll(name, '')
  const cited = readCitations(rest).reverse()
  for (const { at, length } of cited) rest = rest.slice(0, at) + rest.slice(at + length)
  return rest.replace(new RegExp(`第${numeral}+[款项]`, 'g'), '').replace(fillers, '').length <= 1
}
