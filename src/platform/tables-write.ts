import { CFB, utils, write, type CellObject, type WorkSheet } from '@e965/xlsx'

import { daysBetween } from '../shared/day.ts'
import type { OutCell, OutSheet } from './tables-types.ts'

/**
 * An xlsx file: header row frozen, numbers, percentages and days as such, text as text. A text that begins with `=`,
 * `+`, `-` or `@` is a string cell, never a formula.
 */
export function writeWorkbook(sheets: OutSheet[]): Uint8Array {
  const book = utils.book_new()
  const taken = new Set<string>()
  for (const sheet of sheets)
    utils.book_append_sheet(book, toSheet(sheet), sheetName(sheet.name, taken))
  const bytes = write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer
  return freezeHeaders(bytes)
}

/** A csv file that Excel opens as UTF-8, with cells that look like formulas made harmless. */
export function writeCsv(rows: string[][]): string {
  const lines = rows.map((row) => row.map((cell) => quote(guard(cell))).join(','))
  return `\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`
}

function toSheet(sheet: OutSheet): WorkSheet {
  // SheetJS makes a formula only of a cell with `f`; strings stay strings.
  const result = utils.aoa_to_sheet([sheet.header, ...sheet.rows.map((row) => row.map(cellValue))])
  if (sheet.widths) result['!cols'] = sheet.widths.map((wch) => ({ wch }))
  return result
}

/** Control characters are not allowed in XML, and Excel refuses cells beyond 32,767 characters. */
function cellValue(value: OutCell): string | number | null | CellObject {
  if (value === null || typeof value === 'number') return value
  if (typeof value === 'object') return formatted(value)
  // oxlint-disable-next-line no-control-regex
  return value.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '').slice(0, 32_767)
}

/** Excel counts days from the one before 1900. */
const dayZero = '1899-12-30'

function formatted(value: Exclude<OutCell, string | number | null>): CellObject {
  if ('percent' in value) return { t: 'n', v: value.percent, z: '0.0%' }
  if ('decimal' in value) return { t: 'n', v: value.decimal, z: '0.0' }
  return { t: 'n', v: daysBetween(dayZero, value.day), z: 'yyyy-mm-dd' }
}

/** Excel's rules: at most 31 characters, none of `[]:*?/\`, no two alike. */
function sheetName(name: string, taken: Set<string>): string {
  const clean =
    name
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^'|'$/g, ' ')
      .trim()
      .slice(0, 31) || 'Sheet'
  let unique = clean
  for (let n = 2; taken.has(unique.toLowerCase()); n += 1) unique = `${clean.slice(0, 27)} ${n}`
  taken.add(unique.toLowerCase())
  return unique
}

/** SheetJS cannot write panes, so they are put into the XML of each sheet. */
function freezeHeaders(bytes: Buffer): Uint8Array {
  const zip = CFB.read(bytes, { type: 'buffer' })
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  for (const [index, path] of zip.FullPaths.entries()) {
    if (!/\/xl\/worksheets\/sheet\d+\.xml$/.test(path)) continue
    const file = zip.FileIndex[index]
    if (!file) continue
    const xml = Buffer.from(file.content as Uint8Array).toString('utf8')
    const frozen = xml.replace(/<sheetView ([^>]*?)\/>/, `<sheetView $1>${pane}</sheetView>`)
    CFB.utils.cfb_add(zip, path.replace(/^Root Entry/, ''), Buffer.from(frozen, 'utf8'))
  }
  return new Uint8Array(
    CFB.write(zip, { type: 'buffer', fileType: 'zip', compression: true }) as Buffer,
  )
}

function guard(cell: string): string {
  return /^'*[=+\-@\t\r]/.test(cell) && !/^[+-]?\d+(\.\d+)?%?$/.test(cell) ? `'${cell}` : cell
}

/** A cell of a csv that this program wrote, as it was before `writeCsv` made it harmless. */
export function unguard(cell: string): string {
  return /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}

function quote(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell
}
