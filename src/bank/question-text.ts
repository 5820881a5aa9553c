import type { Translate } from '../shared/locale.ts'
import { letter, type Question } from '../shared/question.ts'

/** The key as a person writes it: `A`, `ABD`, 对, the variants of each blank, the model answer. */
export function writtenKey(question: Question): string | string[][] {
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return question.key.map(letter).join('')
    case 'true-false':
      return question.key ? '对' : '错'
    case 'fill-in':
    case 'short':
      return question.key
  }
}

/** A question as plain text, as an officer will see it, with its key below for whoever checks it. */
export function questionText(t: Translate, question: Question): string {
  const lines = [`${t(`bank-kind-${question.kind}`)}${question.stem}`]
  if (question.kind === 'single' || question.kind === 'multiple') {
    lines.push(...question.options.map((option, index) => `${letter(index)}. ${option}`))
  }
  lines.push(t('bank-preview-key', { key: keyLine(t, question) }))
  return lines.join('\n')
}

function keyLine(t: Translate, question: Question): string {
  if (question.kind === 'true-false') return t(question.key ? 'bank-true' : 'bank-false')
  const key = writtenKey(question)
  return typeof key === 'string' ? key : key.map((blank) => blank.join(' / ')).join('；')
}
