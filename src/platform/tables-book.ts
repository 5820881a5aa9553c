import {
  CFB,
  read,
  set_cptable,
  type CellObject,
  type Range,
  type WorkBook,
  type WorkSheet,
} from '@e965/xlsx'

import { UnreadableFile, type Row, type Sheet } from './tables-types.ts'

/** Banks use at most a few dozen columns; sheets of 16,382 columns are an artefact of formatting. */
export const maxColumns = 120
export const maxRows = 200_000

/**
 * The sheets of a workbook (xlsx, xlsb, ods, xls, or HTML and XML that Excel opens) as text. Zip
 * files must have passed `checkZip`. A cell merged over several rows counts for each of them.
 * @throws UnreadableFile `file-broken`, `file-encrypted`, `file-too-big`
 */
export async function readBook(bytes: Uint8Array): Promise<Sheet[]> {
  const book = await open(bytes)
  return book.SheetNames.map((name) => {
    const sheet = book.Sheets[name]
    return { name, rows: sheet ? readSheet(sheet) : [] }
  })
}

/**
 * What an OLE2 file holds, by its streams: `xls`, `doc`, `encrypted` (a locked xlsx or docx) or
 * `other`. @throws UnreadableFile `file-broken`
 */
export function oleKind(bytes: Uint8Array): 'xls' | 'doc' | 'encrypted' | 'other' {
  let paths: string[]
  try {
    paths = CFB.read(Buffer.from(bytes), { type: 'buffer' }).FullPaths
  } catch {
    throw new UnreadableFile('file-broken')
  }
  const streams = new Set(paths.map((path) => path.replace(/^Root Entry\//, '').toLowerCase()))
  if (streams.has('workbook') || streams.has('book')) return 'xls'
  if (streams.has('worddocument')) return 'doc'
  return streams.has('encryptedpackage') ? 'encrypted' : 'other'
}

async function open(bytes: Uint8Array): Promise<WorkBook> {
  // Excel 95 files name a code page and keep bytes of it; the tables weigh 2 MB, so only on need.
  if (bytes[0] === 0xd0) set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'))
  try {
    return read(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
      type: 'buffer',
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellNF: true,
      dateNF: 'yyyy/m/d',
    })
  } catch (error) {
    const locked = error instanceof Error && /password|encrypt/i.test(error.message)
    throw new UnreadableFile(locked ? 'file-encrypted' : 'file-broken')
  }
}

function readSheet(sheet: WorkSheet): Row[] {
  const data = (sheet['!data'] ?? []) as (CellObject[] | undefined)[]
  if (data.length > maxRows && data.filter(Boolean).length > maxRows) {
    throw new UnreadableFile('file-too-big', { limit: `${maxRows}` })
  }
  // Dense rows are addressed from A1 whatever the declared range says.
  const rows: Row[] = []
  for (const [index, cells] of data.entries()) {
    if (!cells) continue
    const texts = Array.from(cells.slice(0, maxColumns), (cell) => (cell ? cellText(cell) : ''))
    while (texts.length > 0 && texts.at(-1) === '') texts.pop()
    if (texts.length > 0) rows.push({ number: index + 1, cells: texts })
  }
  fillMerged(rows, sheet['!merges'] ?? [])
  return rows
}

function cellText(cell: CellObject): string {
  if (cell.v === undefined || cell.v === null) return ''
  if (cell.t === 'n' && typeof cell.v === 'number' && isPlain(cell)) return numberText(cell.v)
  if (cell.t === 'b') return cell.v ? 'TRUE' : 'FALSE'
  const text = cell.t === 's' ? String(cell.v) : (cell.w ?? String(cell.v))
  return cleanCell(text)
}

/** The text of a cell with one kind of line end and nothing empty around it. */
export function cleanCell(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/^[ \n\t]+|[ \n\t]+$/g, '')
}

function isPlain(cell: CellObject): boolean {
  return cell.z === undefined || cell.z === 'General' || cell.z === '@' || cell.z === '0'
}

/** Every digit of a long number (a badge, a telephone), and 0.3 rather than 0.30000000000000004. */
export function numberText(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e18) return BigInt(value).toString()
  return String(Number(value.toPrecision(15)))
}

/** Gives the text of a cell merged downwards to every row it spans. */
export function fillMerged(rows: Row[], merges: Range[]): void {
  const tall = merges.filter((merge) => merge.e.r > merge.s.r && merge.s.c < maxColumns)
  if (tall.length === 0) return
  const byNumber = new Map(rows.map((row) => [row.number, row]))
  const last = rows.at(-1)?.number ?? 0
  for (const merge of tall) {
    const text = byNumber.get(merge.s.r + 1)?.cells[merge.s.c] ?? ''
    if (text === '') continue
    for (let number = merge.s.r + 2; number <= Math.min(merge.e.r + 1, last); number += 1) {
      const row = byNumber.get(number)
      if (!row) continue
      while (row.cells.length <= merge.s.c) row.cells.push('')
      if (row.cells[merge.s.c] === '') row.cells[merge.s.c] = text
    }
  }
}
