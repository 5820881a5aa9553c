import type { Day } from './day.ts'
import type { Locale } from './locale.ts'

/** Every background job and the data it carries. A job without a handler does not compile (src/jobs.ts). */
export interface Jobs {
  'grade-answer': { answerId: number }
  /** A model looks at what no rule understood of a previewed bank file; the chat gets the preview again. */
  'read-blocks': { importId: number; chatId: number }
  /** Questions are drafted from articles, a policy or a case; `key` is the job's own. */
  'draft-questions': { draftId: number; key: string }
  /** Sentences of the day's scripts and weekly reports are worded before they go out. */
  'word-ahead': { day: Day }
  /** Articles without a vector get one, some at a time. */
  'embed-articles': Record<string, never>
  /** The answer to what somebody asked about the law; `masked` is what was hidden in the question. */
  'ask-law': {
    questionId: number
    chatId: number
    locale: Locale
    masked: { kind: string; count: number }[]
  }
}

export type JobName = keyof Jobs
