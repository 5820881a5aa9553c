import type { BasisVerdict } from '../shared/basis.ts'
import { dayIn } from '../shared/day.ts'
import type { Basis } from '../shared/question.ts'
import { readCitations } from './citation.ts'
import type { ArticleDeps } from './find-article.ts'
import { versionInForce, versionNamed } from './rules.ts'
import { findArticleVersions, lawFinder, loadLaws, type Law, type Version } from './store.ts'

/** A basis with what the library knows: the law, the text it must stand in, the articles it cites. */
interface Looked {
  law: Law | null
  /** The text in force today, where the basis names none or names this one. */
  version: Version | null
  numbers: string[] | null
}

/**
 * What the library says about each basis as of today, in order. Two queries for any number of bases:
 * equal ones are looked up once. A basis that names a version means the text of that date; an article
 * that only an older or later text has is not in force.
 */
export async function checkBases(
  { db, now, settings }: ArticleDeps,
  bases: Basis[],
): Promise<BasisVerdict[]> {
  if (bases.length === 0) return []
  const today = dayIn(settings.timeZone, now())
  const laws = await loadLaws(db)
  const find = lawFinder(laws)
  const current = new Map(laws.map((law) => [law.id, versionInForce(law.versions, today)]))
  const looked = new Map<string, Looked>()
  for (const basis of bases) {
    const key = keyOf(basis)
    if (!looked.has(key)) looked.set(key, lookUp(basis, find(basis.law), current))
  }
  const wanted = [...looked.values()].flatMap(({ law, numbers }) =>
    law ? (numbers ?? []).map((number) => ({ lawId: law.id, number })) : [],
  )
  const there = await findArticleVersions(db, wanted)
  const verdicts = new Map([...looked].map(([key, one]) => [key, verdictOf(one, there)]))
  return bases.map((basis) => verdicts.get(keyOf(basis)) ?? 'unknown-law')
}

function keyOf({ law, version = '', article = '' }: Basis): string {
  return `${law}\n${version}\n${article}`
}

function lookUp(
  { version: named, article }: Basis,
  law: Law | null,
  current: Map<number, Version | null>,
): Looked {
  const inForce = law ? (current.get(law.id) ?? null) : null
  const isCurrent =
    named === undefined || (law && versionNamed(law.versions, named)?.id === inForce?.id)
  const numbers = article === undefined ? null : readCitations(article).map(({ number }) => number)
  return { law, version: isCurrent ? inForce : null, numbers }
}

function verdictOf({ law, version, numbers }: Looked, there: Map<string, number[]>): BasisVerdict {
  if (!law) return 'unknown-law'
  if (numbers !== null) {
    if (numbers.length === 0) return 'no-article'
    const texts = numbers.map((number) => there.get(`${law.id}:${number}`) ?? [])
    if (texts.some((ids) => ids.length === 0)) return 'no-article'
    if (!version || texts.some((ids) => !ids.includes(version.id))) return 'not-in-force'
  }
  return version ? 'in-force' : 'not-in-force'
}
