import type { Basis, Question, RubricPoint } from '../../shared/question.ts'
import type { Place } from './format.ts'

/**
 * A question as a file says it, before anything is decided: what every reader hands to
 * `settleDrafts`, which decides the same way for all formats.
 */
export interface Draft {
  place: Place
  stem: string
  /** The kind in the file's own words (单选题, radio, 1), or from a heading or sheet name. */
  kind?: string
  /** In the file's order; `''` where a column was left empty, so that letters keep their place. */
  options: string[]
  /** What the key calls each option, where the file names them: `A`, `B`, … or anything else. */
  labels?: string[]
  /** Which options the file marks as right, where it does so option by option. */
  right?: boolean[]
  key?: DraftKey
  /** The key repeats the text of the right option and is never a letter or number. */
  keyIsText?: true
  explanation?: string
  topic?: string
  difficulty?: string
  /** The source of the question in the file's words: `《治安管理处罚法》第八十三条`. */
  source?: string
  basis?: Basis
  rubric?: RubricPoint[]
  /** The project's own spreadsheet says it exactly: nothing is left to decide. */
  settled?: Question
  /** The file has a picture or a sound here, which is not taken over. */
  media?: boolean
  /** The reader has looked for a key in the stem itself. */
  stemRead?: true
  /** Codes of what the reader itself has to say about this question. */
  remarks?: string[]
}

/** A cell; several cells or list elements; a number or truth value; variants for each blank. */
export type DraftKey = string | string[] | number | boolean | string[][]
