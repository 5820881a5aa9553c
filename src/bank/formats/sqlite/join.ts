import type { Row, Sheet } from '../../../platform/tables.ts'
import { headingOf } from '../headers.ts'

/** A table of options whose rows name the question they belong to. */
interface Link {
  questions: Sheet
  options: Sheet
  /** Columns: the question's number there and here, the option's text, letter and flag. */
  id: number
  owner: number
  text: number
  letter: number
  flag: number
}

/**
 * Programs keep questions in one table and their options in another, one a row. Such pairs become
 * one sheet with an option a row; questions without options stay in a sheet of their own. The first
 * row of a sheet is its headings.
 */
export function joinOptions(sheets: Sheet[]): Sheet[] {
  const found = sheets.flatMap((options) => findLink(options, sheets) ?? [])
  const links = found.filter(
    (link, at) => found.findIndex(({ questions }) => questions === link.questions) === at,
  )
  if (links.length === 0) return sheets
  return sheets.flatMap((sheet) => {
    if (links.some(({ options }) => options === sheet)) return []
    const link = links.find(({ questions }) => questions === sheet)
    return link ? joined(link) : [sheet]
  })
}

const ownerName =
  /^(?:question|subject|topic|problem|quiz|exercise|item|timu|tm|题目|试题|问题)s?_?(?:id|no|编号|序号)?$/i

/** What people answered also names questions, but is no part of them. */
const answerLog = /user|student|member|player|session|openid|record|score/i

function findLink(options: Sheet, sheets: Sheet[]): Link | null {
  const owner = ownerColumn(options)
  const parts = owner < 0 ? null : optionColumns(options, owner)
  if (!parts) return null
  const ownerId = headerOf(options)[owner] ?? ''
  const owners = columnOf(options, owner)
  for (const questions of sheets.filter((sheet) => sheet !== options)) {
    const id = headerOf(questions).findIndex((name) => isId(name, ownerId))
    const ids = new Set(columnOf(questions, id))
    if (owners.every((one) => ids.has(one))) return { questions, options, id, owner, ...parts }
  }
  return null
}

/** The column that names the question, several times each; -1 for a table of something else. */
function ownerColumn(options: Sheet): number {
  const header = headerOf(options)
  if ([options.name, ...header].some((name) => answerLog.test(name))) return -1
  const owner = header.findIndex((name) => ownerName.test(name) && /id|no|号/i.test(name))
  const owners = columnOf(options, owner)
  return new Set(owners).size < owners.length ? owner : -1
}

function headerOf({ rows }: Sheet): string[] {
  return rows[0]?.cells ?? []
}

function optionColumns(
  options: Sheet,
  owner: number,
): Pick<Link, 'text' | 'letter' | 'flag'> | null {
  const header = headerOf(options)
  const isLetters = (at: number): boolean =>
    columnOf(options, at).every((cell) => /^[A-Za-z]$/.test(cell))
  const letter = header.findIndex((_, at) => isLetters(at))
  const flag = header.findIndex((name, at) => isFlag(name, columnOf(options, at)))
  const text = longest(options, new Set([owner, letter, flag]))
  const named = [options.name, header[text] ?? ''].some((name) =>
    /option|choice|answer|选项/i.test(name),
  )
  return text < 0 || !(named || flag >= 0) ? null : { text, letter, flag }
}

function columnOf({ rows }: Sheet, at: number): string[] {
  return rows.slice(1).map(({ cells }) => cells[at] ?? '')
}

function isId(name: string, owner: string): boolean {
  return /^id$/i.test(name) || name.toLowerCase() === owner.toLowerCase()
}

function isFlag(name: string, cells: string[]): boolean {
  const role = headingOf(name)?.role
  if (role !== 'flag' && role !== 'key') return false
  return cells.every((cell) => /^(?:0|1|true|false|)$/i.test(cell))
}

/** The column of texts that say most; numbers say nothing. */
function longest(sheet: Sheet, taken: Set<number>): number {
  const lengths = headerOf(sheet).map((name, at) => {
    const cells = columnOf(sheet, at)
    if (taken.has(at) || /^id$|_id$|time|date/i.test(name)) return -1
    return cells.reduce((sum, cell) => sum + cell.length, 0)
  })
  const most = Math.max(...lengths)
  return most > 0 ? lengths.indexOf(most) : -1
}

function joined({ questions, options, ...at }: Link): Sheet[] {
  const [header, ...rows] = questions.rows
  if (!header) return []
  const optionsOf = new Map<string, Row[]>()
  for (const row of options.rows.slice(1)) {
    const owner = row.cells[at.owner] ?? ''
    optionsOf.set(owner, [...(optionsOf.get(owner) ?? []), row])
  }
  const blank = header.cells.map(() => '')
  const long = rows.flatMap((row) => {
    const own = optionsOf.get(row.cells[at.id] ?? '') ?? []
    const letterOf = (cells: string[]): string => cells[at.letter] ?? ''
    const sorted = own.toSorted((a, b) => letterOf(a.cells).localeCompare(letterOf(b.cells)))
    return sorted.map(({ cells }, index) => ({
      number: row.number,
      cells: [
        ...(index === 0 ? row.cells : blank),
        cells[at.text] ?? '',
        ...(at.flag < 0 ? [] : [cells[at.flag] || '0']),
      ],
    }))
  })
  const alone = rows.filter(({ cells }) => !optionsOf.has(cells[at.id] ?? ''))
  const names = [...header.cells, '选项内容', ...(at.flag < 0 ? [] : ['是否正确'])]
  return [
    { name: questions.name, rows: [{ ...header, cells: names }, ...long] },
    ...(alone.length > 0 ? [{ name: questions.name, rows: [header, ...alone] }] : []),
  ]
}
