import type { Row } from '../../platform/tables.ts'
import { headingOf, type Heading, type Role } from './headers.ts'
import { keyLetters } from './keys.ts'
import { truthOf } from './truth.ts'

/** Which column of a sheet holds what; indexes from 0. */
export interface Layout {
  /** The first column of each role that is read from one column. */
  columns: Partial<Record<Role, number>>
  options: { column: number; label: string }[]
  /** The key may be spread over columns: 答案1, 答案2. */
  keys: number[]
  /** All columns that name a topic, best first. */
  topics: number[]
  media: number[]
}

/**
 * The layout that a row of headings describes, or null for a row that is none: there must be a
 * stem and something to answer it with, or two other headings beside options.
 */
export function readHeader(row: Row): Layout | null {
  if (row.cells.some((cell) => cell.length > 200)) return null
  const headings = row.cells.map(headingOf)
  const roles = new Set(headings.map((heading) => heading?.role))
  const answerable =
    roles.has('key') || roles.has('option') || roles.has('options') || roles.has('flag')
  const meant = headings.filter((heading) => heading !== null && heading.role !== 'other').length
  if (!answerable || meant < 2) return null
  const filled = row.cells.filter((cell) => cell !== '').length
  // `A`, `B`, `AB`, `O` are also what a row of options may say, `A` and 正确 what keys may.
  const several = withRole(headings, 'option').length > 1
  const rich = roles.has('key') && several && meant >= filled / 2 && leavesStem(row, headings)
  if (!roles.has('stem') && !rich) return null
  return buildLayout(row, headings)
}

/** Some column can be the stem's: in `答案 A C AB`, a row of a list of answers, none can. */
function leavesStem({ cells }: Row, headings: (Heading | null)[]): boolean {
  return cells.some((cell, at) => !headings[at] && keyLetters(cell) === null && !isTruth(cell))
}

function isTruth(cell: string): boolean {
  return cell !== '' && truthOf(cell) !== null
}

function buildLayout(row: Row, headings: (Heading | null)[]): Layout {
  const columns = bestColumns(headings)
  const marked = withRole(headings, 'option')
  const numbered = withRole(headings, 'key').filter(({ heading }) => heading.mark !== undefined)
  const plain = bestKey(headings)
  // `Answer1 … Answer4, Correct`: numbered answers beside a key are the options.
  const swap = marked.length === 0 && plain !== null && numbered.length > 1
  const options = swap ? numbered : marked
  columns.stem ??= guessStem(row, headings)
  const topics = withRole(headings, 'topic').sort((a, b) => a.heading.rank - b.heading.rank)
  return {
    columns,
    options: options.map(({ column, heading }, at) => ({
      column,
      label: optionLabel(heading.mark ?? '', at),
    })),
    keys: plain === null ? numbered.map(({ column }) => column) : [plain],
    topics: topics.map(({ column }) => column),
    media: withRole(headings, 'media').map(({ column }) => column),
  }
}

function bestColumns(headings: (Heading | null)[]): Layout['columns'] {
  const columns: Layout['columns'] = {}
  const best = new Map<Role, number>()
  for (const [column, heading] of headings.entries()) {
    if (!heading || heading.role === 'option') continue
    if (heading.rank >= (best.get(heading.role) ?? Number.POSITIVE_INFINITY)) continue
    best.set(heading.role, heading.rank)
    columns[heading.role] = column
  }
  return columns
}

function withRole(
  headings: (Heading | null)[],
  role: Role,
): { column: number; heading: Heading }[] {
  return headings.flatMap((heading, column) =>
    heading?.role === role ? [{ column, heading }] : [],
  )
}

function bestKey(headings: (Heading | null)[]): number | null {
  const keys = withRole(headings, 'key').filter(({ heading }) => heading.mark === undefined)
  return keys.sort((a, b) => a.heading.rank - b.heading.rank)[0]?.column ?? null
}

/** Keys call options by letter; a column headed 选项1 is A. */
function optionLabel(mark: string, at: number): string {
  const number = Number(mark)
  if (mark !== '' && Number.isInteger(number) && number >= 1 && number <= 26) {
    return String.fromCharCode(64 + number)
  }
  return mark || String.fromCharCode(65 + at)
}

/** A header without a word for the stem: the first heading that means nothing here. */
function guessStem(row: Row, headings: (Heading | null)[]): number {
  const unknown = headings.findIndex((heading, at) => heading === null && row.cells[at] !== '')
  return unknown >= 0 ? unknown : 0
}
