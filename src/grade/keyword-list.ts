import type { Span } from './normalise-answer.ts'

/** A stretch of the raw answer that is a bare list of words, and how the words are set apart. */
export interface WordList extends Span {
  by: 'blanks' | 'commas'
}

/**
 * The sentences of a raw answer that are bare lists: five or more pieces of at most 4.5 characters
 * on average. A list set apart by blanks alone is no written answer; one with commas may be.
 */
export function wordListsOf(raw: string): WordList[] {
  const lists: WordList[] = []
  for (const match of raw.matchAll(/[^。！!？?；;\r\n]+/g)) {
    const by = listKind(match[0])
    if (by) lists.push({ start: match.index, end: match.index + match[0].length, by })
  }
  return lists
}

/** A piece with one of these is said, not listed. */
const sentenceWords = /[为是的和与要应须可由并向将把被对在从至到于]|不|没|\d/

function listKind(sentence: string): WordList['by'] | null {
  const text = sentence.trim()
  const pieces = text.split(/[\s,，、/|+]+/).filter(Boolean)
  if (pieces.length < 5) return null
  const mean = pieces.reduce((sum, piece) => sum + piece.length, 0) / pieces.length
  if (mean > 4.5) return null
  const blanks = (text.match(/[^\s,，、/|+]\s+(?=[^\s,，、/|+])/g) ?? []).length
  if (blanks >= pieces.length - 2) return 'blanks'
  return pieces.some((piece) => sentenceWords.test(piece)) ? null : 'commas'
}
