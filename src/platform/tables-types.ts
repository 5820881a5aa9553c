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
  format: 'xlsx' | 'xls' | 'csv'
  /** The text encoding, for text formats only: `utf-8`, `gb18030`, `utf-16le`, `utf-16be`. */
  encoding?: string
  sheets: Sheet[]
}

export interface OutSheet {
  name: string
  header: string[]
  rows: (string | number | null)[][]
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
