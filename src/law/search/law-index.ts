import { setImmediate } from 'node:timers/promises'

import type { Db } from '../../platform/db.ts'
import type { Day } from '../../shared/day.ts'
import { articleName } from '../article-number.ts'
import { versionInForce } from '../rules.ts'
import { loadArticles, loadLaws, type Law, type StoredArticle, type Version } from '../store.ts'
import { startRanking, type Ranking } from './rank.ts'

/** An article in force, with its law and text. */
export interface IndexedArticle extends StoredArticle {
  law: Law
  version: Version
}

/** The articles in force on a day, ready to be searched. */
export interface LawIndex {
  laws: Law[]
  articles: IndexedArticle[]
  ranking: Ranking
}

/** Built indexes by the texts they hold: today's, and one for questions about another day. */
const kept = new WeakMap<Db, Map<string, Promise<LawIndex>>>()
const mostKept = 2
/** Articles that are taken apart before others get their turn: about 5 ms. */
const atOnce = 50

/**
 * The index of the texts in force on `day`. Which these are is asked of the database each time, so a
 * law that another process took in or back is noticed at once; the articles are read only when the
 * texts have changed.
 */
export async function indexFor(db: Db, day: Day): Promise<LawIndex> {
  const laws = await loadLaws(db)
  const current = laws.flatMap((law) => {
    const version = versionInForce(law.versions, day)
    return version ? { law, version } : []
  })
  const stamp = current.map(({ law, version }) => `${version.id}:${law.name}`).join('\n')
  const indexes = kept.get(db) ?? new Map<string, Promise<LawIndex>>()
  kept.set(db, indexes)
  const known = indexes.get(stamp)
  if (known) return { ...(await known), laws }
  const building = buildIndex(db, current)
  // An index that could not be built must not be found again.
  building.catch(() => indexes.delete(stamp))
  indexes.set(stamp, building)
  for (const old of [...indexes.keys()].slice(0, -mostKept)) indexes.delete(old)
  return { ...(await building), laws }
}

async function buildIndex(db: Db, current: { law: Law; version: Version }[]): Promise<LawIndex> {
  const byVersion = new Map(current.map((one) => [one.version.id, one]))
  const stored = await loadArticles(db, [...byVersion.keys()])
  const articles = stored.flatMap((article) => {
    const text = byVersion.get(article.versionId)
    return text ? { ...article, ...text } : []
  })
  const ranking = startRanking()
  for (const [index, { law, number, chapters, text }] of articles.entries()) {
    ranking.add(`${law.name} ${articleName(number)} ${chapters.join(' ')} ${text}`)
    if (index % atOnce === atOnce - 1) await setImmediate()
  }
  return { laws: [], articles, ranking: ranking.finish() }
}
