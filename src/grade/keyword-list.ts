import type { Span } from './normalise-answer.ts'

/** A stretch of the raw answer that is a list of words: bare words, or items that say something. */
export interface WordList extends Span {
  of: 'words' | 'items'
}

/**
 * The lists in a raw answer. Five or more words of some three characters, set apart by blanks alone
 * wherever they stand, are no written answer. Longer pieces, or a sentence of pieces between commas,
 * may be one: there every item stands alone.
 */
export function wordListsOf(raw: string): WordList[] {
  return [...matches(raw, runOfPieces, listOfBlanks), ...matches(raw, sentence, listOfCommas)]
}

const runOfPieces = /(?:[\p{Script=Han}\d]{1,6}[ \t\u3000]+){4,}[\p{Script=Han}\d]{1,6}/gu
const sentence = /[^。！!？?；;\r\n]+/g
/** A piece with one of these is said, not listed. */
const sentenceWords = /[为是的和与要应须可由并向将把被对在从至到于]|不|没|\d/

function listOfBlanks(run: string): WordList['of'] | null {
  const pieces = shorterPieces(run, /\s+/)
  if (meanLength(pieces) > 4.5) return null
  const median = pieces[Math.floor(pieces.length / 2)] ?? ''
  return median.replace(/\d/g, '').length > 3 ? 'items' : 'words'
}

function listOfCommas(text: string): WordList['of'] | null {
  const pieces = shorterPieces(text, /[,，、/|+]+/)
  if (pieces.length < 4 || meanLength(pieces) > 4.5) return null
  return pieces.some((piece) => sentenceWords.test(piece)) ? null : 'items'
}

/** All pieces but the longest: a sentence glued to a list does not make it an answer. */
function shorterPieces(text: string, apart: RegExp): string[] {
  const pieces = text.trim().split(apart).filter(Boolean)
  return pieces.toSorted((a, b) => a.length - b.length).slice(0, -1)
}

function meanLength(pieces: string[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0) / Math.max(1, pieces.length)
}

function matches(
  raw: string,
  pattern: RegExp,
  kindOf: (text: string) => WordList['of'] | null,
): WordList[] {
  return [...raw.matchAll(pattern)].flatMap(({ index, 0: text }) => {
    const of = kindOf(text)
    return of ? [{ start: index, end: index + text.length, of }] : []
  })
}
