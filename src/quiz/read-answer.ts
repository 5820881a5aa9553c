import type { Question } from '../shared/question.ts'
import type { Given } from './judge.ts'

/** What a typed message means as an answer, or why it is none. */
export type TypedAnswer =
  | { kind: 'answer'; given: Given }
  | { kind: 'use-buttons' }
  | { kind: 'blanks-differ'; wanted: number; got: number }
  | { kind: 'too-long'; limit: number }

/** Longer than any model answer; beyond it the rest would never be read. */
const mostCharacters = 1000

/**
 * Reads a typed message as the answer to `question`. Letters are read in the order in which this
 * officer sees the options.
 */
export function readTypedAnswer(question: Question, order: number[], text: string): TypedAnswer {
  const typed = text.trim()
  if ([...typed].length > mostCharacters) return { kind: 'too-long', limit: mostCharacters }
  switch (question.kind) {
    case 'short':
      return { kind: 'answer', given: typed }
    case 'fill-in':
      return readBlanks(question.key.length, typed)
    case 'true-false':
      return readTruth(typed)
    case 'single':
    case 'multiple':
      return readLetters(question.kind, order, typed)
  }
}

function readBlanks(wanted: number, typed: string): TypedAnswer {
  if (wanted === 1) return { kind: 'answer', given: [typed] }
  const strict = typed.split(/[;；\n|]+/).map((part) => part.trim())
  const loose = typed.split(/[;；\n|，,、\s]+/).filter(Boolean)
  const parts = strict.length === wanted ? strict : loose
  if (parts.length !== wanted) return { kind: 'blanks-differ', wanted, got: parts.length }
  return { kind: 'answer', given: parts }
}

function readTruth(typed: string): TypedAnswer {
  if (/^(对|正确|是|√|✓|t|true|yes|y)$/i.test(typed)) return { kind: 'answer', given: true }
  if (/^(错|错误|不对|否|×|✗|x|f|false|no|n)$/i.test(typed)) return { kind: 'answer', given: false }
  return { kind: 'use-buttons' }
}

function readLetters(kind: 'single' | 'multiple', order: number[], typed: string): TypedAnswer {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s,，、;；.。]/g, '')
  if (!/^[A-Z]+$/.test(letters)) return { kind: 'use-buttons' }
  const places = [...new Set(letters)].map((char) => char.charCodeAt(0) - 65)
  if (places.some((place) => place >= order.length)) return { kind: 'use-buttons' }
  if (kind === 'single' && places.length !== 1) return { kind: 'use-buttons' }
  const given = places.map((place) => order[place] as number).sort((one, other) => one - other)
  return { kind: 'answer', given }
}
