import type { Question } from '../../../shared/question.ts'
import { askAmounts } from './ask-amounts.ts'
import { askItems, askWords } from './ask-lists.ts'
import { askStatements } from './ask-statements.ts'
import { checkDraft } from './check-draft.ts'
import { passagesOf } from './passages.ts'

/** What questions are drafted from: one article of a law, or one section of a policy. */
export interface DraftSource {
  law: string
  /** The date of the text, `YYYY-MM-DD`. */
  version?: string
  /** `第八十三条`, or how a section of a policy is called. */
  article: string
  /** Its paragraphs, parted by line ends, word for word. */
  text: string
}

/** A question nobody has looked at yet. */
export interface Draft {
  question: Question
  /** What is asked about: siblings that ask the same thing in another way have the same point. */
  point: string
}

/**
 * Drafts questions from an article without any model: its quantities as blanks and choices, its lists
 * as multiple choices, its sentences as true and false statements. An article of principles,
 * definitions or references gives none. `random` gives numbers from 0 to below 1.
 */
export function draftByRules(source: DraftSource, random: () => number): Draft[] {
  const making = { source, random }
  const passages = passagesOf(source.text, random)
  const drafts = [
    ...passages.flatMap((passage) => [
      ...askAmounts(passage, making),
      ...askWords(passage, making),
    ]),
    ...askStatements(passages, making),
    ...askItems(making),
  ]
  const kept: Draft[] = []
  for (const draft of drafts) {
    const others = kept.map(({ question }) => question)
    if (checkDraft(draft, { source, others }).length === 0) kept.push(draft)
  }
  return kept
}
