import type { Translate } from '../../shared/locale.ts'
import type { ShortQuestion } from '../../shared/question.ts'
import { clip, escapeHtml, type Button, type Screen } from '../../shared/screen.ts'
import { maxOf, scoreOf, type Mark } from '../mark.ts'
import type { Hit } from '../precedent.ts'
import { rubricOf } from '../rubric-from-key.ts'
import { markData } from './buttons.ts'
import type { MarkDecision } from './decide-mark.ts'
import type { MarkCard } from './find-card.ts'
import { ticksOf } from './same-answers.ts'
import type { Spread } from './spread-decision.ts'
import type { Case } from './store.ts'
import { tidy } from './tidy.ts'

/** A message holds 4,096 characters; these parts together stay below. */
const room = { stem: 400, answer: 900, points: 1_200, quotes: 400, precedent: 100, note: 300 }
const buttonsInRow = 4

/** Says how many marks wait, with the way to them. */
export function waitingScreen(t: Translate, count: number): Screen {
  const label = t('mark-queue', { count })
  return {
    text: t('mark-waiting', { count }),
    buttons: [[{ label, data: markData({ act: 'next', taskId: 0 }) }]],
  }
}

/** Nothing waits. */
export function noneScreen(t: Translate): Screen {
  return { text: t('mark-none') }
}

/** One mark with all that is needed to decide it. */
export function markCardScreen(t: Translate, card: MarkCard): Screen {
  const { found, precedents, place } = card
  const { question, given, note, reason } = found
  const lines = [
    `<b>${t('mark-title')}</b>${place ? t('mark-place', { ...place }) : ''}`,
    t(`mark-reason-${reason}`),
    '',
    escapeHtml(clip(question.stem, room.stem)),
    '',
    `<b>${t('mark-answer')}</b>`,
    `<blockquote>${escapeHtml(clip(given, room.answer))}</blockquote>`,
    `<b>${t('mark-points')}</b>`,
    ...pointLines(t, found),
    '',
    ...markLines(t, card),
  ]
  if (precedents.length > 0) {
    lines.push('', t('mark-precedents'), ...precedents.map((one) => precedentLine(question, one)))
  }
  if (note) lines.push('', t('mark-note', { note: escapeHtml(clip(note, room.note)) }))
  return { text: lines.join('\n'), buttons: cardButtons(t, found) }
}

function pointLines(t: Translate, found: Case): string[] {
  const points = rubricOf(found.question)
  const ticks = ticksOf(found)
  const forPoint = Math.floor(room.points / points.length)
  return points.map(({ text, weight }, i) => {
    const sign = ticks[i]?.hit ? '✓' : '✗'
    const words = escapeHtml(clip(text, forPoint))
    return `${i + 1}. ${sign} ${t('mark-point', { text: words, weight: tidy(weight) })}`
  })
}

/** The mark that the answer has and the one of the rules, with what each took as evidence. */
function markLines(t: Translate, { found, builtIn }: MarkCard): string[] {
  const { record } = found
  const isByRules = record.by === 'built-in'
  return [
    ...(isByRules ? [] : [markLine(t, record.by === 'model' ? 'model' : 'person', record)]),
    markLine(t, 'built-in', builtIn),
  ]
}

function markLine(
  t: Translate,
  by: 'model' | 'person' | 'built-in',
  { score, max, points }: Pick<Mark, 'score' | 'max' | 'points'>,
): string {
  const forPoint = Math.floor(room.quotes / points.length)
  const evidence = points.flatMap(({ hit, quote }, i) =>
    hit ? [`${i + 1}${quote ? `「${clip(quote, forPoint)}」` : ''}`] : [],
  )
  const found = escapeHtml(evidence.join(' '))
  const head = t(`mark-by-${by}`, { score: tidy(score), max: tidy(max) })
  return found === '' ? head : t('mark-evidence', { mark: head, found })
}

