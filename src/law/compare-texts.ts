/** Two texts of one law, article by article. Pure. */
import type { ArticleText } from './formats/law-text.ts'
import { plainWords } from './same-text.ts'

type Words = Pick<ArticleText, 'number' | 'text'>

/** What became of an article. A moved one may have other words as well. */
export interface Change {
  kind: 'new' | 'changed' | 'moved' | 'removed'
  /** Its number in the older text. */
  from?: string
  /** Its number in the newer text. */
  to?: string
  before?: string
  after?: string
  /** Share of common two-character pieces, 0 to 1; 1 for the same words under another number. */
  similarity?: number
}

interface Candidate {
  before: number
  after: number
  similarity: number
}

/** Articles less alike than this are another matter, not the same one amended. */
const alike = 0.5
/** An article is sooner the one with its own number than a slightly more similar one elsewhere. */
const sameNumberBonus = 0.15

/**
 * What a newer text changed, in the order of the newer text, removed articles last. Articles with the
 * same words are the same wherever they stand; the others are paired by likeness, the most alike first.
 */
export function compareTexts(before: Words[], after: Words[]): Change[] {
  const pairs = new Map<number, Candidate>()
  const used = new Set<number>()
  for (const candidate of candidates(before, after)) {
    if (pairs.has(candidate.after) || used.has(candidate.before)) continue
    pairs.set(candidate.after, candidate)
    used.add(candidate.before)
  }
  const changes = after.flatMap((article, index) => {
    const pair = pairs.get(index)
    const old = pair && before[pair.before]
    return change(article, old, pair?.similarity ?? 0) ?? []
  })
  const removed = before
    .filter((_, index) => !used.has(index))
    .map(({ number, text }): Change => ({ kind: 'removed', from: number, before: text }))
  return [...changes, ...removed]
}

function change(article: Words, old: Words | undefined, similarity: number): Change | null {
  const { number: to, text } = article
  if (!old) return { kind: 'new', to, after: text }
  if (old.number === to && similarity === 1) return null
  const kind = old.number === to ? 'changed' : 'moved'
  return { kind, from: old.number, to, before: old.text, after: text, similarity }
}

/** Every pair that is alike enough, the best first. */
function candidates(before: Words[], after: Words[]): Candidate[] {
  const old = before.map(({ number, text }) => ({ number, words: plainWords(text) }))
  const oldPieces = old.map(({ words }) => piecesOf(words))
  const found: (Candidate & { rank: number })[] = []
  for (const [index, { number, text }] of after.entries()) {
    const words = plainWords(text)
    const pieces = piecesOf(words)
    for (const [place, other] of old.entries()) {
      const same = other.words === words
      const similarity = same ? 1 : Math.min(0.999, likeness(pieces, oldPieces[place] ?? new Map()))
      if (similarity < alike) continue
      const rank = similarity + (other.number === number ? sameNumberBonus : 0)
      found.push({ before: place, after: index, similarity, rank })
    }
  }
  return found.sort((a, b) => b.rank - a.rank)
}

function piecesOf(words: string): Map<string, number> {
  const pieces = new Map<string, number>()
  for (let at = 0; at + 2 <= words.length; at += 1) {
    const piece = words.slice(at, at + 2)
    pieces.set(piece, (pieces.get(piece) ?? 0) + 1)
  }
  return pieces
}

/** Dice's coefficient over two-character pieces. */
function likeness(a: Map<string, number>, b: Map<string, number>): number {
  let common = 0
  for (const [piece, count] of a) common += Math.min(count, b.get(piece) ?? 0)
  return (2 * common) / Math.max(1, sizeOf(a) + sizeOf(b))
}

function sizeOf(pieces: Map<string, number>): number {
  let size = 0
  for (const count of pieces.values()) size += count
  return size
}
