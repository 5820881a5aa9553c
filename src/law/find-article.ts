import type { Db } from '../platform/db.ts'
import { dayIn, type Day } from '../shared/day.ts'
import type { Basis } from '../shared/question.ts'
import { articleName } from './article-number.ts'
import { citedPart, readCitations } from './citation.ts'
import { lastDayOf, versionInForce, versionNamed } from './rules.ts'
import { findStoredArticle, lawFinder, loadLaws, type Law, type Version } from './store.ts'

export type ArticleDeps = { db: Db; now: () => Date; settings: { timeZone: string } }

/** An article as it is in one text of a law, word for word. */
export interface FoundArticle {
  articleId: number
  versionId: number
  lawId: number
  /** The law's full title. */
  law: string
  /** The day the text was made. */
  version: Day
  /** The text's first day in force, and its last one; null while no end is known. */
  inForce: Day
  until: Day | null
  /** `第八十三条` */
  article: string
  chapters: string[]
  text: string
  /** The paragraph or item that was asked for; the whole text where none was, or there is none. */
  part: string
}

export type ArticleLookUp =
  | ({ kind: 'found' } & FoundArticle)
  | { kind: 'unknown-law' | 'not-in-force' | 'no-article' }

/**
 * Looks an article up by the law's name or any short name and the article's number as people write it
 * (第八十三条, 第83条, 第一百二十条之一, with 第二款第（三）项). The text is the one named by
 * `version`, or else the one in force on `day` (today).
 */
export async function findArticle(
  { db, now, settings }: ArticleDeps,
  wanted: { law: string; article: string; version?: string; day?: Day },
): Promise<ArticleLookUp> {
  const law = lawFinder(await loadLaws(db))(wanted.law)
  if (!law) return { kind: 'unknown-law' }
  const day = wanted.day ?? dayIn(settings.timeZone, now())
  const version =
    wanted.version === undefined
      ? versionInForce(law.versions, day)
      : versionNamed(law.versions, wanted.version)
  if (!version) return { kind: 'not-in-force' }
  const [citation] = readCitations(wanted.article)
  const stored =
    citation && (await findStoredArticle(db, { versionId: version.id, number: citation.number }))
  if (!citation || !stored) return { kind: 'no-article' }
  const part = citedPart(stored.text, citation) ?? stored.text
  return { kind: 'found', ...describeArticle({ law, version, stored }), part }
}

/** The words of the article a basis names, for quoting; null where the library has none. */
export async function findArticleText(
  deps: ArticleDeps,
  { law, article, version }: Basis,
): Promise<FoundArticle | null> {
  if (article === undefined) return null
  const found = await findArticle(deps, { law, article, ...(version && { version }) })
  return found.kind === 'found' ? found : null
}

function describeArticle({
  law,
  version,
  stored,
}: {
  law: Law
  version: Version
  stored: { id: number; number: string; chapters: string[]; text: string }
}): Omit<FoundArticle, 'part'> {
  return {
    articleId: stored.id,
    versionId: version.id,
    lawId: law.id,
    law: law.name,
    version: version.date,
    inForce: version.inForce,
    until: lastDayOf(version, law.versions),
    article: articleName(stored.number),
    chapters: stored.chapters,
    text: stored.text,
  }
}
