/** The rows of a spreadsheet as text: the meeting point of every reader and writer of tables. */

export interface Sheet {
  name: string
  /** Only rows that hold something; `number` is the 1-based row in the file. */
  rows: Row[]
}

export interface Row {
  number: number
  cells: string[]
}

export interface TableFile {
  format: 'xlsx' | 'xls' | 'csv' | 'docx'
  /** The text encoding, for text formats only: `utf-8`, `gb18030`, `utf-16le`, `utf-16be`. */
  encoding?: string
  sheets: Sheet[]
}

/** A cell of a workbook: text, a number, nothing, or what is shown in a form of its own. */
export type OutCell =
  | string
  | number
  | null
  /** 0.928 is shown as 92.8%. */
  | { percent: number }
  /** One decimal is always shown. */
  | { decimal: number }
  /** `YYYY-MM-DD`, kept as a date of Excel. */
  | { day: string }

export interface OutSheet {
  name: string
  header: string[]
  rows: OutCell[][]
  /** Column widths in characters. */
  widths?: number[]
}

/**
 * The file cannot be read, and a person can be told why.
 * Codes: `file-empty`, `file-too-big` {limit}, `file-broken`, `file-encrypted`, `file-bomb`,
 * `file-binary`, `file-no-table`.
 */
export class UnreadableFile extends Error {
  code: string
  args: Record<string, string | number>

  constructor(code: string, args: Record<string, string | number> = {}) {
    super(`${code} ${JSON.stringify(args)}`)
    this.name = 'UnreadableFile'
    this.code = code
    this.args = args
  }
}
