import type { Problem } from '../format.ts'

export interface MoodleAnswer {
  text: string
  /** The share of the marks in per cent: 100 is right, 0 or less is wrong. */
  fraction: number
  feedback?: string
  /** What a number may be off by, as the file says it. */
  tolerance?: string
}

interface Accepted {
  spellings: string[]
  remarks: string[]
  /** What is said to whoever gives the first of them. */
  feedback: string
}

/** Whether an answer gives all marks. */
export function isWhole({ fraction }: MoodleAnswer): boolean {
  return fraction > 99.9
}

/**
 * The texts that are fully right in a question whose answer is typed, or why there is none. `*`
 * stands for any text in Moodle: alone it is no key, at the ends of a text it is left out.
 */
export function accepted(
  answers: MoodleAnswer[],
  type: 'typed' | 'number',
): Accepted | Omit<Problem, 'where'> {
  const whole = answers.filter((answer) => isWhole(answer) && answer.text !== '')
  const part = answers.some((answer) => answer.fraction > 0 && !isWhole(answer))
  const read = whole.map(type === 'number' ? readNumber : readText)
  const good = read.filter((one): one is Spelling => !('code' in one))
  const [first] = good
  if (!first) return read.find((one): one is Fault => 'code' in one) ?? { code: 'no-key' }
  const remarks = good.flatMap(({ remark }) => (remark ? [remark] : []))
  return {
    spellings: [...new Set(good.flatMap(({ texts }) => texts))],
    remarks: [...new Set([...remarks, ...(part ? ['note-part-marks'] : [])])],
    feedback: first.feedback,
  }
}

interface Spelling {
  texts: string[]
  feedback: string
  remark?: string
}
type Fault = Omit<Problem, 'where'>

function readText({ text, feedback = '' }: MoodleAnswer): Spelling | Fault {
  const literal = text.replace(/\\\*/g, '\uFDD0')
  const bare = literal.replace(/^\*+|\*+$/g, '').trim()
  const clean = bare.replaceAll('\uFDD0', '*')
  if (bare === '') return { code: 'no-key' }
  if (bare.includes('*')) return { code: 'key-wildcard', args: { key: text } }
  // Signs are not compared when an answer is judged, so nothing typed could be right.
  if (!canBeTyped(clean)) return { code: 'key-signs', args: { key: clean } }
  return { texts: [clean], feedback, ...(bare === literal ? {} : { remark: 'note-wildcard' }) }
}

/** Whether an answer that is typed can be told right from wrong: punctuation alone cannot. */
export function canBeTyped(text: string): boolean {
  return /[^\p{P}\p{Z}\s]/u.test(text)
}

function readNumber({ text, feedback = '', tolerance = '' }: MoodleAnswer): Spelling | Fault {
  const [, low, high] = /^(.*?\d)\s*\.\.\s*(.*)$/.exec(text) ?? []
  if (low !== undefined && high !== undefined) {
    if (low.trim() === high.trim()) return { texts: [low.trim()], feedback }
    return { code: 'key-range', args: { key: text } }
  }
  const number = text.replace(/\s+/g, '')
  if (number === '*') return { code: 'no-key' }
  if (!/^[-+−]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:e[-+]?\d+)?$/i.test(number)) {
    return { code: 'key-unclear', args: { key: text } }
  }
  const margin = Number(tolerance.replace(',', '.'))
  if (!(margin > 0)) return { texts: [number], feedback }
  return { texts: [number, ...roundings(number, margin)], feedback, remark: 'note-tolerance' }
}

/** `3.14159265` that may be off by 0.001 may be typed as 3.142 or 3.1416 as well. */
function roundings(number: string, margin: number): string[] {
  const value = Number(number.replace(',', '.'))
  const decimals = /^-?\d+[.,](\d+)$/.exec(number)?.[1]?.length ?? 0
  return Array.from({ length: Math.min(decimals, 7) }, (_, places) => value.toFixed(places)).filter(
    (rounded) => Math.abs(Number(rounded) - value) <= margin,
  )
}
