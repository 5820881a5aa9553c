/** A duty roster as rows of officers with their days: pure, on top of the table reader. */

import type { Row, Sheet, TableFile } from '../../platform/tables.ts'
import type { Day } from '../../shared/day.ts'
import { readDay } from '../../shared/read-day.ts'
import { readBadge, readName } from '../read-roster.ts'
import { isOfBank } from '../roster-columns.ts'
import type { ShiftLetter, ShiftProblem } from './plan.ts'
import { readShift } from './read-shift.ts'
import { findLayout, type Layout } from './shift-layout.ts'

/** An officer as a row names them, with what it says about days. */
export interface ShiftRow {
  sheet: string
  row: number
  badge: string | null
  name: string
  unit: string
  shifts: { day: Day; kind: ShiftLetter }[]
}

export interface ShiftRows {
  rows: ShiftRow[]
  /** Every day the file is about. */
  days: Day[]
  problems: ShiftProblem[]
}

/** Tells a duty roster from other tables: officers, and shifts by days. */
export function looksLikeShifts(tables: TableFile, today: Day): boolean {
  return tables.sheets.some((sheet) => {
    const layout = layoutOf(sheet, today)
    if (!layout) return false
    // A column of dates in a roster is not yet a shift: the words must be there.
    const body = sheet.rows.slice(layout.body)
    return body.some((row) => cellsOf(row, layout).some(({ text }) => isShiftWord(text)))
  })
}

/** The rows of a duty roster, in either shape; each is taken or named in `problems`. */
export function readShifts(tables: TableFile, today: Day): ShiftRows {
  const read: ShiftRows = { rows: [], days: [], problems: [] }
  const days = new Set<Day>()
  for (const sheet of tables.sheets) {
    const layout = layoutOf(sheet, today)
    if (!layout) continue
    if (layout.kind === 'wide') for (const { day } of layout.days) days.add(day)
    for (const row of sheet.rows.slice(layout.body)) {
      readRow({ sheet: sheet.name, row, layout, today }, read)
    }
  }
  for (const { shifts } of read.rows) for (const { day } of shifts) days.add(day)
  return { ...read, days: [...days].sort() }
}

function layoutOf(sheet: Sheet, today: Day): Layout | null {
  const layout = findLayout(sheet, today)
  const header = layout && sheet.rows[layout.header]
  return header && !header.cells.some(isOfBank) ? layout : null
}

interface Place {
  sheet: string
  row: Row
  layout: Layout
  today: Day
}

function readRow(place: Place, read: ShiftRows): void {
  const { sheet, row, layout } = place
  const cell = (index: number | undefined) => (row.cells[index ?? -1] ?? '').trim()
  const at = { sheet, row: row.number }
  const badgeCell = cell(layout.officer.badge)
  const badge = badgeCell === '' ? null : readBadge(badgeCell)
  const name = readName(cell(layout.officer.name))
  if (badgeCell !== '' && badge === null) {
    read.problems.push({ ...at, code: 'badge-unreadable', args: { badge: badgeCell } })
  } else if (badge === null && name === '') {
    const isHeadline = cellsOf(row, layout).every(({ text }) => text === '' || isWeekday(text))
    if (!isHeadline) read.problems.push({ ...at, code: 'no-officer', args: {} })
  } else {
    const who = name || badge || ''
    const shifts = readDays(place, who, read)
    read.rows.push({ ...at, badge, name, unit: cell(layout.officer.unit), shifts })
  }
}

function readDays({ sheet, row, layout, today }: Place, name: string, { problems }: ShiftRows) {
  const at = { sheet, row: row.number }
  return cellsOf(row, layout).flatMap(({ day: known, dayText, text }): ShiftRow['shifts'] => {
    const day = known ?? readDay(dayText, today)
    if (!day) {
      problems.push({ ...at, code: 'day-unclear', args: { name, text: dayText } })
      return []
    }
    const kind = readShift(text)
    if (!kind) problems.push({ ...at, code: 'shift-unclear', args: { name, day, text } })
    return [{ day, kind: kind ?? '?' }]
  })
}

interface Cell {
  /** Null where `dayText` says it. */
  day: Day | null
  dayText: string
  text: string
}

function cellsOf(row: Row, layout: Layout): Cell[] {
  const cell = (index: number) => (row.cells[index] ?? '').trim()
  if (layout.kind === 'long') {
    return [{ day: null, dayText: cell(layout.day), text: cell(layout.shift) }]
  }
  return layout.days.map(({ index, day }) => ({ day, dayText: day, text: cell(index) }))
}

function isShiftWord(text: string): boolean {
  const kind = readShift(text)
  return kind !== null && kind !== '-'
}

function isWeekday(text: string): boolean {
  return /^(周|星期|礼拜)?[一二三四五六日天]$/.test(text)
}
