import { lawTitle } from '../../shared/law-title.ts'
import type { Translate } from '../../shared/locale.ts'
import type { Basis, Question } from '../../shared/question.ts'
import { regradeData } from '../../shared/regrade-button.ts'
import { samplesButton } from '../../shared/samples-button.ts'
import { clip, escapeHtml, type Button, type Screen } from '../../shared/screen.ts'
import { questionAsText } from '../formats/list/text.ts'
import { questionText } from '../question-text.ts'
import { choicesData, reviewData } from './buttons.ts'
import type { Decided, DecisionOutcome } from './decide-task.ts'
import type { Card, Readiness } from './find-card.ts'
import { lawCaseText } from './law-case-screen.ts'
import type { Retirement } from './retire-question.ts'
import { diffLines } from './rules.ts'
import type { RetestSending } from './send-retest.ts'
import type { Reviewed } from './store.ts'

/** Telegram's limit is 4,096 characters. */
const roomForText = 3_900
/** What each part may take of them; the question has what is left, at least `question`. */
const room = { question: 800, explanation: 400, quote: 300, article: 500, changes: 900 }
/** Less of them beside the words of a changed law. */
const changesBesideLaw = 450

/** One task of the queue with all that is needed to decide it. */
export function cardScreen(t: Translate, card: Card, { isAdmin }: { isAdmin: boolean }): Screen {
  const { question, proposal, content, article, basisWarning, lawCase } = card
  const { statistics, readiness, isOwn } = card
  const head = headText(t, card)
  const roomForChanges = lawCase ? changesBesideLaw : room.changes
  const rest = [
    ...basisParts(t, content, article),
    basisWarning && t(`review-warning-${basisWarning}`),
    lawCase && lawCaseText(t, lawCase, question.content),
    proposal && changesText(t, question.content, proposal, roomForChanges),
    statistics && escapeHtml(statistics),
    readiness && readinessText(t, readiness),
    isOwn ? t('review-own') : null,
  ].filter((part) => part !== null)
  const left = roomForText - lengthOf([head, ...rest].join('\n\n'))
  const body = escapeHtml(clip(questionText(t, content), Math.max(room.question, left)))
  return { text: [head, body, ...rest].join('\n\n'), buttons: cardButtons(t, card, isAdmin) }
}

function headText(t: Translate, { place, task, question, reports }: Card): string {
  const where = place ? t('review-place', { ...place }) : ''
  const kinds = reports.map(({ kind, count }) => t(`review-reported-${kind}`, { count }))
  const count = reports.reduce((sum, one) => sum + one.count, 0)
  const lines = [
    `<b>${t('review-title')}</b>${where}`,
    t(`review-reason-${task.reason}`, { count, kinds: kinds.join('、') }),
    questionLine(t, question),
  ]
  return lines.join('\n')
}

/** The number, bank and state of a question. */
export function questionLine(t: Translate, { id, bankName, state }: Reviewed): string {
  const bank = escapeHtml(clip(bankName, 40))
  return t('review-question', { id: String(id), bank, state: t(`review-state-${state}`) })
}

/** The explanation, the basis with its quoted words, and the whole article where it is known. */
export function basisParts(t: Translate, content: Question, article: string | null): string[] {
  const { explanation, basis } = content
  const parts: string[] = []
  if (explanation) {
    parts.push(t('review-why', { text: escapeHtml(clip(explanation, room.explanation)) }))
  }
  if (basis) parts.push(basisText(t, basis))
  if (article !== null) {
    const words = escapeHtml(clip(article, room.article))
    parts.push(`${t('review-article')}\n<blockquote expandable>${words}</blockquote>`)
  }
  return parts
}

function basisText(t: Translate, { law, article = '', version = '', quote }: Basis): string {
  const source = `${lawTitle(law)}${article}${version === '' ? '' : `（${version}）`}`
  const line = t('review-basis', { source: escapeHtml(clip(source, 80)) })
  return quote ? `${line}\n<blockquote>${escapeHtml(clip(quote, room.quote))}</blockquote>` : line
}

/** What differs between two texts of a question, line by line, clipped; null where nothing does. */
export function changesText(
  t: Translate,
  before: Question,
  after: Question,
  limit: number = room.changes,
): string | null {
  const lines = diffLines(questionAsText(before).split('\n'), questionAsText(after).split('\n'))
  if (lines.length === 0) return null
  return `${t('review-changes')}\n${escapeHtml(clip(lines.join('\n'), limit))}`
}

/** What a short answer has, and what it still needs. */
export function readinessText(t: Translate, { missing, samples, agreement }: Readiness): string {
  if (missing === 'rubric') return t('review-short-rubric')
  // Fluent lets no text ask for a percentage.
  const share = agreement === null ? null : Math.round(agreement * 100)
  const percent = share === null ? '' : t('review-short-agreement', { percent: share })
  return t(missing ? 'review-short-samples' : 'review-short-ready', { samples, percent })
}

const approveKeys = {
  NEW: 'review-button-approve',
  EDITED: 'review-button-approve',
  REPORTED: 'review-button-fine',
  LAW_CHANGED: 'review-button-still',
}

