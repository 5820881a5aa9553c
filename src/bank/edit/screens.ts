import type { Translate } from '../../shared/locale.ts'
import type { Question } from '../../shared/question.ts'
import { samplesButton } from '../../shared/samples-button.ts'
import { clip, escapeHtml, type Screen } from '../../shared/screen.ts'
import { questionAsText } from '../formats/list/text.ts'
import { reviewData } from '../review/buttons.ts'
import { changesText, decidedScreen, readinessText } from '../review/screens.ts'
import type { EditReading } from './read-edit.ts'
import type { EditOutcome } from './submit-edit.ts'

/** The question's text has to fit into one message with the words around it, and into one reply. */
const roomForText = 3_700

/** The question as text to copy, change and send back, as far as it fits into a message. */
export function editScreen(t: Translate, question: Question): Screen {
  const text = questionAsText(question)
  if (text.length > roomForText) return { text: t('review-edit-long') }
  return {
    text: `${t('review-edit-how')}\n<pre>${escapeHtml(text)}</pre>`,
    asks: t('review-edit-hint'),
  }
}

/** Why a reply could not be read as one question; the next reply may do. */
export function unreadScreen(
  t: Translate,
  reading: Exclude<EditReading, { kind: 'question' }>,
): Screen {
  const text =
    reading.kind === 'many'
      ? t('review-edit-many', { count: reading.count })
      : [t('review-edit-unread'), ...problemLines(t, reading.problems)].join('\n')
  return { text: `${text}\n\n${t('review-edit-again')}`, asks: t('review-edit-hint') }
}

function problemLines(t: Translate, problems: Problems): string[] {
  return problems
    .slice(0, 5)
    .map(({ code, args }) => `• ${escapeHtml(clip(t(`problem-${code}`, args), 120))}`)
}

type Problems = Extract<EditReading, { kind: 'problems' }>['problems']

/** What an edit would change, to hand it in or drop it. */
export function editPreviewScreen(
  t: Translate,
  edit: { before: Question; after: Question; problems: Problems },
): Screen {
  const { before, after, problems } = edit
  const changes = changesText(t, before, after)
  if (changes === null) return { text: t('review-edit-same') }
  const remarks = problemLines(t, problems)
  return {
    text: [changes, ...(remarks.length > 0 ? [remarks.join('\n')] : []), t('review-edit-ask')].join(
      '\n\n',
    ),
    buttons: [
      [
        { label: t('review-button-submit'), data: reviewData('submit') },
        { label: t('review-button-drop'), data: reviewData('drop') },
      ],
    ],
  }
}

/** The question, or what waited about it, is not there any more. */
export function goneScreen(t: Translate): Screen {
  return { text: t('review-edit-gone') }
}

/** What became of an edit that was handed in, and the way on where it was made on a card. */
export function editOutcomeScreen(
  t: Translate,
  outcome: EditOutcome,
  taskId: number | null,
): Screen {
  const screen = outcomeScreen(t, outcome)
  if (taskId === null) return screen
  const next = { label: t('review-button-next'), data: reviewData('next', taskId) }
  return { ...screen, buttons: [...(screen.buttons ?? []), [next]] }
}

function outcomeScreen(t: Translate, outcome: EditOutcome): Screen {
  switch (outcome.kind) {
    case 'decided':
      return decidedScreen(t, { ...outcome, decision: 'CHANGED' })
    case 'edit-waits': {
      const card = { label: t('review-button-card'), data: reviewData('card', outcome.taskId) }
      return { text: t('review-edit-other-waits'), buttons: [[card]] }
    }
    case 'twin': {
      const twin = { label: t('review-button-twin'), data: reviewData('q', outcome.twinId) }
      return { text: t('review-twin', { id: String(outcome.twinId) }), buttons: [[twin]] }
    }
    case 'not-ready': {
      const { readiness, questionId, taskId } = outcome
      const lines = [t('review-not-ready'), readinessText(t, readiness), t('review-edit-kept')]
      const card = { label: t('review-button-card'), data: reviewData('card', taskId) }
      const samples = readiness.missing === 'rubric' ? [] : [[samplesButton(t, questionId)]]
      return { text: lines.join('\n'), buttons: [...samples, [card]] }
    }
    case 'waits':
    case 'same':
    case 'gone':
      return { text: t(`review-edit-${outcome.kind}`) }
  }
}
