import { normaliseQuantities } from '../../shared/quantities.ts'
import type { Question } from '../../shared/question.ts'

/**
 * First attempts at a question that gave the same answer and got the same mark. The rest of an
 * attempt is the mean mark of the other marked answers of its set, 0 to 1: each officer is dealt other
 * questions, so the day's set is the test that an answer is compared with.
 */
export interface Attempts {
  /** Option indexes, a truth value, texts of the blanks; null for a short answer. */
  given: number[] | boolean | string[] | null
  /** 0 to 1. */
  score: number
  count: number
  /** Of these, attempts with a rest; its sum and sum of squares over them. */
  rests: number
  restSum: number
  restSquares: number
}

/** An option, or a wrong text typed into the blanks, and who gave it. */
export interface Choice {
  /** The index of an option, a truth value, or a text. */
  choice: number | boolean | string
  isKey: boolean
  count: number
  /** Of all attempts, 0 to 1. */
  share: number
  /** The mean rest of those who gave it; null when none has a rest. */
  meanRest: number | null
}

export type Flag =
  | { kind: 'better-distractor' | 'dead-distractor'; option: number }
  | { kind: 'negative' | 'too-hard' | 'weak' | 'too-easy' }

export interface Statistics {
  /** Marked first attempts. Under `leastShown` everything else is empty. */
  count: number
  /** The mean mark, 0 to 1. */
  facility: number | null
  /** The correlation of mark and rest, −1 to 1; null when either is the same for everybody. */
  discrimination: number | null
  /** Every option; for blanks the wrong texts given most often. Empty for a short answer. */
  choices: Choice[]
  /** What is remarkable, worst first. */
  flags: Flag[]
}

/** Fewer attempts tell nothing about a question, and something about the people who made them. */
export const leastShown = 30
/** From here on one attempt more or less no longer decides whether an option counts as chosen. */
const leastForOptions = 100
const mostTexts = 5
const tooEasy = 0.95
const tooHard = 0.25
const weakBelow = 0.1
const functionalShare = 0.05

/**
 * Classical item statistics. Facility is the mean mark; discrimination the corrected point-biserial
 * correlation, Pearson's r of the mark with the rest, which leaves the item itself out (Henrysson
 * 1963, Psychometrika 28). Only first attempts count, as in Moodle's quiz statistics: a later one has
 * seen the key.
 *
 * The rules by which a question is flagged:
 * - better-distractor: those who chose a wrong option have a higher mean rest than those who were right,
 *   by more than the standard error of the difference: the sign of a wrong key (Haladyna 2004,
 *   Developing and Validating Multiple-Choice Test Items, ch. 9)
 * - negative: r below 0 by more than its standard error 1/√(n−1): check key and wording (Ebel & Frisbie
 *   1991, Essentials of Educational Measurement)
 * - too-hard: facility under 0.25, or under the chance of guessing where that is higher
 * - weak: r below 0.1 by more than its standard error. Ebel & Frisbie call under 0.2 poor; a rest of
 *   four answers is so rough that good questions stay lower here than in a long test
 * - too-easy: facility over 0.95
 * - dead-distractor: a wrong option chosen by fewer than 5 % (Haladyna & Downing 1993, Educational and
 *   Psychological Measurement 53), told from 100 attempts on and not where nearly all are right
 */
export function statisticsOf(question: Question, attempts: Attempts[]): Statistics {
  const all = total(attempts)
  const empty = { facility: null, discrimination: null, choices: [], flags: [] }
  if (all.count < leastShown) return { count: all.count, ...empty }
  const facility = sum(attempts, ({ score, count }) => score * count) / all.count
  const discrimination = correlation(attempts)
  const choices = choicesOf(question, attempts, all.count)
  const measured = { count: all.count, facility, discrimination, choices }
  return { ...measured, flags: flagsOf(question, attempts, measured) }
}

/**
 * Pearson's correlation of mark and rest over the attempts that have a rest; null when either is the
 * same for all.
 */
function correlation(attempts: Attempts[]): number | null {
  const { rests, restSum, restSquares } = total(attempts)
  if (rests < 2) return null
  const meanScore = sum(attempts, (one) => one.score * one.rests) / rests
  const meanRest = restSum / rests
  const covariance = sum(
    attempts,
    (one) => (one.score - meanScore) * (one.restSum - one.rests * meanRest),
  )
  const ofScore = sum(attempts, (one) => one.rests * (one.score - meanScore) ** 2)
  const ofRest = restSquares - rests * meanRest ** 2
  // What is left of equal numbers after rounding is no variance.
  if (ofScore < 1e-9 || ofRest < 1e-9) return null
  return Math.max(-1, Math.min(1, covariance / Math.sqrt(ofScore * ofRest)))
}

