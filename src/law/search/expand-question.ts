/** What a question is searched with: its own pieces, and those of the law's words for what it says. Pure. */
import { synonyms } from './synonyms.ts'
import { countPieces } from './tokens.ts'

/** How much the law's words for an everyday word weigh beside the question's own; tuned on half of the questions. */
const synonymWeight = 0.7
/** A question longer than this many characters brings words enough of its own: synonyms fade in proportion. */
const shortQuestion = 20

const lines = synonyms.map(([everyday, legal]) => ({
  everyday: everyday.split(' '),
  pieces: [...countPieces(legal).keys()],
}))

/** The pieces to search for, each with its weight. */
export function expandQuestion(question: string): Map<string, number> {
  const pieces = new Map([...countPieces(question).keys()].map((piece) => [piece, 1]))
  const weight = synonymWeight * Math.min(1, shortQuestion / Math.max(1, [...question].length))
  for (const { everyday, pieces: legal } of lines) {
    if (!everyday.some((word) => question.includes(word))) continue
    for (const piece of legal) if (!pieces.has(piece)) pieces.set(piece, weight)
  }
  return pieces
}
