import type { Translate } from '../../shared/locale.ts'
import { clip, escapeHtml, type Screen } from '../../shared/screen.ts'
import { questionText } from '../question-text.ts'
import { reviewData } from './buttons.ts'
import { basisParts, questionLine } from './screens.ts'
import type { Reviewed } from './store.ts'
import type { Task } from './task-store.ts'

/** What a search shows at most. */
export const shownQuestions = 8

/** The questions that were found, with a button for each. */
export function foundScreen(
  t: Translate,
  { found, total }: { found: Reviewed[]; total: number },
): Screen {
  if (found.length === 0) return { text: t('review-none-found') }
  const lines = found.map((question, index) => {
    const stem = escapeHtml(clip(question.content.stem.replace(/\s+/g, ' '), 50))
    const state = question.state === 'LIVE' ? '' : `（${t(`review-state-${question.state}`)}）`
    return `${index + 1}. ${t(`bank-kind-${question.content.kind}`)}${stem}${state}`
  })
  if (total > found.length) lines.push(t('review-more-found', { count: total - found.length }))
  const buttons = found.map(({ id }, index) => ({
    label: String(index + 1),
    data: reviewData('q', id),
  }))
  return {
    text: `<b>${t('review-found', { count: total })}</b>\n${lines.join('\n')}`,
    buttons: [buttons.slice(0, 4), buttons.slice(4)].filter((row) => row.length > 0),
  }
}

/** A question outside the queue, to edit it or take it out of use; with the task that waits about it. */
export function questionScreen(t: Translate, question: Reviewed, waiting: Task | null): Screen {
  const { id, content, state } = question
  const body = escapeHtml(clip(questionText(t, content), 2_500))
  const parts = [questionLine(t, question), body, ...basisParts(t, content, null)]
  if (state === 'RETIRED') return { text: parts.join('\n\n') }
  const card = waiting && { label: t('review-button-card'), data: reviewData('card', waiting.id) }
  return {
    text: parts.join('\n\n'),
    buttons: [
      [
        { label: t('review-button-edit'), data: reviewData('qedit', id) },
        { label: t('review-button-retire'), data: reviewData('qstop', id) },
      ],
      ...(card ? [[card]] : []),
    ],
  }
}

/** Asks again before a question goes out of use. */
export function askRetireScreen(t: Translate, { id, content }: Reviewed): Screen {
  const stem = escapeHtml(clip(content.stem.replace(/\s+/g, ' '), 60))
  return {
    text: t('review-ask-retire', { stem }),
    buttons: [
      [
        { label: t('review-button-retire-yes'), data: reviewData('qstopped', id) },
        { label: t('review-button-cancel'), data: reviewData('q', id) },
      ],
    ],
  }
}
