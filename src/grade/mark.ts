import type { RubricPoint } from '../shared/question.ts'

export interface GradeInput {
  question: string
  points: RubricPoint[]
  answer: string
  /** On whose day the tokens of a model are counted; no model is told. */
  officerId?: number
}

/** How an answer was marked. Every quote is verbatim from the answer. */
export interface Mark {
  score: number
  max: number
  points: { id: string; hit: boolean; quote: string | null }[]
  /**
   * A person should look: any flag is set, or a model was configured and could not be used or does
   * not agree with the built-in grader.
   */
  provisional: boolean
  /** Codes of `flagCodes`. */
  flags: string[]
  by: 'built-in' | 'model' | 'person'
  model?: string
  promptVersion?: string
}

export type Grader = (input: GradeInput) => Promise<Mark>

/** What a mark may be flagged with; each one makes it provisional. */
export const flagCodes = [
  /** The answer speaks to whoever marks it. */
  'instructions',
  /** A bare list of words instead of an answer. */
  'keyword-list',
  /** A point has neither words nor amounts to look for: it was compared by overlap. */
  'no-keywords',
  /** The answer says the words of a point and denies them, or gives the opposite. */
  'contradiction',
  /** Several amounts are offered for one. */
  'hedged',
  /** A sentence repeats the question. */
  'question-echo',
  /** The answer is longer than what is read: 4,096 characters, or 800 by a model. */
  'too-long',
  /** The model was down, slow or did not answer in the agreed form; the mark is the built-in one. */
  'model-unavailable',
  /** The model named evidence that is not in the answer; those hits were voided. */
  'quote-void',
  /** The model and the built-in grader come to something else, and there was no second reading. */
  'model-disagrees',
  /** They come to something else, and a second reading of the model makes other points than the first. */
  'readings-differ',
  /** The model cannot judge the answer by this rubric; the mark is the built-in one. */
  'insufficient',
] as const
export type FlagCode = (typeof flagCodes)[number]

/** The sum of the weights of the points that are hit; weights may be fractions. */
export function scoreOf(points: RubricPoint[], hits: { id: string; hit: boolean }[]): number {
  const made = new Set(hits.filter(({ hit }) => hit).map(({ id }) => id))
  return rounded(points.filter(({ id }) => made.has(id)).reduce((sum, p) => sum + p.weight, 0))
}

/** The marks that a rubric can give. */
export function maxOf(points: RubricPoint[]): number {
  return rounded(points.reduce((sum, { weight }) => sum + weight, 0))
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
