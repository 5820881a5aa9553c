/** A calendar file: pure, on top of the table reader. */

import type { Row, TableFile } from '../../platform/tables.ts'
import type { Day } from '../../shared/day.ts'
import { mostDays, type CalendarPlan, type CalendarProblem, type DayChange } from './changes.ts'
import { readModeCell } from './read-mode.ts'
import { readDaySpan } from './read-sentence.ts'

type Field = 'day' | 'mode' | 'note'
type Columns = Partial<Record<Field, number>>

const headings: Record<Field, RegExp> = {
  day: /^(日期|日子|时间|训练日期|date|days?)$/i,
  mode: /^(类型|模式|方式|训练类型|训练模式|训练安排|训练方式|安排|mode|type|kind)$/i,
  note: /^(说明|备注|原因|事由|note|notes|reason|remark|comment)$/i,
}

/** What people, questions and shifts have and a calendar has not. */
const foreign = /警号|姓名|班次|单位|题|答案|选项|badge|name|shift|question|answer|option/i
const headerWithin = 20

/** Tells a calendar from other tables: a column of days and one of kinds, and nothing about people or questions. */
export function looksLikeCalendar(tables: TableFile): boolean {
  return tables.sheets.some(({ rows }) => findHeader(rows) !== null)
}

/** The days of a calendar file, each row taken or named in `problems`. A day named twice is as its last row says. */
export function readCalendarFile(tables: TableFile, today: Day): CalendarPlan {
  const problems: CalendarProblem[] = []
  const changes = new Map<Day, DayChange>()
  for (const sheet of tables.sheets) {
    const header = findHeader(sheet.rows)
    if (!header) continue
    for (const row of sheet.rows.slice(header.index + 1)) {
      const read = readRow(row, header.columns, today)
      const problem = 'code' in read ? read : fault(read, changes.size, today)
      if (problem) problems.push({ sheet: sheet.name, row: row.number, ...problem })
      else if ('changes' in read) for (const change of read.changes) changes.set(change.day, change)
    }
  }
  const sorted = [...changes.values()].sort((one, other) => (one.day < other.day ? -1 : 1))
  return { changes: sorted, problems }
}

type Fault = Pick<CalendarProblem, 'code' | 'args'>

function readRow(row: Row, columns: Columns, today: Day): { changes: DayChange[] } | Fault {
  const cell = (field: Field) => (row.cells[columns[field] ?? -1] ?? '').trim()
  if (cell('day') === '') return { code: 'no-day', args: {} }
  const days = readDaySpan(cell('day'), today)
  if (!days) return { code: 'day-unclear', args: { text: cell('day') } }
  const mode = readModeCell(cell('mode'))
  if (!mode) return { code: 'mode-unclear', args: { text: cell('mode') } }
  const note = cell('note') || null
  return { changes: days.map((day) => ({ day, mode: mode === 'CLEAR' ? null : mode, note })) }
}

function fault(read: { changes: DayChange[] }, known: number, today: Day): Fault | null {
  const [first] = read.changes
  if (first && first.day < today) return { code: 'day-past', args: { text: first.day } }
  return known + read.changes.length > mostDays ? { code: 'too-many', args: {} } : null
}

function findHeader(rows: Row[]): { index: number; columns: Columns } | null {
  for (const [index, row] of rows.slice(0, headerWithin).entries()) {
    const cells = row.cells.map((cell) => cell.normalize('NFKC').replace(/[\s*]|\(.*?\)/g, ''))
    const columns: Columns = {}
    for (const field of ['day', 'mode', 'note'] as const) {
      const at = cells.findIndex((cell) => headings[field].test(cell))
      if (at >= 0) columns[field] = at
    }
    const isCalendar = columns.day !== undefined && columns.mode !== undefined
    if (isCalendar) return cells.some((cell) => foreign.test(cell)) ? null : { index, columns }
  }
  return null
}
