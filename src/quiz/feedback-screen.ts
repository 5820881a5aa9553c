import { appealButton } from '../shared/appeal-button.ts'
import { basisButton } from '../shared/article-button.ts'
import { lawTitle } from '../shared/law-title.ts'
import type { Translate } from '../shared/locale.ts'
import { letter, type Basis, type Question } from '../shared/question.ts'
import { reportButton } from '../shared/report-button.ts'
import { clip, escapeHtml, type Screen } from '../shared/screen.ts'
import type { Given } from './judge.ts'
import { questionBody, questionScreen, tidyScore } from './screens.ts'
import type { Item } from './store.ts'

const markers = ['model', 'built-in', 'person'] as const
/** Who marked a short answer. */
type Marker = (typeof markers)[number]

/** Who marked, as the record names them. */
export function readMarker(by: string): Marker {
  return markers.find((one) => one === by) ?? 'built-in'
}

/** How a short answer was marked, as the officer sees it. */
export interface Mark {
  score: number
  max: number
  provisional: boolean
  by: Marker
  canAppeal: boolean
  points: { text: string; hit: boolean }[]
}

/** Telegram's limit is 4,096 characters; some are kept for the letters before the options. */
const roomForText = 3_900
/** What each part below the question may take of them; the question has what is left, at least a seventh. */
const room = { given: 300, points: 1_000, key: 600, explanation: 700, quote: 500, source: 60 }

/** The same message after the answer: ✅ or ❌, the key, why, and the article. */
export function feedbackScreen(t: Translate, item: Item, mark: Mark | null): Screen {
  const [heading = ''] = questionScreen(t, item).text.split('\n', 1)
  const below = partsBelow(t, item, mark)
  const left = roomForText - lengthOf([heading, ...below].join('\n\n'))
  const text = [heading, ...questionBody(item, left), ...below].join('\n\n')
  // Before the mark there is nothing yet that could be wrong.
  if (item.outcome === 'PENDING') return { text }
  const buttons = [
    ...(item.question.basis?.article ? [basisButton(t, item.answerId)] : []),
    ...(mark?.canAppeal ? [appealButton(t, item.answerId)] : []),
    reportButton(t, item.answerId),
  ]
  return { text, buttons: [buttons] }
}

function partsBelow(t: Translate, item: Item, mark: Mark | null): string[] {
  const { question, given } = item
  const text = (words: string, limit: number) => escapeHtml(clip(words, limit))
  const parts: string[] = []
  if (given !== null) {
    parts.push(t('quiz-you-answered', { given: text(givenText(t, item, given), room.given) }))
  }
  const certainty = sureButWrong(t, item)
  parts.push(verdict(t, item, mark) + (certainty && `\n${certainty}`))
  if (item.outcome === 'PENDING') return parts
  parts.push(t('quiz-key', { key: text(keyText(t, item), room.key) }))
  if (question.explanation) {
    parts.push(t('quiz-why', { text: text(question.explanation, room.explanation) }))
  }
  if (question.basis) parts.push(basisText(t, question.basis))
  return parts
}

/** The characters of Telegram HTML that Telegram counts. */
function lengthOf(html: string): number {
  return html.replace(/<[^>]*>/g, '').replace(/&\w+;/g, '&').length
}

/**
 * The verdict and the key in a glance, as plain text of up to 200 characters: for the notice over the
 * chat, because the next question soon pushes the explanation out of sight.
 */
export function verdictNotice(t: Translate, item: Item): string {
  const lines = [verdict(t, item, null)]
  if (item.outcome !== 'RIGHT') lines.push(t('quiz-key', { key: keyText(t, item) }))
  return clip(lines.join('\n'), 200)
}

function verdict(t: Translate, { outcome, score }: Item, mark: Mark | null): string {
  switch (outcome) {
    case 'RIGHT':
      return mark ? `✅ ${markText(t, mark)}` : `✅ ${t('quiz-right')}`
    case 'PARTIAL':
      return mark
        ? `❌ ${markText(t, mark)}`
        : `❌ ${t('quiz-partial', { percent: Math.round((score ?? 0) * 100) })}`
    case 'WRONG':
      return mark ? `❌ ${markText(t, mark)}` : `❌ ${t('quiz-wrong')}`
    case 'PENDING':
    case null:
      return t('quiz-being-marked')
  }
}

/** A quiet word to whoever was sure and not right; empty for everybody else. */
function sureButWrong(t: Translate, { sure, outcome, question }: Item): string {
  if (!sure || (outcome !== 'WRONG' && outcome !== 'PARTIAL')) return ''
  const again = question.basis ? 'article' : 'key'
  return t(outcome === 'WRONG' ? 'certainty-wrong' : 'certainty-partial', { again })
}

function markText(t: Translate, mark: Mark): string {
  const args = { score: tidyScore(mark.score), max: tidyScore(mark.max) }
  const head = mark.provisional ? t('quiz-mark-provisional', args) : t('quiz-mark', args)
  const by = `\n${t(`quiz-marked-${mark.by}`)}`
  const forPoint = Math.min(120, Math.floor(room.points / mark.points.length))
  const points = mark.points.map(
    ({ hit, text }) => `${hit ? '✓' : '✗'} ${escapeHtml(clip(text, forPoint))}`,
  )
  return [`${head}${by}`, ...points].join('\n')
}

/** What the officer gave, in the letters they saw. */
function givenText(t: Translate, { question, order }: Item, given: Given): string {
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return lettersOf(order, given as number[])
    case 'true-false':
      return given === true ? t('quiz-true') : t('quiz-false')
    case 'fill-in':
      return (given as string[]).join('；')
    case 'short':
      return given as string
  }
}

/** The key, in the letters this officer saw, with the words of a single right option. */
export function keyText(
  t: Translate,
  { question, order }: { question: Question; order: number[] },
): string {
  switch (question.kind) {
    case 'single':
      return `${lettersOf(order, question.key)}. ${question.options[question.key[0] ?? 0] ?? ''}`
    case 'multiple':
      return lettersOf(order, question.key)
    case 'true-false':
      return question.key ? t('quiz-true') : t('quiz-false')
    case 'fill-in':
      return question.key.map((variants) => variants[0] ?? '').join('；')
    case 'short':
      return question.key
  }
}

function lettersOf(order: number[], indexes: number[]): string {
  return order.map((index, place) => (indexes.includes(index) ? letter(place) : '')).join('')
}

function basisText(t: Translate, { law, article = '', version, quote }: Basis): string {
  const text = (words: string) => escapeHtml(clip(words, room.source))
  const source = t('quiz-basis', {
    law: text(lawTitle(law)),
    article: text(article),
    version: version ? t('quiz-basis-version', { version: text(version) }) : '',
  })
  const words = quote ? `\n${escapeHtml(clip(quote, room.quote))}` : ''
  return `<blockquote>${source}${words}</blockquote>`
}
