/**
 * What a model says about the law is believed only as far as its quotes prove it. Pure. The protocol
 * follows what is known to fail in legal answering: sentences without support (ALCE, arXiv 2305.14627)
 * and sources that do not say what they are cited for (arXiv 2405.20362).
 */
import { articleName } from '../article-number.ts'
import { readCitations } from '../citation.ts'
import { countPieces } from '../search/tokens.ts'
import { hasItsAmounts } from './amounts.ts'
import type { CitedPart, LawAnswer, SourceArticle } from './answer.ts'
import { findQuote } from './find-quote.ts'

/** What a model gives: `article` is the number under which it was shown the article, from 1. */
export interface ToldAnswer {
  answerable: boolean
  sentences: { text: string; cites: { article: number; quote: string }[] }[]
}

/** Why a sentence is not shown. */
export type Doubt = 'form' | 'quote' | 'amount' | 'article' | 'modal' | 'unlike' | 'room'

export interface VerifiedAnswer extends Pick<LawAnswer, 'sentences' | 'citations'> {
  dropped: Doubt[]
}

const longestSentence = 300
/** Characters of sentences and quotes together that a message has room for. */
const room = 2_600
/** At least this share of a sentence's pairs of characters stands in the articles that it cites. */
const leastLikeness = 0.3

/**
 * Keeps the sentences that their quotes prove: the article was among those shown, the quote stands in
 * it, amounts and numbers of articles stand beside the quote, 可以 and 不得 are not turned round, and
 * the sentence speaks of what the article speaks of. Quotes are given by their place in the article.
 */
export function verifyAnswer(told: ToldAnswer, articles: SourceArticle[]): VerifiedAnswer {
  const verified: VerifiedAnswer = { sentences: [], citations: [], dropped: [] }
  if (!told.answerable) return verified
  let left = room
  for (const { text: written, cites } of told.sentences) {
    const text = written.replace(/\s+/g, ' ').trim()
    const parts = cites.flatMap(({ article, quote }) => proven(articles[article - 1], quote))
    const length = text.length + parts.reduce((sum, { start, end }) => sum + end - start + 60, 0)
    const doubt = doubtAbout(text, parts) ?? (length > left ? 'room' : null)
    if (doubt) {
      verified.dropped.push(doubt)
      continue
    }
    left -= length
    const numbers = parts.map((part) => numberOf(verified.citations, part))
    verified.sentences.push({ text, cites: [...new Set(numbers)] })
  }
  return verified
}

function proven(source: SourceArticle | undefined, quote: string): CitedPart[] {
  const place = source && findQuote(source.text, quote)
  return place ? [{ source, ...place }] : []
}

function doubtAbout(text: string, parts: CitedPart[]): Doubt | null {
  if (text.length < 2 || text.length > longestSentence) return 'form'
  if (/https?:|www\.|t\.me|[@<>{}]/i.test(text)) return 'form'
  if (parts.length === 0) return 'quote'
  const evidence = parts.map(evidenceOf).join('\n')
  if (!hasItsAmounts(text, evidence)) return 'amount'
  if (!namesOnlyItsArticles(text, parts)) return 'article'
  if (!keepsItsModals(text, evidence)) return 'modal'
  return likeness(text, parts) < leastLikeness ? 'unlike' : null
}

/** The sentences that hold the quote, up to 。 or ；, with the line over them where they are items. */
function evidenceOf({ source, start, end }: CitedPart): string {
  const { text } = source
  const from = text.slice(0, start).search(/[^。；\n]*$/)
  const to = text.slice(end).search(/[。；\n]|$/)
  const sentences = text.slice(from, end + to)
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  if (!/^[（(]/.test(text.slice(lineStart))) return sentences
  const above = text.slice(0, lineStart).split('\n')
  return `${above.findLast((line) => line !== '' && !/^[（(]/.test(line)) ?? ''}\n${sentences}`
}

function namesOnlyItsArticles(text: string, parts: CitedPart[]): boolean {
  const known = new Set(
    parts.flatMap(({ source }) => [
      source.article,
      ...readCitations(source.text).map(({ number }) => articleName(number)),
    ]),
  )
  return readCitations(text).every(({ number }) => known.has(articleName(number)))
}

/** A word that allows, forbids or binds needs one of its kind in what is cited. */
const modals: [said: RegExp, needed: RegExp][] = [
  [/不得|禁止|不能|不准|严禁|不可以|无权/, /不|禁止|无权|无须|非法/],
  [/(?<!不)可以|有权/, /可以|有权/],
  [/应当|必须/, /应当|必须|不得/],
]

function keepsItsModals(text: string, evidence: string): boolean {
  return modals.every(([said, needed]) => !said.test(text) || needed.test(evidence))
}

function likeness(text: string, parts: CitedPart[]): number {
  const isPair = (piece: string) => piece.length === 2
  const known = new Set(
    parts.flatMap(({ source }) => [...countPieces(`${source.law}。${source.text}`).keys()]),
  )
  const pairs = [...countPieces(text).keys()].filter(isPair)
  return pairs.length === 0 ? 0 : pairs.filter((pair) => known.has(pair)).length / pairs.length
}

/** The index of a citation, added where it is not there yet. */
function numberOf(citations: CitedPart[], part: CitedPart): number {
  const { source, start, end } = part
  const known = citations.findIndex(
    (one) => one.source.articleId === source.articleId && one.start === start && one.end === end,
  )
  return known >= 0 ? known : citations.push(part) - 1
}
