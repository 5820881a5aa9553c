import type { Db, Sql } from '../platform/db.ts'
import type { Day } from '../shared/day.ts'
import { compareTexts, type Change } from './compare-texts.ts'
import type { InForceSource, LawProblem } from './formats/law-text.ts'
import { findLawImport, type ImportedLaw } from './import-store.ts'
import { byBeginning } from './rules.ts'
import { isSameText } from './same-text.ts'
import {
  countArticles,
  lawFinder,
  loadArticles,
  loadLaws,
  type Law,
  type Version,
} from './store.ts'

/** What taking a law in would mean. */
export type LawStanding =
  /** The library does not know the law. */
  | { kind: 'new-law' }
  /** The library knows the law; this text is another one. `base` is the text it is compared with. */
  | { kind: 'new-version'; lawId: number; name: string; base: Version }
  /** The very text is there already. */
  | { kind: 'already-there'; date: Day }
  /** Another text has this date: a version has one text. */
  | { kind: 'date-taken'; date: Day }
  | { kind: 'no-date' }

export interface LawPreview {
  title: string
  date: Day | null
  inForce: Day | null
  source: InForceSource
  articles: number
  standing: LawStanding
  /** What a further text of a known law changes; empty for every other one. */
  changes: Change[]
}

export interface LawImportPreview {
  importId: number
  fileName: string
  unit: 'line' | 'paragraph'
  laws: LawPreview[]
  problems: LawProblem[]
}

/** What is kept of a law file and what taking it in would mean today; null where there is none. */
export async function viewLawImport(db: Db, importId: number): Promise<LawImportPreview | null> {
  const saved = await findLawImport(db, importId)
  if (!saved) return null
  const { fileName, unit, problems } = saved
  const known = await loadLaws(db)
  const laws: LawPreview[] = []
  for (const law of saved.laws) {
    const { title, date, inForce, source, articles } = law
    const standing = await standingOf(db, law, known)
    const changes =
      standing.kind === 'new-version'
        ? compareTexts(await loadArticles(db, [standing.base.id]), articles)
        : []
    laws.push({ title, date, inForce, source, articles: articles.length, standing, changes })
  }
  return { importId, fileName, unit, laws, problems }
}

/** Compares a law of a file with what the library has under any of its names. */
export async function standingOf(sql: Sql, law: ImportedLaw, known: Law[]): Promise<LawStanding> {
  const there = lawFinder(known)(law.title)
  if (there) {
    const counts = await countArticles(
      sql,
      there.versions.map(({ id }) => id),
    )
    // Few texts have as many articles: only those are read and compared.
    const sameSize = there.versions.filter(({ id }) => counts.get(id) === law.articles.length)
    for (const version of sameSize) {
      const articles = await loadArticles(sql, [version.id])
      if (isSameText(articles, law.articles)) return { kind: 'already-there', date: version.date }
    }
  }
  if (law.date === null || law.inForce === null) return { kind: 'no-date' }
  if (!there) return { kind: 'new-law' }
  if (there.versions.some(({ date }) => date === law.date)) {
    return { kind: 'date-taken', date: law.date }
  }
  const base = baseOf(there.versions, law.date)
  return base
    ? { kind: 'new-version', lawId: there.id, name: there.name, base }
    : { kind: 'new-law' }
}

/** The text before this one, or the oldest where this one is older than all. */
function baseOf(versions: Version[], date: Day): Version | undefined {
  const sorted = [...versions].sort(byBeginning)
  return sorted.findLast((version) => version.date < date) ?? sorted[0]
}
