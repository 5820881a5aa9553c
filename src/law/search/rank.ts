/**
 * BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) over texts that are
 * in memory. Pure.
 */
import { countPieces } from './tokens.ts'

export interface Ranking {
  /** How many texts there are. */
  size: number
  /** Where each piece occurs: pairs of text index and weight, which holds all that does not depend on the query. */
  postings: Map<string, { idf: number; texts: Uint32Array; weights: Float32Array }>
}

const k1 = 1.2
const b = 0.75

/** Collects texts one by one, so that a caller can pause between them; `finish` gives the ranking. */
export function startRanking(): { add: (text: string) => void; finish: () => Ranking } {
  const found = new Map<string, number[]>()
  const lengths: number[] = []
  return {
    add(text) {
      let length = 0
      for (const [piece, count] of countPieces(text)) {
        length += count
        const list = found.get(piece)
        if (list) list.push(lengths.length, count)
        else found.set(piece, [lengths.length, count])
      }
      lengths.push(length)
    },
    finish: () => weigh(found, lengths),
  }
}

function weigh(found: Map<string, number[]>, lengths: number[]): Ranking {
  const size = lengths.length
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, size)
  const postings: Ranking['postings'] = new Map()
  for (const [piece, list] of found) {
    const count = list.length / 2
    const texts = new Uint32Array(count)
    const weights = new Float32Array(count)
    for (let at = 0; at < count; at += 1) {
      const text = list[2 * at] ?? 0
      const times = list[2 * at + 1] ?? 0
      const length = 1 - b + (b * (lengths[text] ?? 0)) / mean
      texts[at] = text
      weights[at] = (times * (k1 + 1)) / (times + k1 * length)
    }
    postings.set(piece, { idf: Math.log(1 + (size - count + 0.5) / (count + 0.5)), texts, weights })
  }
  return { size, postings }
}

/**
 * The score of every text for weighted pieces, and the score that a text would have that held each
 * piece very often: the share of the two is how much of the question a text covers.
 */
export function scoreTexts(
  { size, postings }: Ranking,
  pieces: Map<string, number>,
): { scores: Float64Array; most: number } {
  const scores = new Float64Array(size)
  const unseen = Math.log(1 + (size + 0.5) / 0.5)
  let most = 0
  for (const [piece, weight] of pieces) {
    const posting = postings.get(piece)
    most += weight * (posting?.idf ?? unseen) * (k1 + 1)
    if (!posting) continue
    const { idf, texts, weights } = posting
    for (let at = 0; at < texts.length; at += 1) {
      const text = texts[at] ?? 0
      scores[text] = (scores[text] ?? 0) + weight * idf * (weights[at] ?? 0)
    }
  }
  return { scores, most }
}
