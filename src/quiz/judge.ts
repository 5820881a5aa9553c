import { normaliseQuantities } from '../shared/quantities.ts'
import type { Question } from '../shared/question.ts'

/**
 * What an officer gave: option indexes of a choice, a truth value, the texts of the blanks, or the
 * text of a short answer.
 */
export type Given = number[] | boolean | string[] | string

export interface Judgement {
  outcome: 'RIGHT' | 'PARTIAL' | 'WRONG'
  /** 0 to 1. */
  score: number
}

export type MultipleRule = 'ALL_OR_NOTHING' | 'HALF_MARKS'

const right: Judgement = { outcome: 'RIGHT', score: 1 }
const wrong: Judgement = { outcome: 'WRONG', score: 0 }

/**
 * Judges an objective question; short answers are marked by the grade slice.
 * @throws when the answer has not the shape of the question: a fault of the caller.
 */
export function judge(question: Question, given: Given, rule: MultipleRule): Judgement {
  switch (question.kind) {
    case 'single':
      return sameChoice(question.key, given as number[]) ? right : wrong
    case 'multiple':
      return judgeMultiple(question.key, given as number[], rule)
    case 'true-false':
      return given === question.key ? right : wrong
    case 'fill-in':
      return judgeBlanks(question.stem, question.key, given as string[])
    case 'short':
      throw new Error('a short answer is marked, not judged')
  }
}

function judgeMultiple(key: number[], given: number[], rule: MultipleRule): Judgement {
  if (sameChoice(key, given)) return right
  const onlyRight = given.length > 0 && given.every((index) => key.includes(index))
  return onlyRight && rule === 'HALF_MARKS' ? { outcome: 'PARTIAL', score: 0.5 } : wrong
}

function sameChoice(key: number[], given: number[]): boolean {
  return key.length === given.length && given.every((index) => key.includes(index))
}

function judgeBlanks(stem: string, key: string[][], given: string[]): Judgement {
  const printed = printedAfterBlanks(stem)
  const hits = key.filter((variants, blank) => {
    const typed = given[blank] ?? ''
    return variants.some((variant) => sameText(variant, typed, printed[blank] ?? ''))
  }).length
  if (hits === key.length) return right
  return hits > 0 ? { outcome: 'PARTIAL', score: hits / key.length } : wrong
}

/** What stands right behind each blank: an officer may type the unit that is already printed there. */
function printedAfterBlanks(stem: string): string[] {
  return stem
    .split(/_{2,}|（\s*）|\(\s*\)|【\s*】/)
    .slice(1)
    .map((text) => text.slice(0, 4))
}

/** Typed and key are compared as they are, and each with as much of the printed words as may be meant. */
function sameText(variant: string, typed: string, printed: string): boolean {
  const got = normaliseText(typed)
  if (got === '') return false
  const wanted = normaliseText(variant)
  if (got === wanted) return true
  return Array.from(printed, (_, last) => printed.slice(0, last + 1)).some(
    (unit) => got === normaliseText(variant + unit) || normaliseText(typed + unit) === wanted,
  )
}

function normaliseText(text: string): string {
  return (
    normaliseQuantities(text)
      .toLowerCase()
      // The sign of a number is no punctuation: 7 is not -7.
      .replace(/^\s*[-−－–](?=\s*\d)/, 'minus')
      // Between digits a sign has a meaning: 1.5 is not 15.
      .replace(/(?<!\d)[\p{P}\p{Z}]+|[\p{P}\p{Z}]+(?!\d)/gu, '')
      .replace(/^(第)(?=\d)/, '')
  )
}
