import type { Draft } from '../draft.ts'
import type { Place, Problem } from '../format.ts'

/** What an item of a test package becomes: questions, or why it is none. */
export type Found = Draft | Problem

export function isProblem(found: Found): found is Problem {
  return 'where' in found
}

/** An item that cannot be asked in a chat, by the name its format has for it. */
export function foreignItem(place: Place, kind: string, text: string): Problem {
  const block = text.slice(0, 2000)
  return { where: place, code: 'kind-foreign', args: { kind }, ...(block === '' ? {} : { block }) }
}

/** 回答正确, Correct., That's the correct answer: a verdict explains nothing. */
export function isVerdict(text: string): boolean {
  const words = text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? []
  return words.every((word) => verdictWords.has(word))
}

const verdictWords = new Set(
  "yes no sorry that's thats that is you gave are got it the a not correct incorrect right wrong well done good answer 正确 错误 回答正确 回答错误 对 错".split(
    ' ',
  ),
)
