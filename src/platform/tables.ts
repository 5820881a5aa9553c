import { oleKind, readBook } from './tables-book.ts'
import { readCsv } from './tables-csv.ts'
import { readDocxTables } from './tables-docx.ts'
import { streamBook } from './tables-stream.ts'
import { decodeText } from './tables-text.ts'
import { UnreadableFile, type TableFile } from './tables-types.ts'
import { checkZip } from './tables-zip.ts'

export type { OutCell, OutSheet, Row, Sheet, TableFile } from './tables-types.ts'
export { UnreadableFile } from './tables-types.ts'
export { unguard, writeCsv, writeWorkbook } from './tables-write.ts'

/** What Telegram lets a bot download. */
export const maxFileBytes = 20_000_000

/**
 * The sheets of a spreadsheet as rows of text, whatever its name says it is: xlsx, xls, csv, a
 * web page that Excel opens, or the tables of a Word file. Takes long on big files: call it in a worker (`readTablesApart`).
 * @throws UnreadableFile with a code and arguments to tell the person
 */
export async function readTables(bytes: Uint8Array): Promise<TableFile> {
  if (bytes.length === 0) throw new UnreadableFile('file-empty')
  if (bytes.length > maxFileBytes) throw new UnreadableFile('file-too-big', { limit: '20 MB' })
  if (isZip(bytes)) return readZipped(bytes)
  if (isOle(bytes)) return readOle(bytes)
  const { text, encoding } = decodeText(bytes)
  if (text.trim() === '') throw new UnreadableFile('file-empty')
  if (isExcelMarkup(text)) {
    return { format: 'xls', encoding, sheets: await readBook(Buffer.from(text, 'utf8')) }
  }
  return { format: 'csv', encoding, sheets: [{ name: '', rows: readCsv(text) }] }
}

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4
}

export function isOle(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd0 && bytes[1] === 0xcf && bytes[2] === 0x11 && bytes[3] === 0xe0
}

/** Chinese office systems export HTML or XML tables under the name `.xls`; Excel opens them. */
export function isExcelMarkup(text: string): boolean {
  const start = text.slice(0, 3000)
  if (!/^\s*</.test(start)) return false
  return (
    /urn:schemas-microsoft-com:office:(excel|spreadsheet)/.test(start) || /^\s*<table/i.test(start)
  )
}

/** Whether the names in a zip are those of a workbook: Excel's or OpenDocument's. */
export function isWorkbook(names: Set<string>): boolean {
  return names.has('xl/workbook.xml') || names.has('xl/workbook.bin') || isOpenDocument(names)
}

function isOpenDocument(names: Set<string>): boolean {
  return names.has('content.xml') && names.has('META-INF/manifest.xml') && names.has('mimetype')
}

async function readZipped(bytes: Uint8Array): Promise<TableFile> {
  if (!isWorkbook(await checkZip(bytes))) {
    const sheets = await readDocxTables(bytes)
    if (!sheets || sheets.length === 0) throw new UnreadableFile('file-no-table')
    return { format: 'docx', sheets }
  }
  return { format: 'xlsx', sheets: (await streamBook(bytes)) ?? (await readBook(bytes)) }
}

async function readOle(bytes: Uint8Array): Promise<TableFile> {
  const kind = oleKind(bytes)
  if (kind === 'encrypted') throw new UnreadableFile('file-encrypted')
  if (kind !== 'xls') throw new UnreadableFile('file-no-table')
  return { format: 'xls', sheets: await readBook(bytes) }
}
