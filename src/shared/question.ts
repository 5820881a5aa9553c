/** The words of the item bank, shared by every slice that asks, judges or shows a question. */

export const kinds = ['single', 'multiple', 'true-false', 'fill-in', 'short'] as const
export type Kind = (typeof kinds)[number]

/** One thing a short answer must say. Weights of a rubric add up to the question's marks. */
export interface RubricPoint {
  id: string
  weight: number
  /** The point in plain words, shown to the officer with ✓ or ✗. */
  text: string
  /** Groups of alternatives: one word of every group must occur in the same sentence. */
  keywords: string[][]
  /** Numbers with units that must be said exactly, such as `8小时`. */
  quantities: string[]
}

/** The legal basis of a question: a law, the date of its text, an article and its words. */
export interface Basis {
  law: string
  /** The date of the text, `YYYY-MM-DD`, where the source names one. */
  version?: string
  /** `第八十三条`, as the law writes it. */
  article?: string
  /** The words of the article that decide the question. */
  quote?: string
}

interface Common {
  stem: string
  explanation?: string
  basis?: Basis
  /** What the day's theme is matched with: the chapter, the law, the subject. */
  topic?: string
  /** 1 easy, 2 middle, 3 hard. */
  difficulty?: 1 | 2 | 3
}

/** The key holds the indexes of the right options, ascending; exactly one for `single`. */
export interface ChoiceQuestion extends Common {
  kind: 'single' | 'multiple'
  options: string[]
  key: number[]
}

export interface TrueFalseQuestion extends Common {
  kind: 'true-false'
  key: boolean
}

/** For each blank of the stem, in order, the spellings that are accepted. */
export interface FillInQuestion extends Common {
  kind: 'fill-in'
  key: string[][]
}

/** The key is the model answer; without a rubric it can be shown but not marked by points. */
export interface ShortQuestion extends Common {
  kind: 'short'
  key: string
  rubric?: RubricPoint[]
}

export type Question = ChoiceQuestion | TrueFalseQuestion | FillInQuestion | ShortQuestion

/** `0` → `A`. Options past Z do not occur: an import refuses more than 26. */
export function letter(index: number): string {
  return String.fromCharCode(65 + index)
}
