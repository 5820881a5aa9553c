import type { Translate } from '../shared/locale.ts'
import { openSetData } from '../shared/open-set.ts'
import { letter, type Question } from '../shared/question.ts'
import { clip, escapeHtml, type Button, type Screen } from '../shared/screen.ts'
import type { Item } from './store.ts'

/** Telegram's limit is 4,096 characters; some are kept for the frame around the parts. */
const roomForText = 3_600
const buttonsPerRow = 5

/** Button data of the quiz: q:ID:OPTION, q:ID:+OPTION, q:ID:-OPTION, q:ID:s, q:ID:c1, q:ID:c0; q:practice, q:mistakes, q:day:DAY. */
export const quizData = {
  choose: (answerId: number, option: number | string) => `q:${answerId}:${option}`,
  /** Says what the option shall be, not that it shall change: pressed twice it means the same. */
  tick: (answerId: number, option: number, chosen: boolean) =>
    `q:${answerId}:${chosen ? '+' : '-'}${option}`,
  submit: (answerId: number) => `q:${answerId}:s`,
  /** Says to be sure, or takes it back. */
  sure: (answerId: number, sure: boolean) => `q:${answerId}:c${sure ? 1 : 0}`,
  practice: 'q:practice',
  mistakes: 'q:mistakes',
  makeUp: openSetData,
}

/** The card of the morning: what today is about, and the first question in it. */
export function morningScreen(t: Translate, item: Item): Screen {
  const { text, buttons } = questionScreen(t, item)
  const { theme, size } = item.sitting
  const head = theme
    ? t('quiz-card-theme', { theme: escapeHtml(clip(theme, 60)), size })
    : t('quiz-card', { size })
  return {
    text: `<b>${t('quiz-card-title', dateArgs(item.day))}</b>\n${head}\n\n${text}`,
    buttons: buttons ?? [],
  }
}

/** A question that waits for its answer. */
export function questionScreen(t: Translate, item: Item, room = roomForText): Screen {
  const hint = typingHint(t, item.question)
  const parts = [heading(t, item), ...questionBody(item, room)]
  if (hint) parts.push(`<i>${hint}</i>`)
  return { text: parts.join('\n\n'), buttons: answerButtons(t, item) }
}

function heading(t: Translate, { question, position, sitting }: Item): string {
  const place = t('quiz-place', { position, size: sitting.size })
  const practice = sitting.kind === 'DAILY' ? '' : ` · ${t('quiz-not-counted')}`
  return `<b>${t(`quiz-kind-${question.kind}`)}${place}</b>${practice}`
}

/** The stem and the options, shortened only where Telegram could not show them whole. */
export function questionBody({ question, order }: Item, room = roomForText): string[] {
  if (question.kind !== 'single' && question.kind !== 'multiple') {
    return [escapeHtml(clip(question.stem, room))]
  }
  const forStem = Math.floor(room / 2)
  const forOption = Math.floor(room / 2 / order.length)
  const lines = order.map(
    (index, place) =>
      `${letter(place)}. ${escapeHtml(clip(question.options[index] ?? '', forOption))}`,
  )
  return [escapeHtml(clip(question.stem, forStem)), lines.join('\n')]
}

function typingHint(t: Translate, question: Question): string | null {
  if (question.kind === 'short') return t('quiz-type-short')
  if (question.kind !== 'fill-in') return null
  const blanks = question.key.length
  return blanks === 1 ? t('quiz-type-blank') : t('quiz-type-blanks', { blanks })
}

function answerButtons(t: Translate, item: Item): Button[][] {
  const { answerId, question } = item
  const certainty = certaintyRows(t, item)
  if (question.kind !== 'multiple') return [...optionRows(t, item), ...certainty]
  const submit = { label: t('quiz-submit'), data: quizData.submit(answerId) }
  return [...optionRows(t, item), ...certainty, [submit]]
}

/** What is toggled before the answer, where the officer is asked: one row, or none. */
function certaintyRows(t: Translate, { answerId, sure }: Item): Button[][] {
  if (sure === null) return []
  const label = t(sure ? 'certainty-on' : 'certainty-off')
  return [[{ label, data: quizData.sure(answerId, !sure) }]]
}

function optionRows(t: Translate, { answerId, question, order, draft }: Item): Button[][] {
  switch (question.kind) {
    case 'true-false':
      return [
        [
          { label: t('quiz-true'), data: quizData.choose(answerId, 1) },
          { label: t('quiz-false'), data: quizData.choose(answerId, 0) },
        ],
      ]
    case 'single':
      return rows(
        order.map((index, place) => ({
          label: letter(place),
          data: quizData.choose(answerId, index),
        })),
      )
    case 'multiple':
      return rows(
        order.map((index, place) => ({
          label: draft.includes(index) ? `✓ ${letter(place)}` : letter(place),
          data: quizData.tick(answerId, index, !draft.includes(index)),
        })),
      )
    case 'fill-in':
    case 'short':
      return []
  }
}

function rows(buttons: Button[]): Button[][] {
  const count = Math.ceil(buttons.length / buttonsPerRow)
  const perRow = Math.ceil(buttons.length / count)
  return Array.from({ length: count }, (_, row) => buttons.slice(row * perRow, (row + 1) * perRow))
}

/** What to say when a typed message is no answer to the question that waits. */
export function notAnAnswerText(
  t: Translate,
  reason:
    | { kind: 'use-buttons' }
    | { kind: 'blanks-differ'; wanted: number; got: number }
    | { kind: 'too-long'; limit: number },
): string {
  switch (reason.kind) {
    case 'use-buttons':
      return t('quiz-use-buttons')
    case 'blanks-differ':
      return t('quiz-blanks-differ', { wanted: reason.wanted, got: reason.got })
    case 'too-long':
      return t('quiz-too-long', { limit: reason.limit })
  }
}

/** A day as texts name it. */
export function dateArgs(day: string): { month: number; date: number } {
  return { month: Number(day.slice(5, 7)), date: Number(day.slice(8, 10)) }
}

/** Marks with at most two decimals: the parts of an answer may weigh a half. */
export function tidyScore(score: number): string {
  return String(Math.round(score * 100) / 100)
}
