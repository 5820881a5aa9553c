import { articleChangeText } from '../../shared/article-change-text.ts'
import type { Translate } from '../../shared/locale.ts'
import type { Question } from '../../shared/question.ts'
import { clip, escapeHtml } from '../../shared/screen.ts'
import type { LawCase } from './task-store.ts'

/** The old and new words of all articles together take so many characters; more articles are counted only. */
const roomForTexts = 900
const shownChanges = 2

/** What a law did to the articles of a question: old and new words, and whether its quote still stands. */
export function lawCaseText(t: Translate, lawCase: LawCase, question: Question): string {
  const { law, day, isRepealed, changes } = lawCase
  const title = t(isRepealed ? 'review-law-repealed' : 'review-law-changed', {
    law: escapeHtml(clip(law, 60)),
    day,
  })
  const shown = changes.slice(0, shownChanges)
  const each = Math.floor(roomForTexts / Math.max(1, shown.length) / 2)
  const rest = changes.length - shown.length
  return [
    `<b>${title}</b>`,
    ...shown.map((change) => articleChangeText(t, change, each)),
    ...(rest > 0 ? [t('review-law-more', { count: rest })] : []),
    ...quoteLine(t, lawCase, question),
  ].join('\n')
}

/** An article that is gone says enough by itself. */
function quoteLine(t: Translate, { changes, proposal }: LawCase, { basis }: Question): string[] {
  const isGone = changes.length === 0 || changes.some(({ kind }) => kind === 'removed')
  if (!basis?.quote || isGone) return []
  const isKept = proposal === null || proposal.basis?.quote !== undefined
  return [t(isKept ? 'review-law-quote-stands' : 'review-law-quote-gone')]
}
