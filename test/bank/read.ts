import type { BankFile } from '../../src/bank/formats/format.ts'
import { readBank } from '../../src/bank/formats/read-bank.ts'
import { writeWorkbook } from '../../src/platform/tables.ts'

/** A workbook of one sheet from rows of cells, read as a bank. */
export function readRows(rows: (string | number | null)[][], name = 'Sheet1'): Promise<BankFile> {
  return readSheets([{ name, rows }])
}

/** A workbook of several sheets, read as a bank. */
export function readSheets(
  sheets: { name: string; rows: (string | number | null)[][] }[],
): Promise<BankFile> {
  const out = sheets.map(({ name, rows: [header = [], ...rows] }) => ({
    name,
    header: header.map((cell) => String(cell ?? '')),
    rows,
  }))
  return readBank(writeWorkbook(out))
}

export function readText(text: string): Promise<BankFile> {
  return readBank(Buffer.from(text, 'utf8'))
}

export function readJson(value: unknown): Promise<BankFile> {
  return readText(JSON.stringify(value))
}

/** The one question of a file that must have exactly one and no problem. */
export function only(file: BankFile): BankFile['items'][number]['question'] {
  const [item] = file.items
  if (!item || file.items.length > 1 || file.problems.length > 0) {
    throw new Error(`expected one clean question: ${JSON.stringify(file)}`)
  }
  return item.question
}

export function codes(file: BankFile): string[] {
  return file.problems.map(
    ({ where, code }) => `${where.row ?? where.line ?? where.item ?? ''} ${code}`,
  )
}
