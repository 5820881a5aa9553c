import type { Question } from '../../shared/question.ts'
import { comparable } from './clean.ts'
import type { Problem } from './format.ts'
import { letterAt } from './options.ts'
import type { Prepared } from './prepare.ts'

/** Telegram cuts a message at 4,096 characters; the frame around a question takes some of them. */
export const maxStem = 3000
export const maxQuestion = 3600
export const maxOptions = 26
const maxBlanks = 20

type Reason = Omit<Problem, 'where'>

/** Why a question that was read cannot be asked, or null for a good one. */
export function checkQuestion(question: Question): Reason | null {
  const stem = lengthOf(question.stem)
  if (stem > maxStem) return { code: 'stem-long', args: { limit: String(maxStem) } }
  if (question.kind === 'fill-in' && question.key.length > maxBlanks) return { code: 'many-blanks' }
  if (question.kind !== 'single' && question.kind !== 'multiple') return null
  if (question.options.length > maxOptions) return { code: 'many-options' }
  const whole = stem + question.options.reduce((sum, option) => sum + lengthOf(option) + 4, 0)
  if (whole > maxQuestion) return { code: 'question-long', args: { limit: String(maxQuestion) } }
  const right = new Set(question.key.map((index) => comparable(question.options[index] ?? '')))
  const twin = question.options.some(
    (option, index) => !question.key.includes(index) && right.has(comparable(option)),
  )
  return twin ? { code: 'right-and-wrong-same' } : null
}

/** What a person should look at in a question that was taken. */
export function remarksOn(draft: Prepared, question: Question): Reason[] {
  const remarks: Reason[] = (draft.remarks ?? []).map((code) => ({ code }))
  if (draft.media) remarks.push({ code: 'note-picture' })
  if (question.kind !== 'single' && question.kind !== 'multiple') return remarks
  const distinct = new Set(question.options.map(comparable))
  if (distinct.size < question.options.length) remarks.push({ code: 'note-options-same' })
  if (draft.sorted) remarks.push({ code: 'note-options-sorted' })
  const moved = draft.labels.some(
    (label, index) => /^[A-Z]$/.test(label) && label !== letterAt(index),
  )
  if (moved) remarks.push({ code: 'note-letters-moved' })
  return remarks
}

function lengthOf(text: string): number {
  return Array.from(text).length
}