function cardButtons(t: Translate, card: Card, isAdmin: boolean): Button[][] {
  const { task, place, readiness, isOwn } = card
  const isProposed = task.reason === 'NEW' || task.reason === 'EDITED'
  const approve = t(approveKeys[task.reason])
  const button = (key: string, act: Parameters<typeof reviewData>[0]): Button => ({
    label: t(`review-button-${key}`),
    data: reviewData(act, task.id),
  })
  const decide: Button[] = [
    ...(isOwn ? [] : [{ label: approve, data: reviewData('ok', task.id) }]),
    button('edit', 'edit'),
  ]
  const refuse: Button[] = [
    button('retire', 'stop'),
    ...(isProposed ? [button('reject', 'back')] : []),
  ]
  const go: Button[] = [
    ...(place && place.total > 1 ? [button('next', 'next')] : []),
    ...(isAdmin ? [{ label: t('review-button-choices'), data: choicesData }] : []),
  ]
  const samples =
    readiness && readiness.missing !== 'rubric' ? [samplesButton(t, card.question.id)] : []
  return [decide, samples, refuse, go].filter((row) => row.length > 0)
}

/** Asks again before a question goes out of use, or offers to say why a text goes back. */
export function askScreen(t: Translate, card: Card, what: 'stop' | 'back'): Screen {
  const { task, content } = card
  const back = { label: t('review-button-cancel'), data: reviewData('card', task.id) }
  const stem = stemOf(content)
  if (what === 'stop') {
    const retire = { label: t('review-button-retire-yes'), data: reviewData('stopped', task.id) }
    return { text: t('review-ask-retire', { stem }), buttons: [[retire, back]] }
  }
  return {
    text: t('review-ask-reject', { stem }),
    buttons: [
      [{ label: t('review-button-explain'), data: reviewData('why', task.id) }],
      [{ label: t('review-button-no-reason'), data: reviewData('returned', task.id) }],
      [back],
    ],
  }
}

/** Asks for the reason as a typed reply. */
export function reasonScreen(t: Translate, content: Question): Screen {
  return { text: t('review-ask-reason', { stem: stemOf(content) }), asks: t('review-reason-hint') }
}

/** Nothing waits. */
export function emptyScreen(t: Translate, { isAdmin }: { isAdmin: boolean }): Screen {
  const choices = { label: t('review-button-choices'), data: choicesData }
  return { text: t('review-empty'), ...(isAdmin && { buttons: [[choices]] }) }
}

/** What became of a press on a card. */
export function decisionScreen(
  t: Translate,
  outcome: DecisionOutcome,
  { taskId, reviewer }: { taskId: number; reviewer: number },
): Screen {
  const next = [{ label: t('review-button-next'), data: reviewData('next', taskId) }]
  switch (outcome.kind) {
    case 'decided':
      return decidedScreen(t, outcome)
    case 'already': {
      const by = outcome.by === reviewer ? 'you' : 'other'
      const done = t(`review-done-${outcome.decision}`, { stem: stemOf(outcome.question.content) })
      return { text: `${t('review-already', { by })}\n${done}`, buttons: [next] }
    }
    case 'own':
      return { text: t('review-own'), buttons: [next] }
    case 'twin': {
      const twin = { label: t('review-button-twin'), data: reviewData('q', outcome.twinId) }
      return { text: t('review-twin', { id: String(outcome.twinId) }), buttons: [[twin], next] }
    }
    case 'not-ready': {
      const { readiness, questionId } = outcome
      const samples = readiness.missing === 'rubric' ? [] : [samplesButton(t, questionId)]
      const text = `${t('review-not-ready')}\n${readinessText(t, readiness)}`
      return { text, buttons: [samples, next].filter((row) => row.length > 0) }
    }
    case 'unknown':
      return { text: t('review-unknown'), buttons: [next] }
  }
}

/**
 * What was decided; where the key changed, the way to mark the answers given so far anew; after a change
 * of the law, how many officers are asked anew or the way to have them asked.
 */
export function decidedScreen(t: Translate, outcome: Decided): Screen {
  const { decision, questionId, text, canRegrade, retest, canRetest } = outcome
  const lines = [
    t(`review-done-${decision}`, { stem: stemOf(text) }),
    ...(canRegrade ? [t('review-can-regrade')] : []),
    ...(retest > 0 ? [t('review-retest-planned', { count: retest })] : []),
    ...(canRetest === null ? [] : [t('review-can-retest')]),
  ]
  const regrade = { label: t('review-button-regrade'), data: regradeData(questionId) }
  const again = { label: t('review-button-retest'), data: reviewData('retest', canRetest ?? 0) }
  const buttons = [...(canRegrade ? [[regrade]] : []), ...(canRetest === null ? [] : [[again]])]
  return { text: lines.join('\n'), ...(buttons.length > 0 && { buttons }) }
}

/** What became of having officers asked anew. */
export function retestScreen(t: Translate, sending: RetestSending): Screen {
  if (sending.kind === 'unknown') return { text: t('review-retest-unknown') }
  const { count, text } = sending
  const line = count > 0 ? t('review-retest-planned', { count }) : t('review-retest-nobody')
  return { text: `${stemOf(text)}\n${line}` }
}

/** What became of taking a question out of use outside the queue. */
export function retiredScreen(t: Translate, outcome: Retirement): Screen {
  if (outcome.kind === 'unknown') return { text: t('review-unknown') }
  const stem = stemOf(outcome.question.content)
  return {
    text: t(outcome.kind === 'retired' ? 'review-done-RETIRED' : 'review-is-retired', { stem }),
  }
}

function stemOf({ stem }: Question): string {
  return escapeHtml(clip(stem.replace(/\s+/g, ' '), 60))
}

/** The characters of Telegram HTML that Telegram counts. */
function lengthOf(html: string): number {
  return html.replace(/<[^>]*>/g, '').replace(/&\w+;/g, '&').length
}
