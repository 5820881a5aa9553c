import { unguard, type Row, type Sheet, type TableFile } from '../../platform/tables.ts'
import type { Draft } from './draft.ts'
import type { BankFile, Place, Problem } from './format.ts'
import { headingOf } from './headers.ts'
import { inferLayout } from './infer.ts'
import { headingKind, kindOf } from './kinds.ts'
import { readHeader, type Layout } from './layout.ts'
import { isLong, readLong } from './long-table.ts'
import { readRow } from './row.ts'
import { settleDrafts } from './settle.ts'
import { exampleMark, forPeople, readTemplateRow, templateWidth } from './template.ts'

/** How far down a heading row is looked for: notices above it take a few rows, never dozens. */
const headerWithin = 40

/** What a spreadsheet or csv holds, over all its sheets. */
export function readTableBank(whole: TableFile): BankFile {
  const { file, bank } = withoutPeoplesSheets(unguarded(whole))
  const drafts: Draft[] = []
  const problems: Problem[] = []
  const unread: Sheet[] = []
  let last: Layout | null = null
  for (const sheet of file.sheets) {
    const parts = divide(sheet, last)
    if (parts.length === 0 && sheet.rows.length > 0) unread.push(sheet)
    for (const part of parts) {
      last = part.layout
      const read = readPart(sheet, part)
      drafts.push(...read.drafts)
      problems.push(...read.problems)
    }
  }
  const settled = settleDrafts(drafts)
  for (const sheet of unread) {
    if (drafts.length > 0 && isNotice(sheet)) continue
    problems.push({
      where: { ...placeOf(sheet, sheet.rows[0]) },
      code: 'sheet-unread',
      args: { rows: String(sheet.rows.length) },
    })
  }
  return {
    format: file.format,
    ...(file.encoding ? { encoding: file.encoding } : {}),
    ...(bank ? { bank } : {}),
    items: settled.items,
    problems: inOrder([...problems, ...settled.problems], file),
  }
}

/** A csv that this program wrote has apostrophes before what Excel would take for formulas. */
function unguarded(file: TableFile): TableFile {
  const isOwn = ({ rows }: Sheet): boolean =>
    rows.slice(0, headerWithin).some(({ cells }) => templateWidth(cells) !== null)
  if (file.format !== 'csv' || !file.sheets.some(isOwn)) return file
  const sheets = file.sheets.map(({ name, rows }) => ({
    name,
    rows: rows.map(({ number, cells }) => ({ number, cells: cells.map(unguard) })),
  }))
  return { ...file, sheets }
}

/** Leaves out the sheets that this program wrote for people to read; one may name the bank. */
function withoutPeoplesSheets(file: TableFile): { file: TableFile; bank: string | null } {
  const isForPeople = (sheet: Sheet): boolean => sheet.rows[0]?.cells[0] === forPeople
  const bank = file.sheets.filter(isForPeople).flatMap((sheet) => sheet.rows[0]?.cells[2] ?? [])[0]
  const sheets = file.sheets.filter((sheet) => !isForPeople(sheet))
  return { file: { ...file, sheets }, bank: bank ?? null }
}

interface Part {
  layout: Layout
  rows: Row[]
  /** What stood above the headings. */
  above: Row[]
  /** The number of option columns of the project's own spreadsheet; null for any other. */
  own: number | null
  /** The column of a second question in the same row, headed like the stem; null for none. */
  again: number | null
}

/** The tables of a sheet: each begins with a row of headings; without any, one without headings. */
function divide(sheet: Sheet, last: Layout | null): Part[] {
  const parts: Part[] = []
  let above: Row[] = []
  for (const [index, row] of sheet.rows.entries()) {
    const header = parts.length > 0 || index < headerWithin ? readHeader(row) : null
    const current = parts.at(-1)
    if (header) {
      parts.push({
        layout: spread(header, row, sheet.rows.slice(index + 1, index + 50)),
        rows: [],
        above,
        own: templateWidth(row.cells),
        again: secondStem(header, row),
      })
      above = []
    } else if (current) current.rows.push(row)
    else above.push(row)
  }
  if (parts.length > 0) return parts
  const layout = inferLayout(sheet.rows) ?? borrowed(sheet, last)
  return layout ? [{ layout, rows: sheet.rows, above: [], own: null, again: null }] : []
}

function secondStem({ columns: { stem } }: Layout, { cells }: Row): number | null {
  const heading = stem === undefined ? '' : (cells[stem] ?? '')
  const at = heading === '' ? -1 : cells.lastIndexOf(heading)
  return at > (stem ?? 0) ? at : null
}

/** A further sheet without headings that looks like the one before. */
function borrowed(sheet: Sheet, last: Layout | null): Layout | null {
  const key = last?.keys[0]
  if (!last || key === undefined) return null
  const alike = sheet.rows.filter((row) => (row.cells[key] ?? '') !== '').length
  return alike >= sheet.rows.length / 2 ? last : null
}

/** One heading 选项 merged over the columns of A, B, C and D: each column is an option. */
function spread(layout: Layout, header: Row, below: Row[]): Layout {
  const start = layout.columns.options
  if (start === undefined || layout.options.length > 0 || layout.columns.flag !== undefined)
    return layout
  const columns = [start]
  for (let column = start + 1; (header.cells[column] ?? '') === ''; column += 1) {
    if (!below.some((row) => (row.cells[column] ?? '') !== '')) break
    columns.push(column)
  }
  if (columns.length < 2) return layout
  const { options: _, ...rest } = layout.columns
  return {
    ...layout,
    columns: rest,
    options: columns.map((column, at) => ({ column, label: String.fromCharCode(65 + at) })),
  }
}