function precedentLine(
  question: ShortQuestion,
  { wording, points }: { wording: string; points: Hit[] },
) {
  const signs = rubricOf(question).map(({ id }) =>
    points.some((one) => one.id === id && one.hit) ? '✓' : '✗',
  )
  return `${signs.join('')} ${escapeHtml(clip(wording, room.precedent))}`
}

function cardButtons(t: Translate, found: Case): Button[][] {
  const { taskId, question } = found
  const points = rubricOf(question)
  const ticks = ticksOf(found)
  const toggles = ticks.map(({ hit }, index) => ({
    label: `${hit ? '✓' : '✗'} ${index + 1}`,
    data: markData({ act: 'tick', taskId, index, hit: !hit }),
  }))
  const score = tidy(scoreOf(points, ticks))
  const seen = ticks.map(({ hit }) => hit)
  return [
    ...rowsOf(toggles),
    [
      {
        label: t('mark-button-ok', { score, max: tidy(maxOf(points)) }),
        data: markData({ act: 'ok', taskId, ticks: seen }),
      },
      { label: t('mark-button-keep'), data: markData({ act: 'keep', taskId }) },
    ],
    [
      { label: t('mark-button-why'), data: markData({ act: 'why', taskId }) },
      { label: t('mark-button-next'), data: markData({ act: 'next', taskId }) },
    ],
  ]
}

function rowsOf(buttons: Button[]): Button[][] {
  const rows: Button[][] = []
  for (let at = 0; at < buttons.length; at += buttonsInRow)
    rows.push(buttons.slice(at, at + buttonsInRow))
  return rows
}

/** Asks for one sentence that the officer will read. */
export function whyScreen(t: Translate): Screen {
  return { text: t('mark-ask-why'), asks: t('mark-ask-why-hint') }
}

/** What became of a decision; where other answers have the same words, what it would change there. */
export function markDecisionScreen(
  t: Translate,
  outcome: MarkDecision,
  { taskId, reviewer, spread }: { taskId: number; reviewer: number; spread: Spread | null },
): Screen {
  const next = [{ label: t('mark-button-next'), data: markData({ act: 'next', taskId }) }]
  switch (outcome.kind) {
    case 'decided':
      return decidedScreen(t, outcome, spread)
    case 'already':
      return {
        text: t('mark-already', { by: outcome.by === reviewer ? 'you' : 'other' }),
        buttons: [next],
      }
    case 'moved':
      return {
        text: t('mark-moved'),
        buttons: [[{ label: t('mark-button-again'), data: markData({ act: 'card', taskId }) }]],
      }
    case 'own':
    case 'unknown':
      return { text: t(`mark-${outcome.kind}`), buttons: [next] }
  }
}

function decidedScreen(
  t: Translate,
  { before, found }: Extract<MarkDecision, { kind: 'decided' }>,
  spread: Spread | null,
): Screen {
  const { record, taskId, question } = found
  const args = {
    stem: escapeHtml(clip(question.stem, 60)),
    before: tidy(before),
    after: tidy(record.score),
    max: tidy(record.max),
  }
  const text = t(before === record.score ? 'mark-done-kept' : 'mark-done-changed', args)
  const count = spread ? spread.raised + spread.lowered : 0
  if (!spread || count === 0) return { text }
  return {
    text: `${text}\n${t('mark-same', { count, ...spread })}`,
    buttons: [
      [
        { label: t('mark-button-alike', { count }), data: markData({ act: 'alike', taskId }) },
        { label: t('mark-button-apart'), data: markData({ act: 'apart', taskId }) },
      ],
    ],
  }
}

/** What became of the other answers of the same words. */
export function spreadScreen(t: Translate, spread: Spread | null): Screen {
  if (!spread) return { text: t('mark-unknown') }
  const count = spread.raised + spread.lowered
  return { text: count === 0 ? t('mark-alike-none') : t('mark-alike-done', { count, ...spread }) }
}
