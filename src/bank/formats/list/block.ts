import { choiceKeyInStem, isListedKey, truthKeyInStem } from './keys.ts'
import type { Piece } from './labels.ts'
import type { Line } from './lines.ts'
import type { NumberStyle } from './numbers.ts'
import { cutOptions, startsOption } from './options.ts'

/** A piece of a line and the line it stands in. */
export interface Part extends Piece {
  line: Line
}

/** The lines of what may be one question, in order, from its stem on. */
export interface Block {
  number: number | null
  /** The kind in the question's own tag. */
  kind?: string
  section: Section
  parts: Part[]
  /** Which part has the last label; -1 for none. */
  labelAt: number
  /** From a list of answers behind the questions. */
  listed?: { key: string; explanation?: string }
}

/** The questions under one heading. */
export interface Section {
  kind?: string
  topic?: string
  ordinal?: string
  style?: NumberStyle
  blocks: Block[]
  /** Further answers are not for it: an answer list for it was found. */
  closed?: true
}

/** The pieces of a block's stem, options included, even where they stand behind the key. */
export function stemParts<T extends Piece>({ parts }: { parts: T[] }): T[] {
  let field: Piece['field'] = null
  return parts.filter((part) => {
    field = part.field ?? field
    return field === null || field === 'stem' || field === 'options'
  })
}

/** The text of pieces, one line each. */
export function textOf(parts: { text: string }[]): string {
  return parts.map(({ text }) => text).join('\n')
}

/** Whether pieces hold a key: a labelled one, or one in a bracket of the stem. */
export function holdsKey(parts: Piece[]): boolean {
  const at = parts.findIndex(({ field }) => field === 'key')
  if (at >= 0) {
    const value = parts.slice(at)
    const next = value.findIndex(({ field }, index) => index > 0 && field !== null)
    return textOf(next < 0 ? value : value.slice(0, next)).trim() !== ''
  }
  return holdsBracketKey(parts)
}

function holdsBracketKey(parts: Piece[]): boolean {
  const text = textOf(stemParts({ parts }))
  if (text.length > 20_000) return false
  const cut = cutOptions(text)
  if (!cut) return truthKeyInStem(text) !== null
  if (choiceKeyInStem(cut.before, cut.ranges.length)) return true
  return /[（(]\s*(?:正确答案|√)\s*[)）]/.test(text.slice(cut.ranges[0]?.start ?? 0))
}

/** How many options pieces hold. */
export function optionCount(parts: Piece[]): number {
  const text = textOf(stemParts({ parts }))
  return text.length > 20_000 ? 0 : (cutOptions(text)?.ranges.length ?? 0)
}

/** Options below the key, where none stood above it. */
export function isOptionBehindKey({ parts }: Block, { field, text }: Piece): boolean {
  const last = parts.at(-1)
  if (field !== null || last?.field !== 'key' || !isListedKey(last.text)) return false
  return /^[（(【[]?\s*[AaＡ]/.test(text) && startsOption(text) && optionCount(parts) === 0
}
