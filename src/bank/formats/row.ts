import type { Row } from '../../platform/tables.ts'
import type { RubricPoint } from '../../shared/question.ts'
import type { Draft, DraftKey } from './draft.ts'
import type { Place } from './format.ts'
import type { Role } from './headers.ts'
import type { Layout } from './layout.ts'
import { readRubric } from './rubric.ts'

/** One row as a draft, or null where neither a stem nor options nor a key stand in it. */
export function readRow(layout: Layout, row: Row, place: Place): Draft | null {
  const cell = (role: Role): string => cellAt(row, layout.columns[role])
  const options = readOptions(layout, row)
  const key = readKey(layout, row)
  const stem = [cell('passage'), cell('stem')].filter((text) => text !== '').join('\n')
  if (stem === '' && (options.every((option) => option === '') || key === undefined)) return null
  return {
    place,
    stem,
    options,
    ...(layout.options.length > 0 ? { labels: layout.options.map(({ label }) => label) } : {}),
    ...(key === undefined ? {} : { key }),
    ...extras(layout, row),
  }
}

/** The fields beside stem, options and key. */
export function extras(layout: Layout, row: Row): Partial<Draft> {
  const cell = (role: Role): string => cellAt(row, layout.columns[role])
  const topic = layout.topics.map((column) => cellAt(row, column)).find(isTopic)
  const rubric = readRubricCell(cell('rubric'))
  return {
    ...(cell('kind') === '' ? {} : { kind: cell('kind') }),
    ...(cell('explanation') === '' ? {} : { explanation: cell('explanation') }),
    ...(cell('difficulty') === '' ? {} : { difficulty: cell('difficulty') }),
    ...(cell('source') === '' ? {} : { source: cell('source') }),
    ...(topic === undefined ? {} : { topic }),
    ...(rubric ? { rubric } : {}),
    ...(cell('rubric') !== '' && !rubric ? { remarks: ['note-rubric'] } : {}),
    ...(cell('law') === '' ? {} : { basis: readBasis(cell) }),
    ...(layout.media.some((column) => cellAt(row, column) !== '') ? { media: true } : {}),
  }
}

export function cellAt(row: Row, column: number | undefined): string {
  return column === undefined ? '' : (row.cells[column] ?? '').replace(/\u00A0/g, ' ').trim()
}

function readOptions(layout: Layout, row: Row): string[] {
  if (layout.options.length > 0) return layout.options.map(({ column }) => cellAt(row, column))
  const all = cellAt(row, layout.columns.options)
  return all === '' ? [] : [all]
}

function readKey(layout: Layout, row: Row): DraftKey | undefined {
  const keys = layout.keys.map((column) => cellAt(row, column)).filter((key) => key !== '')
  return keys.length > 1 ? keys : keys[0]
}

/** A chapter by its bare number says nothing to anybody. */
function isTopic(text: string): boolean {
  return text !== '' && !/^[\d.]+$/.test(text)
}

function readBasis(cell: (role: Role) => string): NonNullable<Draft['basis']> {
  return {
    law: cell('law').replace(/^《(.*)》$/, '$1'),
    ...(cell('version') === '' ? {} : { version: cell('version') }),
    ...(cell('article') === '' ? {} : { article: cell('article') }),
    ...(cell('quote') === '' ? {} : { quote: cell('quote') }),
  }
}

function readRubricCell(text: string): RubricPoint[] | null {
  return text === '' ? null : readRubric(text)
}
