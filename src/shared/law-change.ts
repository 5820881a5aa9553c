/** What another text of a law means for the questions that rest on it: the law library finds them, the bank acts. */
import type { ArticleChange } from './article-change.ts'
import type { Day } from './day.ts'
import type { Basis } from './question.ts'

/** A question in use whose basis cites articles that are others from now on. */
export interface TouchedQuestion {
  questionId: number
  /** Of the articles it cites. Empty where it cites a repealed law as a whole. */
  changes: ArticleChange[]
  /** As it must read under the new text; null where an article is gone. */
  basis: Basis | null
  /** Only numbers of articles changed, and only its basis names them: nobody has to look at it. */
  isRenumbered: boolean
}

/** A change of a law that holds, with every question it touches. */
export interface LawTouched {
  lawChangeId: number
  /** The law's title. */
  law: string
  /** The first day on which it holds. */
  day: Day
  /** No other text took the place of the old one. */
  isRepealed: boolean
  /** Telegram id of who brought it; null for the command line. */
  by: number | null
  at: Date
  questions: TouchedQuestion[]
}

/** A change that was taken back. */
export interface LawTakenBack {
  lawChangeId: number
  /** When the questions had been looked at. */
  appliedAt: Date
  by: number | null
  at: Date
}
