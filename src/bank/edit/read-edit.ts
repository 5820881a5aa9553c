import type { Question } from '../../shared/question.ts'
import type { Problem } from '../formats/format.ts'
import { readListText } from '../formats/list.ts'

export type EditReading =
  /** With remarks on what should be looked at. */
  | { kind: 'question'; question: Question; problems: Problem[] }
  | { kind: 'many'; count: number }
  | { kind: 'problems'; problems: Problem[] }

/** A typed reply as the new text of a question. */
export function readEdit(text: string): EditReading {
  const { items, problems } = readListText(text)
  const [item] = items
  if (items.length > 1) return { kind: 'many', count: items.length }
  const isRead = problems.every(({ code }) => code.startsWith('note-'))
  return item && isRead
    ? { kind: 'question', question: item.question, problems }
    : { kind: 'problems', problems }
}
