/** What became of an article, as people see it: the old and the new words, what differs in bold. Pure. */
import type { ArticleChange } from './article-change.ts'
import type { Translate } from './locale.ts'
import { clip, escapeHtml } from './screen.ts'

/** A piece of a text, and whether the other text lacks it. */
interface Clause {
  text: string
  isNew: boolean
}

/** Kept on both sides of what differs where a text has to be cut. */
const contextLength = 24

/** The article's number, its old words and its new ones, each of at most `limit` characters. */
export function articleChangeText(t: Translate, change: ArticleChange, limit: number): string {
  const { kind, from, to, before, after = '' } = change
  const isMoved = to !== undefined && to !== from
  const head = isMoved
    ? t('article-moved', { from: articleOf(t, from), to: articleOf(t, to) })
    : articleOf(t, from)
  if (plain(before) === plain(after)) {
    const words = escapeHtml(clip(after, limit))
    return `${head}\n${t('article-same-words')}\n<blockquote>${words}</blockquote>`
  }
  const old = quoteOf(compareClauses(before, kind === 'removed' ? before : after), limit)
  const now =
    kind === 'removed'
      ? t('article-removed')
      : `${t('article-after')}\n<blockquote>${quoteOf(compareClauses(after, before), limit)}</blockquote>`
  return `${head}\n${t('article-before')}\n<blockquote>${old}</blockquote>\n${now}`
}

function articleOf(t: Translate, number: string): string {
  const [article = '', insertion] = number.split('-')
  return t('article-number', { article, insertion: insertion ?? 'none' })
}

/** Ends a clause; the sign stays with it. */
const clauseEnds = /(?<=[，。；：\n])/

/**
 * A text cut at its punctuation, with what the other text does not say marked: fine enough to see at a
 * glance what a new text of a law changed, and never in the middle of a number.
 */
function compareClauses(text: string, other: string): Clause[] {
  const known = new Set(other.split(clauseEnds).map(plain))
  const clauses: Clause[] = []
  for (const clause of text.split(clauseEnds)) {
    const isNew = plain(clause) !== '' && !known.has(plain(clause))
    const before = clauses.at(-1)
    if (before?.isNew === isNew) before.text += clause
    else clauses.push({ text: clause, isNew })
  }
  return clauses
}

/** Without what does not change the meaning: spaces and the sign at the end. */
function plain(clause: string): string {
  return clause.normalize('NFKC').replace(/[\s,。;:]/g, '')
}

/** What differs is bold; where the whole does not fit, what is the same in both goes first. */
function quoteOf(clauses: Clause[], limit: number): string {
  const length = clauses.reduce((sum, { text }) => sum + text.length, 0)
  const kept = length <= limit ? clauses : clauses.map((clause) => shorten(clause))
  let left = limit
  const parts = kept.map(({ text, isNew }) => {
    const shown = clip(text, left)
    left = Math.max(0, left - shown.length)
    const safe = escapeHtml(shown)
    return isNew && safe !== '' ? `<b>${safe}</b>` : safe
  })
  return parts.join('').trim()
}

function shorten({ text, isNew }: Clause): Clause {
  if (isNew || text.length <= 2 * contextLength + 1) return { text, isNew }
  return { text: `${text.slice(0, contextLength)}…${text.slice(-contextLength)}`, isNew }
}
