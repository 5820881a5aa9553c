import { Decompress } from 'fzstd'
import initSqlJs, { type Database, type SqlJsStatic, type SqlValue } from 'sql.js'

import { UnreadableFile } from './tables-types.ts'

export interface SqliteTable {
  name: string
  columns: string[]
  /** In the order they are stored: text, numbers, bytes, null. */
  rows: SqlValue[][]
}

export interface SqliteLimits {
  rows: number
  /** Of all texts and bytes together. */
  characters: number
}

/** The largest honest bank is 100,000 questions; a damaged or hostile tree of pages can be endless. */
const sqliteLimits: SqliteLimits = { rows: 500_000, characters: 100_000_000 }
/** What SQLite itself may take, beside the file. */
const heapBytes = 64_000_000
/** What a compressed file may hold; a deck of 100,000 notes takes about as much. */
const inflatedBytes = 100_000_000

/**
 * The tables of an SQLite database, read-only, in the order they were made: all or those `wanted`.
 * Views, virtual tables, computed columns and SQLite's own tables are left out.
 * @throws UnreadableFile `file-broken`, or `file-bomb` beyond the limits
 */
export async function readSqlite(
  bytes: Uint8Array,
  wanted: (table: string) => boolean = () => true,
  limits: SqliteLimits = sqliteLimits,
): Promise<SqliteTable[]> {
  const { Database } = await loadSqlite()
  const left = { ...limits }
  return guarded(() => {
    const database = new Database(withoutLog(bytes))
    try {
      // A text of a gigabyte, or one whose pages run in a circle, must not fill the memory.
      database.run(`PRAGMA hard_heap_limit = ${heapBytes}; PRAGMA trusted_schema = OFF`)
      dropForeignOrders(database)
      return tableNames(database)
        .filter(wanted)
        .map((name) => readTable(database, name, left))
    } finally {
      database.close()
    }
  })
}

/**
 * What a Zstandard frame holds, decoded in blocks so that a bomb is noticed before it goes off.
 * Format: RFC 8878.
 * @throws UnreadableFile `file-bomb` for more than `limit` bytes, or `file-broken`
 */
export function inflateZstd(bytes: Uint8Array, limit: number = inflatedBytes): Uint8Array {
  if (zstdWindow(bytes) > limit) throw new UnreadableFile('file-bomb')
  const blocks: Uint8Array[] = []
  let size = 0
  let done = false
  const decoder = new Decompress((block, final) => {
    size += block.length
    if (size > limit) throw new UnreadableFile('file-bomb')
    // A second frame could ask for any window.
    if (done && block.length > 0) throw new UnreadableFile('file-broken')
    blocks.push(block.slice())
    done = final ?? false
  })
  return guarded(() => {
    decoder.push(bytes, true)
    return Buffer.concat(blocks)
  })
}

let loading: Promise<SqlJsStatic> | null = null

/** The program of SQLite is a file in its package and is compiled once. */
function loadSqlite(): Promise<SqlJsStatic> {
  loading ??= initSqlJs()
  return loading
}

/** Whatever sql.js and fzstd throw means the same to a person: the file is not what it should be. */
function guarded<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    throw new UnreadableFile('file-broken')
  }
}

/** Copied out of a running program a file says that its newest pages are in another one. */
function withoutLog(bytes: Uint8Array): Uint8Array {
  if (bytes[18] !== 2 && bytes[19] !== 2) return bytes
  const copy = bytes.slice()
  copy[18] = copy[19] = 1
  return copy
}

/**
 * An order of text that only its program knows (Anki's `unicase`) bars the tables and indexes that
 * name it. No order is needed for reading rows, so all such are taken out of this copy's schema.
 */
function dropForeignOrders(database: Database): void {
  const foreign = /\s+COLLATE\s+(?!(?:binary|nocase|rtrim)\b)["'`[]?\w+["'`\]]?/gi
  const [schema] = database.exec(`SELECT rowid, sql FROM sqlite_master WHERE sql <> ''`)
  const barred = (schema?.values ?? []).filter(([, sql]) => String(sql).search(foreign) >= 0)
  if (barred.length === 0) return
  database.run(
    `PRAGMA writable_schema = ON; DELETE FROM sqlite_master WHERE type = 'index' AND sql <> ''`,
  )
  for (const [row, sql] of barred) {
    const plain = String(sql).replace(foreign, '')
    database.run('UPDATE sqlite_master SET sql = ? WHERE rowid = ?', [plain, row ?? null])
  }
  database.run('PRAGMA writable_schema = RESET')
}

function tableNames(database: Database): string[] {
  const [found] = database.exec(
    `SELECT name FROM sqlite_master
     WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%'`,
  )
  return (found?.values ?? []).map(([name]) => String(name))
}

function readTable(database: Database, name: string, left: SqliteLimits): SqliteTable {
  const columns = storedColumns(database, name)
  const rows: SqlValue[][] = []
  if (columns.length === 0) return { name, columns, rows }
  const list = columns.map(quoted).join(', ')
  const statement = database.prepare(`SELECT ${list} FROM ${quoted(name)}`)
  try {
    while (statement.step()) {
      const row = statement.get()
      left.rows -= 1
      left.characters -= row.reduce<number>((sum, cell) => sum + lengthOf(cell), 0)
      if (left.rows < 0 || left.characters < 0) throw new UnreadableFile('file-bomb')
      rows.push(row)
    }
  } finally {
    statement.free()
  }
  return { name, columns, rows }
}

/** Computed columns could compute anything; hidden ones are no data. */
function storedColumns(database: Database, table: string): string[] {
  const [found] = database.exec(`PRAGMA table_xinfo(${quoted(table)})`)
  const [name, hidden] = ['name', 'hidden'].map((column) => found?.columns.indexOf(column) ?? -1)
  return (found?.values ?? [])
    .filter((row) => row[hidden ?? -1] === 0)
    .map((row) => String(row[name ?? -1]))
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function lengthOf(cell: SqlValue): number {
  return typeof cell === 'string' || cell instanceof Uint8Array ? cell.length : 0
}

/** How much memory a frame asks for before its first byte: its window, or all it says it holds. */
function zstdWindow(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 18 || view.getUint32(0, true) !== 0xfd2fb528) {
    throw new UnreadableFile('file-broken')
  }
  const flags = bytes[4] ?? 0
  const single = (flags & 32) !== 0
  if (!single) {
    const base = 2 ** (10 + ((bytes[5] ?? 0) >> 3))
    return base + (base / 8) * ((bytes[5] ?? 0) & 7)
  }
  const dictionary = [0, 1, 2, 4][flags & 3] ?? 0
  const at = 5 + dictionary
  const sizes = [
    () => bytes[at] ?? 0,
    () => view.getUint16(at, true) + 256,
    () => view.getUint32(at, true),
    () => Number(view.getBigUint64(at, true)),
  ]
  return sizes[flags >> 6]?.() ?? 0
}
