/** The legal basis of a question under another text of its law. Pure. */
import type { ArticleChange } from '../../shared/article-change.ts'
import type { Day } from '../../shared/day.ts'
import type { Basis, Question } from '../../shared/question.ts'
import { articleName } from '../article-number.ts'
import { readCitations } from '../citation.ts'
import { plainWords } from '../same-text.ts'

/** The numbers of the articles that a basis cites. */
export function citedNumbers({ article = '' }: Basis): string[] {
  return readCitations(article).map(({ number }) => number)
}

/**
 * The basis with the new numbers of its articles, the new date where it named one, and its quoted words
 * where they stand word for word in the new text; null where an article is gone. `date` is the new
 * text's, null for a repeal.
 */
export function newBasis(basis: Basis, changes: ArticleChange[], date: Day | null): Basis | null {
  if (date === null || changes.some(({ kind }) => kind === 'removed')) return null
  const { law, version, article = '', quote } = basis
  return {
    law,
    ...(version !== undefined && { version: date }),
    article: withNewNumbers(article, changes),
    ...(quote !== undefined && isKept(quote, basis, changes) && { quote }),
  }
}

/** `第八十三条第二款` → `第九十七条第二款`; paragraphs and items are left as they are. */
function withNewNumbers(article: string, changes: ArticleChange[]): string {
  return readCitations(article).reduceRight((text, { number, at, length }) => {
    const to = changes.find(({ from }) => from === number)?.to
    if (to === undefined || to === number) return text
    const cited = text.slice(at, at + length)
    const part = /[条\d](?:\s*之\s*[^第\s]+)?\s*(第.+)$/.exec(cited)?.[1] ?? ''
    return `${text.slice(0, at)}${articleName(to)}${part}${text.slice(at + length)}`
  }, article)
}

function isKept(quote: string, basis: Basis, changes: ArticleChange[]): boolean {
  if (changes.some(({ after = '' }) => holds(after, quote))) return true
  // The quoted words may be those of another article that is as it was.
  const areAllChanged = citedNumbers(basis).every((number) =>
    changes.some(({ from }) => from === number),
  )
  return !areAllChanged && !changes.some(({ before }) => holds(before, quote))
}

function holds(text: string, quote: string): boolean {
  return plainWords(text).includes(plainWords(quote))
}

/**
 * Whether the program may write the new numbers itself: no word of the articles changed, the quoted
 * words are theirs, and nothing in the question names an article by its old number or asks for it.
 */
export function isOnlyRenumbered(question: Question, changes: ArticleChange[]): boolean {
  const { basis } = question
  const isMoved = changes.every(
    ({ kind, before, after = '' }) => kind === 'moved' && plainWords(before) === plainWords(after),
  )
  if (!isMoved || changes.length === 0 || !basis) return false
  const { quote } = basis
  if (quote !== undefined && !isKept(quote, basis, changes)) return false
  return !asksForNumber(question, changes)
}

/** 第____条, 第（ ）条, 第几条 */
const blankNumber = /第[\s_（(）)几]*条/

/** Whether any words of the question name one of the articles by its number, or ask for a number. */
function asksForNumber(question: Question, changes: ArticleChange[]): boolean {
  const { stem, explanation = '' } = question
  const told = [...('options' in question ? question.options : []), ...keyWords(question)]
  if (blankNumber.test(stem)) return true
  const named = readCitations([stem, ...told, explanation, ''].join('\n'))
  if (named.some(({ number }) => changes.some(({ from }) => from === number))) return true
  const bare = changes.flatMap(({ from }) => [from, articleName(from).replace(/^第|条.*$/g, '')])
  return stem.includes('条') && told.some((words) => bare.includes(words.trim()))
}

function keyWords(question: Question): string[] {
  if (question.kind === 'fill-in') return question.key.flat()
  if (question.kind !== 'short') return []
  const points = (question.rubric ?? []).flatMap(({ text, keywords }) => [text, ...keywords.flat()])
  return [question.key, ...points]
}
