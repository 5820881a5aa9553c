import type { OutSheet } from '../../platform/tables.ts'
import { kinds, letter } from '../../shared/question.ts'
import { cleanText } from './clean.ts'
import { common } from './common.ts'
import type { Draft } from './draft.ts'
import { prepare } from './prepare.ts'
import {
  basisFields,
  difficultyWords,
  kindWords,
  remarkColumns,
  templateHeader,
  templateRow,
} from './template.ts'

/** Something that was not imported, as a row that a person can mend. */
export interface Correction {
  /** Where it stood and what is wrong with it, in words. */
  where: string
  reason: string
  /** What was read of it; or */
  draft?: Draft
  /** its text as it stood. */
  block?: string
}

/**
 * What was not imported in the columns of the project's own spreadsheet, with place and reason behind
 * them: corrected and sent back, it is read like any other file.
 */
export function correctionsSheet(name: string, corrections: Correction[]): OutSheet {
  const most = corrections.reduce((width, { draft }) => Math.max(width, widthOf(draft)), 4)
  return {
    name,
    header: [...templateHeader(most), ...remarkColumns],
    widths: [8, 60, ...Array<number>(most).fill(20), 16, 40, 14, 6, 20, 12, 12, 40, 20, 16, 40],
    rows: corrections.map((correction) => toRow(correction, most)),
  }
}

function widthOf(draft: Draft | undefined): number {
  if (!draft) return 0
  const { options = [] } = (draft.settled ?? {}) as { options?: string[] }
  const widths = [options, draft.options, prepare(draft).options].map(({ length }) => length)
  return Math.min(26, Math.max(...widths))
}

function toRow({ where, reason, draft, block = '' }: Correction, most: number): string[] {
  return [...cellsOf(draft, block, most), where, reason]
}

function cellsOf(draft: Draft | undefined, block: string, most: number): string[] {
  if (draft?.settled) return templateRow(draft.settled, most)
  return draft ? draftCells(draft, most) : ['', block, ...Array<string>(most + 9).fill('')]
}

function draftCells(draft: Draft, most: number): string[] {
  const { options: found, stem, key, right, word } = prepare(draft)
  const kind = kinds.find((one) => one === word)
  // As the file had them, so that the key still means the same; only where there are none, found ones.
  const given = draft.options.map(cleanText)
  const asGiven = given.filter((option) => option !== '').length > 1
  const marked = (asGiven ? draft.right : right)?.flatMap((is, index) => (is ? letter(index) : []))
  return [
    kind ? kindWords[kind] : (draft.kind ?? ''),
    stem,
    ...padded(asGiven ? given : found, most),
    marked?.join('') || keyCell(key),
    ...fieldCells(draft),
  ]
}

function padded(options: string[], most: number): string[] {
  return Array.from({ length: most }, (_, index) => options[index] ?? '')
}

function fieldCells(draft: Draft): string[] {
  const { explanation = '', topic = '', difficulty = 0, basis = null } = common(draft)
  return [
    explanation,
    topic,
    difficultyWords[difficulty] ?? '',
    ...basisFields.map((field) => basis?.[field] ?? ''),
    draft.rubric ? JSON.stringify(draft.rubric) : '',
  ]
}

function keyCell(key: Draft['key']): string {
  if (key === undefined) return ''
  if (!Array.isArray(key)) return typeof key === 'boolean' ? (key ? '正确' : '错误') : String(key)
  return key.map((part) => (Array.isArray(part) ? part.join('|||') : part)).join('；')
}
