import type { Kind } from '../../shared/question.ts'
import { hasBlank } from './blanks.ts'
import { comparable } from './clean.ts'
import { keyLetters, keyNumbers, readChoiceKey, type NumberBase } from './keys.ts'
import type { Prepared } from './prepare.ts'
import { truthOf, truthPair } from './truth.ts'

/** What only the file as a whole tells: how its author writes numbers. */
export interface Habits {
  /** A bare number as the key of a choice: counted from 0, from 1, or the text of an option. */
  base: NumberBase
  /** The number that stands for right and the one for wrong in true-false keys. */
  truth: { right: number; wrong: number }
  /** What each number in the kind column stands for. */
  codes: Map<string, Kind | 'choice'>
  /** Questions without kind and options whose keys are two numbers, 1 and 0 or 1 and 2. */
  truthByNumber: boolean
  /** Sheets whose stems carry their own numbers. */
  numbered: Set<string>
}

/** Looks at all drafts of a file together. */
export function findHabits(drafts: Prepared[]): Habits {
  const codes = readCodes(drafts)
  return {
    base: numberBase(drafts),
    truth: truthNumbers(drafts, codes),
    codes,
    truthByNumber: hasTruthNumbers(drafts),
    numbered: numberedSheets(drafts),
  }
}

/** The key as a number, where it is one and nothing else. */
export function keyNumber(draft: Prepared): number | null {
  if (typeof draft.key === 'number') return draft.key
  const numbers = typeof draft.key === 'string' ? keyNumbers(draft.key) : null
  return numbers?.length === 1 ? (numbers[0] ?? null) : null
}

function numberBase(drafts: Prepared[]): NumberBase {
  const choices = drafts.filter((draft) => draft.options.length > 1 && !draft.keyIsText)
  const numeric = choices.filter((draft) => allNumbers(draft) !== null)
  if (numeric.length === 0) return 1
  const letters = choices.filter((draft) => typeof draft.key === 'string' && keyLetters(draft.key))
  if (letters.length > numeric.length) return null
  if (numeric.every(isOptionText)) return null
  const inside = (base: 0 | 1): number =>
    numeric.filter((draft) =>
      allNumbers(draft)?.every(
        (number) => number - base >= 0 && number - base < draft.options.length,
      ),
    ).length
  const fromZero = numeric.some((draft) => allNumbers(draft)?.includes(0))
  return fromZero && inside(0) >= inside(1) ? 0 : 1
}

function allNumbers(draft: Prepared): number[] | null {
  const { key } = draft
  if (typeof key === 'number') return [key]
  if (typeof key === 'string') return keyNumbers(key)
  if (!Array.isArray(key) || key.length === 0) return null
  const each = key.map((part) => (typeof part === 'string' ? keyNumbers(part) : null))
  return each.every((numbers) => numbers !== null) ? each.flat() : null
}

function isOptionText(draft: Prepared): boolean {
  const { key } = draft
  if (typeof key === 'number') return draft.options.map(comparable).includes(String(key))
  if (typeof key !== 'string' && !isTexts(key)) return false
  return Array.isArray(readChoiceKey(key, { options: draft.options, labels: [] }, null))
}

/**
 * 1 is right and 0 wrong nearly everywhere; 1 and 2 are the first and second answer; and a file
 * that counts its kinds from 0 counts its answers from 0 too, so there 0 is right.
 */
function truthNumbers(drafts: Prepared[], codes: Habits['codes']): Habits['truth'] {
  const bare = drafts.filter((draft) => draft.options.length === 0)
  if (bare.some((draft) => keyNumber(draft) === 2)) return { right: 1, wrong: 2 }
  const fromZero = codes.has('0') && codes.size > 1
  return fromZero ? { right: 0, wrong: 1 } : { right: 1, wrong: 0 }
}

function hasTruthNumbers(drafts: Prepared[]): boolean {
  const bare = drafts.filter((draft) => draft.options.length === 0 && draft.word === 'unknown')
  const numbers = bare.map(keyNumber).filter((number) => number !== null)
  const seen = new Set(numbers)
  return numbers.length >= 4 && seen.size === 2 && seen.has(1) && (seen.has(0) || seen.has(2))
}

function readCodes(drafts: Prepared[]): Map<string, Kind | 'choice'> {
  const groups = groupBy(
    drafts.filter((draft) => draft.word === 'code'),
    (draft) => comparable(draft.kind ?? ''),
  )
  return new Map([...groups].map(([code, group]) => [code, kindOfGroup(group)]))
}

/** The kind that the questions under one number have in common. */
function kindOfGroup(group: Prepared[]): Kind | 'choice' {
  const share = (test: (draft: Prepared) => boolean): number =>
    group.filter(test).length / group.length
  if (share((draft) => draft.options.length > 1 && !truthPair(draft.options)) >= 0.5) {
    const several = share((draft) => rightCount(draft) > 1)
    if (several > 0.5) return 'multiple'
    return several === 0 ? 'single' : 'choice'
  }
  if (share(looksTrueFalse) >= 0.8) return 'true-false'
  return share((draft) => hasBlank(draft.stem)) >= 0.5 ? 'fill-in' : 'short'
}

function rightCount(draft: Prepared): number {
  if (draft.right) return draft.right.filter(Boolean).length
  const { key } = draft
  if (typeof key === 'number') return 1
  if (typeof key !== 'string' && !isTexts(key)) return 0
  const reading = readChoiceKey(key, draft, 1)
  return Array.isArray(reading) ? reading.length : 0
}

function isTexts(key: Prepared['key']): key is string[] {
  return Array.isArray(key) && key.every((part) => typeof part === 'string')
}

function looksTrueFalse(draft: Prepared): boolean {
  if (truthPair(draft.options) || typeof draft.key === 'boolean') return true
  if (typeof draft.key === 'string' && truthOf(draft.key) !== null) return true
  return [0, 1, 2].includes(keyNumber(draft) ?? -1)
}

/** `1.` not before a digit (1.5 is no number of a question), `1、` and `（1）` before anything. */
export const ordinal = /^\s*(?:[（(]\d{1,4}[)）]|第?\d{1,4}题?\s*(?:[、：:）)]|[.．](?!\d)))\s*/

function numberedSheets(drafts: Prepared[]): Set<string> {
  const groups = groupBy(drafts, (draft) => draft.place.sheet ?? '')
  const numbered = [...groups].filter(([, group]) => {
    const count = group.filter((draft) => ordinal.test(draft.stem)).length
    return count >= 3 && count >= group.length * 0.8
  })
  return new Set(numbered.map(([sheet]) => sheet))
}

function groupBy(drafts: Prepared[], keyOf: (draft: Prepared) => string): Map<string, Prepared[]> {
  const groups = new Map<string, Prepared[]>()
  for (const draft of drafts) {
    const group = groups.get(keyOf(draft))
    if (group) group.push(draft)
    else groups.set(keyOf(draft), [draft])
  }
  return groups
}
