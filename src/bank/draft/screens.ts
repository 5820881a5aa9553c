import type { Masked } from '../../platform/mask-personal-data.ts'
import { draftArticleButton } from '../../shared/draft-button.ts'
import type { Translate } from '../../shared/locale.ts'
import { kinds } from '../../shared/question.ts'
import { clip, escapeHtml, type Button, type Screen } from '../../shared/screen.ts'
import { reviewData } from '../review/buttons.ts'
import { caseData, howData, textData } from './buttons.ts'
import type { DraftOutcome } from './draft-questions.ts'
import type { DroppedCounts } from './sift.ts'

/** What a case takes: less tells no story, more does not fit into one question to a model. */
export const caseLength = { least: 30, most: 1_500 }
const roomForText = 1_600

/** 「出题」 in the list of banks. */
export function howButton(t: Translate): Button {
  return { label: t('draft-button-how'), data: howData }
}

/** The ways to draft questions. */
export function howScreen(t: Translate, { hasModel }: { hasModel: boolean }): Screen {
  const lines = [
    `<b>${t('draft-how-title')}</b>`,
    t('draft-how-article'),
    t('draft-how-policy'),
    t(hasModel ? 'draft-how-case' : 'draft-how-case-no-model'),
    t('draft-how-review'),
  ]
  return {
    text: lines.join('\n\n'),
    buttons: [[{ label: t('draft-button-type-case'), data: caseData }]],
  }
}

/** Asks for a case. */
export function askCaseScreen(t: Translate): Screen {
  return { text: t('draft-ask-case', caseLength), asks: t('draft-case-hint') }
}

/** A typed case is too short or too long; the next reply may do. */
export function caseRefusedScreen(t: Translate, why: 'short' | 'long', length: number): Screen {
  const text = t(`draft-case-${why}`, { ...caseLength, length })
  return { text, asks: t('draft-case-hint') }
}

/** A typed case as it was kept: what was hidden, and the button that begins. */
export function caseScreen(t: Translate, kept: { draftId: number } & Masked): Screen {
  const { draftId, text } = kept
  return {
    text: [
      `<b>${t('draft-case-kept')}</b>`,
      `<blockquote>${escapeHtml(clip(text, roomForText))}</blockquote>`,
      hiddenText(t, kept),
    ].join('\n\n'),
    buttons: [
      [{ label: t('draft-button-begin'), data: textData('c', draftId) }],
      [{ label: t('draft-button-forget'), data: textData('no', draftId) }],
    ],
  }
}

/** Under a file without questions: it can be drafted from. */
export function documentOffer(
  t: Translate,
  kept: { draftId: number; title: string } & Masked,
): Screen {
  const { draftId, title, text } = kept
  const asCase = { label: t('draft-button-case'), data: textData('c', draftId) }
  return {
    text: [t('draft-offer', { title: escapeHtml(title) }), hiddenText(t, kept)].join('\n'),
    buttons: [
      [{ label: t('draft-button-policy'), data: textData('p', draftId) }],
      ...(text.length <= caseLength.most ? [[asCase]] : []),
      [{ label: t('draft-button-forget'), data: textData('no', draftId) }],
    ],
  }
}

function hiddenText(t: Translate, { masked }: Masked): string {
  if (masked.length === 0) return t('draft-nothing-hidden')
  const found = masked.map(({ kind, count }) =>
    t('draft-hidden-kind', { kind: t(`ask-kind-${kind}`), count }),
  )
  return t('draft-hidden', { kinds: found.join('、') })
}

/** What a press began. */
export function pressedScreen(
  t: Translate,
  pressed: 'requested' | 'already' | 'unknown' | 'forgotten',
  title = '',
): Screen {
  return { text: t(`draft-${pressed}`, { title: escapeHtml(clip(title, 80)) }) }
}

/** A law has more articles than are drafted from at once. */
export function tooManyScreen(t: Translate, args: { count: number; most: number }): Screen {
  return { text: t('draft-too-many', args) }
}

/** What came of a request. */
export function outcomeScreen(t: Translate, outcome: DraftOutcome): Screen {
  return outcome.kind === 'drafted' ? draftedScreen(t, outcome) : noCaseScreen(t, outcome)
}

function draftedScreen(t: Translate, outcome: Extract<DraftOutcome, { kind: 'drafted' }>): Screen {
  const { title, made, dropped, byRules, model, left } = outcome
  const counts = kinds.flatMap((kind) =>
    made[kind] ? [t(`bank-count-${kind}`, { count: made[kind] })] : [],
  )
  const count = kinds.reduce((sum, kind) => sum + (made[kind] ?? 0), 0)
  const name = escapeHtml(clip(title, 80))
  const lines = [
    count > 0
      ? t('draft-done', { title: name, count, kinds: counts.join('，') })
      : t('draft-none', { title: name }),
  ]
  if (model === 'gave-out') lines.push(t('draft-gave-out', { count: byRules }))
  else if (byRules > 0) lines.push(t(`draft-by-rules-${model}`, { count: byRules }))
  lines.push(...droppedLines(t, dropped))
  if (left > 0) lines.push(t('draft-left', { count: left }))
  if (made.short) lines.push(t('draft-short-samples'))
  if (count === 0) return { text: lines.join('\n') }
  return {
    text: [...lines, t('draft-waits')].join('\n'),
    buttons: [[{ label: t('draft-button-review'), data: reviewData('next') }]],
  }
}

function noCaseScreen(t: Translate, outcome: Extract<DraftOutcome, { kind: 'no-case' }>): Screen {
  const { reason, draftId, dropped, articles } = outcome
  const lines = [t(`draft-no-case-${reason}`), ...droppedLines(t, dropped)]
  if (articles.length > 0) lines.push(t('draft-articles-instead'))
  const buttons = articles.map(({ articleId, name }) => [
    { ...draftArticleButton(t, articleId), label: clip(name, 40) },
  ])
  const again = { label: t('draft-button-again'), data: textData('c', draftId) }
  return {
    text: lines.join('\n'),
    buttons: [...buttons, ...(reason === 'gave-out' ? [[again]] : [])],
  }
}

function droppedLines(t: Translate, dropped: DroppedCounts): string[] {
  const reasons = Object.entries(dropped)
  if (reasons.length === 0) return []
  const count = reasons.reduce((sum, [, some]) => sum + some, 0)
  const parts = reasons.map(([fault, some]) =>
    t('draft-dropped-for', { reason: t(`draft-fault-${fault}`), count: some }),
  )
  return [t('draft-dropped', { count, reasons: parts.join('；') })]
}