function readPart(sheet: Sheet, part: Part): { drafts: Draft[]; problems: Problem[] } {
  const context = { kind: sheetKind(sheet, part.above), topic: '' }
  if (isLong(part.layout, part.rows)) {
    return { drafts: readLong(part.layout, part.rows, (row) => placeOf(sheet, row)), problems: [] }
  }
  const drafts: Draft[] = []
  const problems: Problem[] = []
  for (const row of withoutExamples(sheet, part, problems)) {
    const title = titleOf(row, part.layout)
    if (title) {
      context.kind = title.kind ?? context.kind
      context.topic = title.topic ?? context.topic
      continue
    }
    if (isRemark(row, part.layout)) continue
    const draft =
      readOwnRow(part, row, placeOf(sheet, row)) ?? readRow(part.layout, row, placeOf(sheet, row))
    if (draft) drafts.push(withContext(draft, context))
    else problems.push({ where: placeOf(sheet, row), code: 'not-a-question' })
    const second = part.again === null ? [] : row.cells.slice(part.again)
    if (second.some((cell) => cell !== '')) {
      problems.push({ where: placeOf(sheet, row), code: 'second-in-row', block: second.join('\t') })
    }
  }
  return { drafts, problems }
}

/** The worked examples of the template are no questions; that they were left out is said once. */
function withoutExamples(sheet: Sheet, { own, rows }: Part, problems: Problem[]): Row[] {
  const examples = own === null ? [] : rows.filter(({ cells }) => cells[1]?.startsWith(exampleMark))
  const [first] = examples
  if (!first) return rows
  const args = { count: examples.length }
  problems.push({ where: placeOf(sheet, first), code: 'note-examples', args })
  return rows.filter((row) => !examples.includes(row))
}

function readOwnRow({ own }: Part, row: Row, place: Place): Draft | null {
  const settled = own === null ? null : readTemplateRow(row.cells, own)
  return settled && { place, stem: settled.stem, options: [], settled }
}

function withContext(draft: Draft, context: { kind: string; topic: string }): Draft {
  return {
    ...draft,
    ...(draft.kind || context.kind === '' ? {} : { kind: context.kind }),
    ...(draft.topic || context.topic === '' ? {} : { topic: context.topic }),
  }
}

/** 单选 as the name of a sheet, or `一、单选题` above its headings. */
function sheetKind(sheet: Sheet, above: Row[]): string {
  for (const row of above.toReversed()) {
    const title = row.cells.find((cell) => headingKind(cell) !== null)
    if (title !== undefined) return title
  }
  return headingKind(sheet.name) || isKindWord(sheet.name) ? sheet.name : ''
}

function isKindWord(text: string): boolean {
  return text.length < 12 && !['unknown', 'code', 'choice'].includes(kindOf(text))
}

/** A row that heads the rows below it: `二、多选题`, `第一章 总则`, or a second row of headings. */
function titleOf(row: Row, layout: Layout): { kind?: string; topic?: string } | null {
  const filled = [...new Set(row.cells.filter((cell) => cell !== ''))]
  const [only] = filled
  if (filled.length > 1) {
    const under = row.cells.every((cell) => cell === '' || headingOf(cell)?.role === 'option')
    return under && (row.cells[layout.columns.stem ?? 0] ?? '') === '' ? {} : null
  }
  if (only === undefined) return {}
  if (headingKind(only)) return { kind: only }
  if (only.length <= 40 && /^第[一二三四五六七八九十百\d]+[章节部分篇讲编]/.test(only))
    return { topic: only }
  return null
}

/** Words under or between the questions that are meant for people; 注射毒品违法 with its key is none. */
function isRemark(row: Row, { keys, options }: Layout): boolean {
  const filled = row.cells.filter((cell) => cell !== '')
  if (filled.length === 0) return true
  const has = (column: number): boolean => (row.cells[column] ?? '') !== ''
  if (filled.length > 3 || keys.some(has) || options.some(({ column }) => has(column))) return false
  return /^[(（【*※]?(注|说明|备注|填写|提示|温馨提示|合计|总计|小计|制表|审核|出题人|命题人|以下空白|END)/i.test(
    filled[0] ?? '',
  )
}

/** A sheet of words about the file: 导入说明, 版本号, a list of allowed values. */
function isNotice(sheet: Sheet): boolean {
  if (
    /说明|须知|注意|版本|示例|样例|目录|封面|字典|枚举|下拉|数据源|模板|hidden|readme|instruction|version|note|list|dict/i.test(
      sheet.name,
    )
  ) {
    return true
  }
  return sheet.rows.every((row) => row.cells.filter((cell) => cell !== '').length <= 1)
}

function placeOf(sheet: Sheet, row: Row | undefined): Place {
  return { ...(sheet.name ? { sheet: sheet.name } : {}), ...(row ? { row: row.number } : {}) }
}

function inOrder(problems: Problem[], file: TableFile): Problem[] {
  const order = new Map(file.sheets.map((sheet, index) => [sheet.name, index]))
  const at = ({ where }: Problem): number =>
    (order.get(where.sheet ?? '') ?? 0) * 1e7 + (where.row ?? 0)
  return problems.sort((a, b) => at(a) - at(b))
}
