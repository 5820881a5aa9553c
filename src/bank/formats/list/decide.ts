import { holdsKey, optionCount, type Block, type Section } from './block.ts'
import { isListedKey } from './keys.ts'
import type { NumberStyle } from './numbers.ts'
import { endOf, type Token } from './tokens.ts'

/** A list within a stem or an answer: how it is numbered and how far it has come. */
export interface Sublist {
  style: NumberStyle | 'tag'
  number: number
}

/** How far a list goes within one line: `1、甲；2、乙；` ends at 2. */
export function lastPoint(text: string, from: number): number {
  let last = from
  let rest = text
  for (;;) {
    const next = new RegExp(`[\\s；;，,。、]${last + 1}\\s*[、.．)）]`).exec(rest)
    if (!next) return last
    last += 1
    rest = rest.slice(next.index + next[0].length)
  }
}

export interface Around {
  block: Block | null
  section: Section
  sub: Sublist | null
  /** The number of the last question of the sections before. */
  before: number
}

/**
 * Whether the number that a line begins with is the number of a question, and not that of a point
 * in a stem or in an answer, nor a number in a sentence that was broken over lines.
 */
export function isNewQuestion(tokens: Token[], index: number, around: Around): boolean {
  const start = tokens[index]?.start
  if (!start) return false
  const { number, style } = start
  if (number === null || style === 'tag') return !isQuestionOfCase(start, around)
  const strong = isQuestionLike(tokens, index)
  const { section } = around
  if (section.style === undefined) return opensSection(start, strong, around)
  if (style !== section.style) return strong && changesStyle(number, style, around)
  return continues({ number, strong, doubtful: start.doubtful, style }, around)
}

/** `问题：` within a numbered case that has no answer yet. */
function isQuestionOfCase({ kind }: NonNullable<Token['start']>, { block }: Around): boolean {
  return kind === undefined && block !== null && block.number !== null && !holdsKey(block.parts)
}

function lastNumber({ blocks }: Section): number {
  return blocks.findLast(({ number }) => number !== null)?.number ?? 0
}

/** Whether a line is a subject over questions: `二、行政处罚`, where no kind is named. */
export function isTopic(tokens: Token[], index: number, { section, block }: Around): boolean {
  const token = tokens[index]
  if (!token || token.start?.style === section.style || !isSubject(token)) return false
  if (!isAboveFirst(tokens[index + 1])) return false
  return !block || !inText(block) || isQuestionLike(tokens, index + 1)
}

function isAboveFirst(next: Token | undefined): boolean {
  return next?.head?.kind !== undefined || next?.start?.number === 1
}

function isSubject({ start, line: { text } }: Token): boolean {
  if (start?.style !== 'han' && start?.style !== 'hanparen') return false
  return text.length <= 30 && !/[。？?！!；;：:_]|[（(]\s*[)）]/.test(text)
}

/** Whether the lines from a number to the next hold a key or options. */
export function isQuestionLike(tokens: Token[], index: number): boolean {
  const pieces = tokens.slice(index, endOf(tokens, index)).flatMap((token) => token.pieces)
  return holdsKey(pieces) || optionCount(pieces) > 1
}

function opensSection(
  start: NonNullable<Token['start']>,
  strong: boolean,
  { block, section, before }: Around,
): boolean {
  const { number, style, doubtful } = start
  if (block && inText(block) && !strong) return false
  const first = number === 1 || number === before + 1
  if (style === 'dot') return doubtful ? first && (strong || section.kind !== undefined) : true
  return strong || (first && section.kind !== undefined && style !== 'half')
}

/** `（1）` after `1.`: believed where the question before is whole and this one is too. */
function changesStyle(
  number: number,
  style: NumberStyle,
  { block, section, sub }: Around,
): boolean {
  if (sub?.style === style && sub.number + 1 === number) return false
  const last = lastNumber(section)
  return (number === 1 || number === last + 1) && (!block || holdsKey(block.parts))
}

interface Candidate {
  number: number
  style: NumberStyle
  strong: boolean
  doubtful: boolean
}

function continues(candidate: Candidate, around: Around): boolean {
  const { number, strong, doubtful } = candidate
  const last = lastNumber(around.section)
  if (number === last + 1) return strong || !isPoint(candidate, around)
  if (strong) return !doubtful || number === 1
  const near = number === 1 || (number > last && number <= last + 5)
  return near && !doubtful && isDone(around.block)
}

/** The next number of a list within an answer. */
function isPoint({ number, style }: Candidate, { block, sub }: Around): boolean {
  return sub?.style === style && sub.number + 1 === number && block !== null && inText(block)
}

function isDone(block: Block | null): boolean {
  return block === null || (!inText(block) && isWhole(block))
}

/** Whether what follows goes on with an answer or an explanation in words. */
export function inText({ parts, labelAt }: Block): boolean {
  const field = parts[labelAt]?.field
  if (field === 'explanation' || field === 'source') return true
  if (field !== 'key') return false
  const text = parts.slice(labelAt, labelAt + 4).map((part) => part.text)
  return text.length === 4 || !isListedKey(text.join(' '))
}

/** More lines than a question has: what no rule ends is not looked at again for each of them. */
const mostParts = 400

/** Whether a question has its options, or its key where it needs none. */
export function isWhole({ parts }: Block): boolean {
  if (parts.length > mostParts) return false
  return optionCount(parts) > 1 || holdsKey(parts)
}
