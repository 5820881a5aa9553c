import type { Deps } from '../platform/deps.ts'
import { dayIn, type Day } from '../shared/day.ts'
import { articleName } from './article-number.ts'
import { readCitations } from './citation.ts'
import type { ArticleDeps } from './find-article.ts'
import { lastDayOf } from './rules.ts'
import { findNamedLaws } from './search/cited-articles.ts'
import { expandQuestion } from './search/expand-question.ts'
import { fuseRanks } from './search/fuse.ts'
import { indexFor, type IndexedArticle, type LawIndex } from './search/law-index.ts'
import { nearestArticles } from './search/nearest.ts'
import { scoreTexts } from './search/rank.ts'

/** An article that answers a question, best first. */
export interface LawHit {
  articleId: number
  law: string
  /** The day its text was made. */
  version: Day
  article: string
  /** The text's first day in force, and its last; null while no end is known. */
  inForce: Day
  until: Day | null
  chapters: string[]
  /** 1 for an article the question cites; else how much of the question the article covers, 0 to 1. */
  score: number
  text: string
}

/** Articles of a law that the question names come before equals of others. */
const namedLawFactor = 1.5

/** Search by meaning is added where there is an embedder. */
export type SearchDeps = ArticleDeps & Partial<Pick<Deps, 'embedder'>>

/**
 * The articles that answer a question, from the texts in force on `at` (today) only: cited ones first,
 * then by BM25 over characters and pairs, with the law's words for everyday ones; where articles have
 * vectors, in one order with those that are nearest in meaning.
 */
export async function searchLaw(
  { db, now, settings, embedder }: SearchDeps,
  { question, at, limit = 5 }: { question: string; at?: Day; limit?: number },
): Promise<LawHit[]> {
  const index = await indexFor(db, at ?? dayIn(settings.timeZone, now()))
  const named = findNamedLaws(question, index.laws)
  const cited = named.flatMap(({ lawId, citations }) =>
    citations.flatMap(
      ({ number }) =>
        index.articles.find((article) => article.law.id === lawId && article.number === number) ??
        [],
    ),
  )
  const exact = [...new Set(cited)].map((article) => ({ article, score: 1 }))
  const laws = new Set(named.map(({ lawId }) => lawId))
  const numbers = named.length === 0 ? readCitations(question).map(({ number }) => number) : []
  const nearest = embedder && (await nearestArticles({ db, embedder }, index.articles, question))
  const others = rank(index, { question, laws, numbers, nearest: nearest ?? [] }).filter(
    ({ article }) => !cited.includes(article),
  )
  return [...exact, ...others].slice(0, limit).map(({ article, score }) => hit(article, score))
}

/** A number without a law, 第八十三条, means the articles of this number before all others. */
function rank(
  { articles, ranking }: LawIndex,
  {
    question,
    laws,
    numbers,
    nearest,
  }: { question: string; laws: Set<number>; numbers: string[]; nearest: IndexedArticle[] },
): { article: IndexedArticle; score: number }[] {
  const meant = ({ number }: IndexedArticle) => (numbers.includes(number) ? 1 : 0)
  const { scores, most } = scoreTexts(ranking, expandQuestion(question))
  const found = articles
    .map((article, index) => {
      const factor = laws.has(article.law.id) ? namedLawFactor : 1
      return { article, score: (factor * (scores[index] ?? 0)) / Math.max(1, most) }
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
  const scoreOf = new Map(found.map(({ article, score }) => [article, Math.min(0.99, score)]))
  return fuseRanks([[...scoreOf.keys()], nearest])
    .sort((a, b) => meant(b) - meant(a))
    .map((article) => ({ article, score: scoreOf.get(article) ?? 0 }))
}

function hit(article: IndexedArticle, score: number): LawHit {
  const { id, law, version, number, chapters, text } = article
  return {
    articleId: id,
    law: law.name,
    version: version.date,
    article: articleName(number),
    inForce: version.inForce,
    until: lastDayOf(version, law.versions),
    chapters,
    score: Math.round(score * 1000) / 1000,
    text,
  }
}
