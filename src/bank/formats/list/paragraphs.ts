import { holdsKey, optionCount } from './block.ts'
import type { Piece } from './labels.ts'
import { startsOption } from './options.ts'
import type { Token } from './tokens.ts'

/** Whether the questions of a list have numbers; else they are parted by what is whole. */
export function isNumbered(tokens: Token[]): boolean {
  const starts = tokens.filter(({ start }) => start && !start.doubtful).length
  const keys = tokens.flatMap(({ whole }) => whole).filter(({ field }) => field === 'key').length
  const lists = tokens.filter(({ line }) => /^[（(]?[AＡ]\s*[.．、:：)）]/.test(line.text)).length
  const doubtful = tokens.filter(({ start }) => start?.doubtful).length
  return starts + doubtful > 0 && starts + doubtful >= Math.max(keys, lists) * 0.5
}

/** Whether a line and those that belong to it hold a key or options. */
export function isQuestionBelow(tokens: Token[], index: number, piece: Piece): boolean {
  if (holdsKey([piece])) return true
  const pieces = paragraphFrom(tokens, index)
  return holdsKey(pieces) || optionCount(pieces) > 1
}

/** What stands below without an empty line between but those before options and labels. */
function paragraphFrom(tokens: Token[], index: number): Piece[] {
  const pieces: Piece[] = []
  for (const token of tokens.slice(index, index + 60)) {
    const [first] = token.whole
    const apart = token.line.gap && first?.field === null && !startsOption(first.text)
    if (token.head || token.end || (pieces.length > 0 && apart)) break
    pieces.push(...token.whole)
  }
  return pieces
}

/** Whether an answer stands below before the next empty line. */
export function answerNext(tokens: Token[], index: number): boolean {
  for (let at = index + 1; at < tokens.length; at += 1) {
    const token = tokens[at]
    if (!token || token.line.gap || token.head) return false
    if (token.whole.some(({ field }) => field === 'key')) return true
  }
  return false
}
