import type { Row } from '../../platform/tables.ts'
import type { Draft } from './draft.ts'
import type { Place } from './format.ts'
import type { Layout } from './layout.ts'
import { cellAt, extras } from './row.ts'
import { truthOf } from './truth.ts'

/** Whether a table has one option on each row, so that a question spans several. */
export function isLong(layout: Layout, rows: Row[]): boolean {
  const { options, flag, stem } = layout.columns
  if (options === undefined || layout.options.length > 0) return false
  if (flag !== undefined) return true
  const orphans = rows.filter((row) => cellAt(row, stem) === '' && cellAt(row, options) !== '')
  return orphans.length > rows.length * 0.4
}

/** The questions of a long table: rows belong together by their number or by an empty stem. */
export function readLong(layout: Layout, rows: Row[], placeOf: (row: Row) => Place): Draft[] {
  return group(layout, rows).map((members) => readGroup(layout, members, placeOf))
}

function group(layout: Layout, rows: Row[]): Row[][] {
  const groups: Row[][] = []
  let number = ''
  let stem = ''
  for (const row of rows) {
    const itsNumber = cellAt(row, layout.columns.number)
    const itsStem = cellAt(row, layout.columns.stem)
    const current = groups.at(-1)
    const renumbered = itsNumber !== '' && itsNumber !== number
    const another = itsStem !== '' && itsStem !== stem
    if (!current || renumbered || another) groups.push([row])
    else current.push(row)
    number = itsNumber || number
    stem = itsStem || stem
  }
  return groups
}

function readGroup(layout: Layout, members: Row[], placeOf: (row: Row) => Place): Draft {
  const first = members[0] ?? { number: 0, cells: [] }
  const { stem, options, flag } = layout.columns
  const optioned = members.filter((row) => cellAt(row, options) !== '')
  const keys = members.flatMap((row) =>
    layout.keys.map((column) => cellAt(row, column)).filter((key) => key !== ''),
  )
  const distinct = [...new Set(keys)]
  const key = distinct.length > 1 ? distinct : distinct[0]
  const fields = members.map((row) => extras(layout, row)).reverse()
  return {
    place: placeOf(first),
    stem: members.map((row) => cellAt(row, stem)).find((text) => text !== '') ?? '',
    options: optioned.map((row) => cellAt(row, options)),
    ...(flag === undefined ? {} : { right: optioned.map((row) => isRight(cellAt(row, flag))) }),
    ...(key === undefined || flag !== undefined ? {} : { key }),
    ...Object.assign({}, ...fields),
  }
}

function isRight(flag: string): boolean {
  return /^[1-9]\d*(\.\d+)?$/.test(flag) || truthOf(flag) === true || /正确答案|right/i.test(flag)
}
