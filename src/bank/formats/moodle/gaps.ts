import type { Problem } from '../format.ts'
import { maxStem } from '../limits.ts'
import { accepted, canBeTyped, isWhole, type MoodleAnswer } from './answers.ts'

/** A place in a text where an answer belongs: typed, a number, or chosen. */
export interface Gap {
  type: 'typed' | 'number' | 'choice'
  answers: MoodleAnswer[]
  /** Every right option must be ticked, not any one of them. */
  several?: boolean
}

/** A question made of a text with gaps. */
type GapQuestion =
  | { kind: 'fill-in'; stem: string; key: string[][]; remarks: string[] }
  | { kind: 'choice'; stem: string; single: boolean; answers: MoodleAnswer[] }

const blank = '____'
const mostBlanks = 20
/** Words longer than this are not typed but chosen. */
const longWord = 20

/**
 * What a text with gaps becomes: one choice where its only gap is chosen; one fill-in where words
 * are typed, with the words to choose from in brackets; one question for each gap where something
 * is too long to type, has no letters, or several must be chosen. `texts` stand around the gaps,
 * one more than these.
 */
export function settleGaps(texts: string[], gaps: Gap[]): (GapQuestion | Omit<Problem, 'where'>)[] {
  const [only] = gaps
  if (!only) return [{ code: 'no-key' }]
  const fault = gaps.map(gapFault).find((found) => found !== null)
  if (fault) return [fault]
  if (gaps.length === 1 && only.type === 'choice') {
    const stem = withBlanks(texts, () => blank)
    return [{ kind: 'choice', stem, single: !only.several, answers: only.answers }]
  }
  return gaps.length <= mostBlanks && gaps.every(canBeFilled)
    ? [fillIn(texts, gaps)]
    : oneByOne(texts, gaps)
}

function gapFault(gap: Gap, index: number): Omit<Problem, 'where'> | null {
  const args = { number: index + 1 }
  if (gap.type !== 'choice') {
    const reading = accepted(gap.answers, gap.type)
    if (!('code' in reading)) return null
    return reading.code === 'no-key' ? { code: 'gap-unclear', args } : reading
  }
  const good = gap.answers.filter(({ text }) => text !== '').length > 1 && rightOf(gap).length > 0
  return good ? null : { code: 'gap-unclear', args }
}

function rightOf({ answers, several }: Gap): string[] {
  const right = answers.filter((answer) => (several ? answer.fraction > 0 : isWhole(answer)))
  return right.map(({ text }) => text).filter((text) => text !== '')
}

function canBeFilled(gap: Gap): boolean {
  const words = rightOf(gap)
  if (gap.type !== 'choice') return true
  if (gap.several && words.length > 1) return false
  return words.every((word) => word.length <= longWord && canBeTyped(word))
}

function oneByOne(texts: string[], gaps: Gap[]): GapQuestion[] {
  const whole = withBlanks(texts, (index) => `【${index + 1}】`)
  return gaps.map((gap, index) => {
    const about = `【${index + 1}】`
    const shown = Array.from(whole).length < maxStem - 20 ? whole : paragraphWith(whole, about)
    if (gap.type === 'choice') {
      const stem = `${shown}\n${about} → ?`
      return { kind: 'choice', stem, single: !gap.several, answers: gap.answers }
    }
    const { spellings, remarks } = readGap(gap)
    return { kind: 'fill-in', stem: `${shown}\n${about} → ${blank}`, key: [spellings], remarks }
  })
}

/** Of a text too long for a message: how it begins, and the paragraph that is asked about. */
function paragraphWith(text: string, about: string): string {
  const [first = '', ...rest] = text.split('\n')
  const paragraph = rest.find((line) => line.includes(about))
  return paragraph === undefined ? first : `${first}\n…\n${paragraph}`
}

function fillIn(texts: string[], gaps: Gap[]): GapQuestion {
  const lists = gaps.map(choicesOf)
  const shared = lists.length > 1 && new Set(lists).size === 1 ? (lists[0] ?? '') : ''
  const stem = withBlanks(texts, (index) => blank + (shared === '' ? (lists[index] ?? '') : ''))
  const read = gaps.map(readGap)
  return {
    kind: 'fill-in',
    stem: shared === '' ? stem : `${stem}\n${shared}`,
    key: read.map(({ spellings }) => spellings),
    remarks: [...new Set(read.flatMap(({ remarks }) => remarks))],
  }
}

/** The words to choose from, in brackets. */
function choicesOf({ type, answers }: Gap): string {
  const words = answers.map(({ text }) => text).filter((text) => text !== '')
  return type === 'choice' ? `（${words.join(' / ')}）` : ''
}

function readGap(gap: Gap): { spellings: string[]; remarks: string[] } {
  if (gap.type === 'choice') return { spellings: rightOf(gap), remarks: ['note-gaps-typed'] }
  const reading = accepted(gap.answers, gap.type)
  return 'code' in reading ? { spellings: [], remarks: [] } : reading
}

function withBlanks(texts: string[], mark: (index: number) => string): string {
  return texts
    .map((text, index) => (index < texts.length - 1 ? text + mark(index) : text))
    .join('')
    .trim()
}
