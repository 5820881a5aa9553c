/** Where in a duty roster officers, days and shifts stand: pure. */

import type { Row, Sheet } from '../../platform/tables.ts'
import type { Day } from '../../shared/day.ts'
import { readDay } from '../../shared/read-day.ts'
import { plain, readHeader, type RosterColumns } from '../roster-columns.ts'

interface Common {
  /** The index of the row with the headings, and of the first row below them. */
  header: number
  body: number
  officer: Pick<RosterColumns, 'badge' | 'name' | 'unit'>
}

/** `long`: a row is a day of an officer. `wide`: a row is an officer, with a column for each day. */
export type Layout =
  | (Common & { kind: 'long'; day: number; shift: number })
  | (Common & { kind: 'wide'; days: { index: number; day: Day }[] })

const headerWithin = 20
const dayHeading = /^(日期|排班日期|值班日期|上班日期|执勤日期|date|day)$/
const shiftHeading = /^(班次|班别|班种|班|排班|值班班次|班次名称|勤务班次|shift|shifts)$/

/** The layout of a sheet; null where it is no duty roster. */
export function findLayout(sheet: Sheet, today: Day): Layout | null {
  for (const [header, row] of sheet.rows.slice(0, headerWithin).entries()) {
    const { badge, name, unit } = readHeader(row.cells)
    if (badge === undefined && name === undefined) continue
    const officer = {
      ...(badge !== undefined && { badge }),
      ...(name !== undefined && { name }),
      ...(unit !== undefined && { unit }),
    }
    const long = findLong(row)
    if (long) return { kind: 'long', header, body: header + 1, officer, ...long }
    const month = monthOf(sheet, header)
    const taken = new Set(Object.values(officer))
    // The days may stand in the row below, under one heading for all of them.
    for (const below of [0, 1]) {
      const days = findDays(sheet.rows[header + below], { month, today, taken })
      if (days.length > 0) return { kind: 'wide', header, body: header + below + 1, officer, days }
    }
  }
  return null
}

function findLong({ cells }: Row): { day: number; shift: number } | null {
  const headings = cells.map(plain)
  const day = headings.findIndex((heading) => dayHeading.test(heading))
  const shift = headings.findIndex((heading) => shiftHeading.test(heading))
  return day >= 0 && shift >= 0 ? { day, shift } : null
}

function findDays(
  row: Row | undefined,
  { month, today, taken }: { month: string | null; today: Day; taken: Set<number> },
): { index: number; day: Day }[] {
  return (row?.cells ?? []).flatMap((cell, index) => {
    const day = taken.has(index) ? null : readDayHeading(cell, month, today)
    return day ? [{ index, day }] : []
  })
}

/** `12-01`, `12月1日（周二）`, `2026/12/1`, or `1` and `1日` under a headline that names the month. */
function readDayHeading(cell: string, month: string | null, today: Day): Day | null {
  const text = cell
    .normalize('NFKC')
    .replace(/\(?((周|星期|礼拜)[一二三四五六日天]|(?<=[\d日号\s(])[一二三四五六日天])\)?$/, '')
    .replace(/\s/g, '')
  const date = /^(\d{1,2})[日号]?$/.exec(text)?.[1]
  if (date === undefined) return readDay(text, today)
  return month === null ? null : readDay(`${month}${date}日`, today)
}

/** `2026年12月` or `12月` from the headlines or the name of the sheet. */
function monthOf(sheet: Sheet, header: number): string | null {
  const headlines = sheet.rows.slice(0, header + 1).flatMap(({ cells }) => cells)
  for (const text of [...headlines, sheet.name]) {
    const found = /(\d{4}\s*年\s*)?(\d{1,2})\s*月/.exec(text.normalize('NFKC'))
    if (found) return found[0].replace(/\s/g, '')
  }
  return null
}
