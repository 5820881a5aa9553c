import { lawTitle } from '../shared/law-title.ts'
import type { Translate } from '../shared/locale.ts'
import { clip, escapeHtml, type Button, type Screen } from '../shared/screen.ts'
import { dateArgs, quizData, tidyScore } from './screens.ts'
import type { Item } from './store.ts'

export interface Result {
  items: Item[]
  /** Null outside a daily set. */
  duty: { state: string; startedAt: Date | null; finishedAt: Date | null } | null
  streak: number
  /** A missed day that can still be made up. */
  makeUpDay: string | null
}

/** The end of a set: score, time, what to look at again, the officer's own streak. */
export function resultScreen(t: Translate, result: Result): Screen {
  const { items, duty, streak, makeUpDay } = result
  const score = items.reduce((sum, item) => sum + (item.score ?? 0), 0)
  const right = items.filter((item) => item.outcome === 'RIGHT').length
  const lines = [`<b>${title(t, items, duty)}</b>`]
  lines.push(t('quiz-score', { score: tidyScore(score), max: items.length, right }))
  const seconds = secondsTaken(duty)
  if (seconds !== null) lines.push(t('quiz-time', splitSeconds(seconds)))
  const again = items.filter((item) => item.outcome === 'WRONG' || item.outcome === 'PARTIAL')
  if (again.length > 0)
    lines.push('', t('quiz-look-again'), ...again.map((item) => againLine(t, item)))
  if (duty && streak > 1) lines.push('', t('quiz-streak', { days: streak }))
  return { text: lines.join('\n'), buttons: resultButtons(t, makeUpDay, again.length > 0) }
}

function title(t: Translate, items: Item[], duty: Result['duty']): string {
  const day = items[0]?.day ?? ''
  if (!duty) return t('quiz-practice-done')
  return duty.state === 'MADE_UP' ? t('quiz-made-up', dateArgs(day)) : t('quiz-done', dateArgs(day))
}

function againLine(t: Translate, { position, question }: Item): string {
  const basis = question.basis?.article
    ? t('quiz-basis', {
        law: lawTitle(question.basis.law),
        article: question.basis.article,
        version: '',
      })
    : clip(question.stem.replace(/\s+/g, ' '), 40)
  return `· ${t('quiz-number', { position })} ${escapeHtml(clip(basis, 80))}`
}

function secondsTaken(duty: Result['duty']): number | null {
  if (!duty?.startedAt || !duty.finishedAt) return null
  const seconds = Math.round((duty.finishedAt.getTime() - duty.startedAt.getTime()) / 1000)
  // A set begun in the morning and ended at night has no meaningful time.
  return seconds >= 0 && seconds < 3600 ? seconds : null
}

function splitSeconds(seconds: number): { minutes: number; seconds: number } {
  return { minutes: Math.floor(seconds / 60), seconds: seconds % 60 }
}

/** What can be done after a set. */
function resultButtons(t: Translate, makeUpDay: string | null, hasMistakes: boolean): Button[][] {
  const buttons: Button[][] = []
  if (makeUpDay) {
    buttons.push([
      { label: t('quiz-make-up', dateArgs(makeUpDay)), data: quizData.makeUp(makeUpDay) },
    ])
  }
  const more = [{ label: t('quiz-more'), data: quizData.practice }]
  if (hasMistakes) more.push({ label: t('quiz-mistakes-button'), data: quizData.mistakes })
  return [...buttons, more]
}
