import type { Translate } from '../../shared/locale.ts'
import { letter, type Question } from '../../shared/question.ts'
import { clip } from '../../shared/screen.ts'
import { leastShown, needsLook, type Choice, type Flag, type Statistics } from './statistics.ts'

const roomForOption = 40

/** One line about how a question does: 答过 214 人 · 答对率 41% · 区分度 −0.08 ⚠. */
export function describeStatistics(t: Translate, statistics: Statistics): string {
  const { count, facility, discrimination } = statistics
  const parts = [t('statistics-count', { count })]
  if (facility === null) parts.push(t('statistics-too-few', { least: leastShown }))
  else {
    parts.push(t('statistics-facility', { percent: Math.round(100 * facility) }))
    if (discrimination !== null) {
      parts.push(t('statistics-discrimination', { value: signed(discrimination) }))
    }
  }
  return `${parts.join(' · ')}${needsLook(statistics) ? ' ⚠' : ''}`
}

/** What is remarkable and what to do about it, in one sentence. */
export function flagText(t: Translate, question: Question, flag: Flag): string {
  if (!('option' in flag)) return t(`statistics-flag-${flag.kind}`)
  return t(`statistics-flag-${flag.kind}`, { option: optionName(question, flag.option) })
}

/** What is remarkable, in a word or two; each once. */
export function flagNames(t: Translate, { flags }: Statistics): string {
  const names = flags.map(({ kind }) => t(`statistics-name-${kind}`))
  return [...new Set(names)].join(t('statistics-comma'))
}

/** An option under its letter in the bank, a truth value, or the text that was typed. */
export function choiceName(t: Translate, question: Question, choice: Choice['choice']): string {
  if (typeof choice === 'number') return optionName(question, choice)
  if (typeof choice === 'boolean') return t(choice ? 'bank-true' : 'bank-false')
  return clip(choice, roomForOption)
}

function optionName(question: Question, option: number): string {
  const words = 'options' in question ? (question.options[option] ?? '') : ''
  return `${letter(option)}. ${clip(words, roomForOption)}`
}

/** Two decimals and a real minus sign. */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(2)
  return value < 0 && text !== '0.00' ? `−${text}` : text
}
