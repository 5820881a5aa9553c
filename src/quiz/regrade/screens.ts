import { lawTitle } from '../../shared/law-title.ts'
import type { Translate } from '../../shared/locale.ts'
import type { Question } from '../../shared/question.ts'
import { regradeData } from '../../shared/regrade-button.ts'
import { clip, escapeHtml, type Button, type Screen } from '../../shared/screen.ts'
import type { Given } from '../judge.ts'
import { dateArgs, tidyScore } from '../screens.ts'
import type { Regraded } from './apply-regrade.ts'
import { countChanges, type Example, type NotRegradable, type RegradePlan } from './plan-regrade.ts'
import type { ToldChange } from './store.ts'

/** A message holds 4,096 characters; these parts together stay far below. */
const room = { stem: 300, key: 300, why: 500, given: 60 }
const mostChangesTold = 5

/** Button data: rg:QUESTION shows the plan, rg:QUESTION:all:VERSION and rg:QUESTION:up:VERSION carry it out, rg:no. */
const regradeButtons = {
  all: (questionId: number, version: number) => `${regradeData(questionId)}:all:${version}`,
  raise: (questionId: number, version: number) => `${regradeData(questionId)}:up:${version}`,
  cancel: 'rg:no',
}

export type RegradePress =
  | { act: 'plan'; questionId: number }
  | { act: 'apply'; questionId: number; version: number; nobodyLoses: boolean }
  | { act: 'cancel' }

/** What a button of regrading asks for; null when it is none. */
export function readRegradeData(data: string): RegradePress | null {
  if (data === regradeButtons.cancel) return { act: 'cancel' }
  const [, id, mode, version] = /^rg:(\d{1,9})(?::(all|up):(\d{1,9}))?$/.exec(data) ?? []
  if (!id) return null
  const questionId = Number(id)
  if (!mode) return { act: 'plan', questionId }
  return { act: 'apply', questionId, version: Number(version), nobodyLoses: mode === 'up' }
}

/** What marking anew would change, and the ways to go on. */
export function planScreen(t: Translate, plan: RegradePlan): Screen {
  const text = `<b>${t('quiz-regrade-title')}</b>\n${escapeHtml(planText(t, plan))}`
  return { text, buttons: planButtons(t, plan) }
}

/** The plan as plain text, for the chat and for a terminal. */
export function planText(t: Translate, plan: RegradePlan): string {
  const { current, answers, changes, unmatched, open, examples, stemChanged } = plan
  const { question } = current
  const lines = [oneLine(question.stem, room.stem), keyLine(t, question), '']
  lines.push(
    changes.length > 0
      ? t('quiz-regrade-counts', { changes: changes.length, ...countChanges(changes) })
      : t('quiz-regrade-none', { answers }),
  )
  if (unmatched > 0) lines.push(t('quiz-regrade-unmatched', { count: unmatched }))
  if (open > 0) lines.push(t('quiz-regrade-open', { count: open }))
  if (stemChanged) lines.push(t('quiz-regrade-stem-changed'))
  if (examples.length > 0) {
    lines.push('', t('quiz-regrade-examples'), ...examples.map((one) => exampleLine(t, one)))
    lines.push('', t('quiz-regrade-told'))
  }
  return lines.join('\n')
}

function planButtons(t: Translate, { current, changes, open }: RegradePlan): Button[][] {
  if (changes.length === 0 && open === 0) return []
  const { questionId, version } = current
  const { raised, lowered } = countChanges(changes)
  const rows = [[{ label: t('quiz-regrade-all'), data: regradeButtons.all(questionId, version) }]]
  if (raised > 0 && lowered > 0) {
    rows.push([{ label: t('quiz-regrade-raise'), data: regradeButtons.raise(questionId, version) }])
  }
  return [...rows, [{ label: t('quiz-regrade-cancel'), data: regradeButtons.cancel }]]
}

function exampleLine(t: Translate, { asked, given, before, after, count }: Example): string {
  return `· ${t('quiz-regrade-example', {
    given: oneLine(givenWords(t, asked, given), room.given),
    before: tidyScore(before),
    after: tidyScore(after),
    count,
  })}`
}

/** What became of a press, as a message of its own; a plan has a screen of its own. */
export function outcomeScreen(t: Translate, outcome: Regraded, questionId: number): Screen {
  const again = { label: t('quiz-regrade-again'), data: regradeData(questionId) }
  return {
    text: outcomeText(t, outcome),
    ...(outcome.kind === 'stale' && { buttons: [[again]] }),
  }
}

/** The same as plain text, for a terminal. */
export function outcomeText(t: Translate, outcome: Regraded | NotRegradable): string {
  if (outcome.kind === 'already') return t('quiz-regrade-already', { ...counts(outcome) })
  if (outcome.kind !== 'applied') return t(`quiz-regrade-${outcome.kind}`)
  const { officers, moved, unmatched } = outcome
  const lines = [t('quiz-regrade-applied', { ...counts(outcome), officers })]
  if (unmatched > 0) lines.push(t('quiz-regrade-unmatched', { count: unmatched }))
  if (moved > 0) lines.push(t('quiz-regrade-moved', { count: moved }))
  return lines.join('\n')
}

function counts({ raised, lowered }: { raised: number; lowered: number }) {
  return { changes: raised + lowered, raised, lowered }
}

/** Tells an officer that marks were given anew: what was asked, the mended key, each mark, why. */
export function regradedScreen(t: Translate, question: Question, changes: ToldChange[]): Screen {
  const isLowered = changes.some(({ before, after }) => after < before)
  const lines = [
    t('quiz-regraded', { stem: oneLine(question.stem, room.stem) }),
    '',
    keyLine(t, question),
    ...basisLines(t, question),
    '',
    ...changes.slice(-mostChangesTold).map((change) => changeLine(t, change)),
    '',
    t(isLowered ? 'quiz-regraded-lower' : 'quiz-regraded-higher'),
  ]
  return { text: escapeHtml(lines.join('\n')) }
}

function basisLines(t: Translate, { basis, explanation }: Question): string[] {
  const lines: string[] = []
  if (explanation) lines.push(t('quiz-why', { text: clip(explanation, room.why) }))
  if (basis?.article) {
    const source = { law: lawTitle(basis.law), article: basis.article, version: '' }
    lines.push(t('quiz-regraded-basis', { basis: t('quiz-basis', source) }))
  }
  return lines
}

function changeLine(t: Translate, { day, isDaily, before, after }: ToldChange): string {
  return t(isDaily ? 'quiz-regraded-daily' : 'quiz-regraded-practice', {
    ...dateArgs(day),
    before: tidyScore(before),
    after: tidyScore(after),
  })
}

function keyLine(t: Translate, question: Question): string {
  return t('quiz-regrade-key', { key: clip(keyWords(t, question), room.key) })
}

/** The key in words: every officer saw the options under letters of their own. */
function keyWords(t: Translate, question: Question): string {
  switch (question.kind) {
    case 'single':
    case 'multiple':
    case 'true-false':
      return givenWords(t, question, question.key)
    case 'fill-in':
      return question.key.map((variants) => variants.join(' / ')).join('；')
    case 'short':
      return question.key
  }
}

function givenWords(t: Translate, asked: Question, given: Given): string {
  if (typeof given === 'boolean') return t(given ? 'quiz-true' : 'quiz-false')
  if (typeof given === 'string') return given
  const options = 'options' in asked ? asked.options : []
  return given.map((one) => (typeof one === 'number' ? (options[one] ?? '') : one)).join('；')
}

function oneLine(text: string, limit: number): string {
  return clip(text.replace(/\s+/g, ' '), limit)
}