function choicesOf(question: Question, attempts: Attempts[], count: number): Choice[] {
  const choice = (one: Choice['choice'], isKey: boolean, givers: Attempts[]): Choice => {
    const { count: chosen, rests, restSum } = total(givers)
    const meanRest = rests > 0 ? restSum / rests : null
    return { choice: one, isKey, count: chosen, share: chosen / count, meanRest }
  }
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return question.options.map((_, index) =>
        choice(index, question.key.includes(index), choosersOf(attempts, index)),
      )
    case 'true-false':
      return [true, false].map((truth) =>
        choice(
          truth,
          truth === question.key,
          attempts.filter(({ given }) => given === truth),
        ),
      )
    case 'fill-in':
      return [...groupByText(attempts)]
        .map(([text, givers]) => choice(text, false, givers))
        .sort((one, other) => other.count - one.count)
        .slice(0, mostTexts)
    case 'short':
      return []
  }
}

function choosersOf(attempts: Attempts[], option: number): Attempts[] {
  return attempts.filter(({ given }) => Array.isArray(given) && given.some((one) => one === option))
}

/** Wrong texts that differ only in spaces, width or the way a number is written are one. */
function groupByText(attempts: Attempts[]): Map<string, Attempts[]> {
  const texts = new Map<string, Attempts[]>()
  for (const attempt of attempts) {
    if (attempt.score >= 1 || !Array.isArray(attempt.given)) continue
    const text = attempt.given.map((blank) => normaliseQuantities(String(blank)).trim()).join('；')
    texts.set(text, [...(texts.get(text) ?? []), attempt])
  }
  return texts
}

function flagsOf(
  question: Question,
  attempts: Attempts[],
  {
    count,
    facility,
    discrimination: r,
    choices,
  }: Omit<Statistics, 'flags' | 'facility'> & {
    facility: number
  },
): Flag[] {
  const error = 1 / Math.sqrt(Math.max(1, total(attempts).rests - 1))
  const isNegative = r !== null && r < -error
  const isWeak = r !== null && !isNegative && r < weakBelow - error
  const flags: Flag[] = betterDistractors(attempts, choices)
  if (isNegative) flags.push({ kind: 'negative' })
  if (facility < Math.max(tooHard, chanceOf(question))) flags.push({ kind: 'too-hard' })
  if (isWeak) flags.push({ kind: 'weak' })
  if (facility > tooEasy) return [...flags, { kind: 'too-easy' }]
  return count < leastForOptions ? flags : [...flags, ...deadDistractors(choices)]
}

function betterDistractors(attempts: Attempts[], choices: Choice[]): Flag[] {
  const right = total(attempts.filter(({ score }) => score >= 1))
  return choices.flatMap(({ choice, isKey, share }): Flag[] => {
    if (typeof choice !== 'number' || isKey || share < functionalShare) return []
    const givers = total(choosersOf(attempts, choice))
    return isAbove(givers, right) ? [{ kind: 'better-distractor', option: choice }] : []
  })
}

/** The mean rest of `one` is above that of `other` by more than the standard error of the difference. */
function isAbove(one: Rests, other: Rests): boolean {
  if (one.rests < 2 || other.rests < 2) return false
  const difference = one.restSum / one.rests - other.restSum / other.rests
  return difference > Math.sqrt(squaredError(one) + squaredError(other))
}

type Rests = Pick<Attempts, 'rests' | 'restSum' | 'restSquares'>

/** The squared standard error of a mean rest. */
function squaredError({ rests, restSum, restSquares }: Rests): number {
  const variance = Math.max(0, restSquares - restSum ** 2 / rests) / (rests - 1)
  return variance / rests
}

function deadDistractors(choices: Choice[]): Flag[] {
  return choices.flatMap(({ choice, isKey, share }): Flag[] =>
    typeof choice === 'number' && !isKey && share < functionalShare
      ? [{ kind: 'dead-distractor', option: choice }]
      : [],
  )
}

/** The mark that guessing earns on average. */
function chanceOf(question: Question): number {
  if (question.kind === 'single') return 1 / question.options.length
  return question.kind === 'true-false' ? 0.5 : 0
}

function total(attempts: Attempts[]): Omit<Attempts, 'given' | 'score'> {
  return {
    count: sum(attempts, ({ count }) => count),
    rests: sum(attempts, ({ rests }) => rests),
    restSum: sum(attempts, ({ restSum }) => restSum),
    restSquares: sum(attempts, ({ restSquares }) => restSquares),
  }
}

function sum<Item>(items: Item[], value: (item: Item) => number): number {
  return items.reduce((sofar, item) => sofar + value(item), 0)
}

const severity: Flag['kind'][] = [
  'better-distractor',
  'negative',
  'too-hard',
  'weak',
  'too-easy',
  'dead-distractor',
]

/**
 * Whether a person should look: a dead distractor alone is so common that it is told only where the
 * question is looked at for itself.
 */
export function needsLook({ flags }: Statistics): boolean {
  return flags.some(({ kind }) => kind !== 'dead-distractor')
}

/** Orders the worst first: by the gravest flag, then by discrimination, then by facility. */
export function compareWorst(one: Statistics, other: Statistics): number {
  const gravest = ({ flags }: Statistics) =>
    Math.min(severity.length, ...flags.map(({ kind }) => severity.indexOf(kind)))
  return (
    gravest(one) - gravest(other) ||
    (one.discrimination ?? 1) - (other.discrimination ?? 1) ||
    (one.facility ?? 1) - (other.facility ?? 1)
  )
}
