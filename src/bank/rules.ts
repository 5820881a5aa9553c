import { createHash } from 'node:crypto'

import type { Question } from '../shared/question.ts'
import type { Item, Place } from './formats/format.ts'

/** Signs that say something: without them 1.5 is 15, `≥80mg` is `<80mg` and -5 is 5. */
const sign = String.raw`(?<=\d)\.(?=\d)|[-−](?=\d)|[<>≤≥=≠+±÷%‰]`
const unsaid = new RegExp(String.raw`(${sign})|[\s\p{P}\p{S}]`, 'gu')

/**
 * A stem as two people would call it the same: no number before it, no blanks, brackets, spaces or
 * punctuation, half-width, lower case.
 */
export function normaliseStem(stem: string): string {
  const plain = stem
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^\s*(?:\(\d{1,4}\)|\d{1,4}\s*[.、:)])\s*(?!\d)/, '')
  const bare = plain.replace(unsaid, (_, said: string | undefined) => said ?? '')
  // A stem of signs only (a formula) has nothing else to be known by.
  return bare === '' ? plain.replace(/\s/g, '') : bare
}

/** A short hash of what makes two stems the same; with options, of two questions. */
export function stemKey(stem: string, options: string[] = []): string {
  const parts = [normaliseStem(stem), ...options.map(normaliseStem).sort()]
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32)
}

/**
 * The same question twice in a bank: the same stem and, for a choice, the same options in whatever
 * order (`下列说法正确的是` alone is no question).
 */
export function questionKey(question: Question): string {
  const choice = question.kind === 'single' || question.kind === 'multiple'
  return stemKey(question.stem, choice ? question.options : [])
}

/** What tells a question from others: its normalised stem, and the key of stem and options. */
export interface Identity {
  stem: string
  key: string
  /** What is right, wherever the options stand; the same for all answers in words. */
  answer: string
}

export function identify(question: Question): Identity {
  return {
    stem: normaliseStem(question.stem),
    key: questionKey(question),
    answer: answerOf(question),
  }
}

function answerOf(question: Question): string {
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return question.key
        .map((index) => normaliseStem(question.options[index] ?? ''))
        .sort()
        .join('\n')
    case 'true-false':
      return String(question.key)
    case 'fill-in':
    case 'short':
      return ''
  }
}

export interface Duplicate {
  index: number
  where: Place
  first: Place
  /** The options agree as well, so only the first is imported. */
  same: boolean
  /** But it says that something else is right: one of the two is wrong. */
  conflict?: true
}

/** Every item whose stem stood before in the file, with the place of the first. */
export function duplicatesWithin(
  items: Item[],
  identities: Identity[] = items.map(({ question }) => identify(question)),
): Duplicate[] {
  const stems = new Map<string, Place>()
  const whole = new Map<string, { place: Place; answer: string }>()
  const found: Duplicate[] = []
  for (const [index, { stem, key, answer }] of identities.entries()) {
    const where = items[index]?.place ?? {}
    const twin = whole.get(key)
    const first = twin?.place ?? stems.get(stem)
    const conflict = twin !== undefined && twin.answer !== answer
    if (first) {
      const same = twin !== undefined
      found.push({ index, where, first, same, ...(conflict && { conflict }) })
    } else stems.set(stem, where)
    if (!twin) whole.set(key, { place: where, answer })
  }
  return found
}
