import { bare } from './normalise-answer.ts'

/** The pairs of neighbouring characters of a text, punctuation left out. */
export function bigrams(text: string): Set<string> {
  const chars = Array.from(bare(text))
  return new Set(chars.slice(1).map((char, i) => `${chars[i]}${char}`))
}

/** The share of the reference's character pairs that the text has too, 0 to 1. */
export function overlap(reference: string, text: string): number {
  const wanted = bigrams(reference)
  const said = bigrams(text)
  if (wanted.size === 0) return 0
  return [...wanted].filter((pair) => said.has(pair)).length / wanted.size
}
