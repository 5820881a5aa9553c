import { readSqlite, type SqliteTable } from '../../platform/sqlite.ts'
import type { Sheet } from '../../platform/tables.ts'
import { readNotes } from './anki.ts'
import { readCollection } from './anki/collection.ts'
import type { BankFile, Source } from './format.ts'
import { joinOptions } from './sqlite/join.ts'
import { readTableBank } from './table.ts'

/** What programs keep for themselves. */
const own = /^(android_metadata|room_master_table|alembic_version|django_\w+|__\w+)$/

/**
 * An SQLite database: each table is a sheet whose headings are its columns, and a row is named by
 * its number in the table.
 * @throws UnreadableFile as `readSqlite` does
 */
export async function readSqliteBank({ bytes }: Source): Promise<BankFile> {
  const tables = await readSqlite(bytes, (name) => !own.test(name))
  const names = new Set(tables.map(({ name }) => name))
  // A collection out of its package.
  if (['col', 'notes', 'cards'].every((name) => names.has(name))) {
    return { format: 'anki', ...readNotes(await readCollection(bytes)) }
  }
  const sheets = tables.filter(({ rows }) => rows.length > 0).map(toSheet)
  return { ...readTableBank({ format: 'csv', sheets: joinOptions(sheets) }), format: 'sqlite' }
}

function toSheet({ name, columns, rows }: SqliteTable): Sheet {
  const cells = rows.map((row, at) => ({ number: at + 1, cells: row.map(cellText) }))
  return {
    name,
    rows: [
      { number: 0, cells: columns },
      ...cells.filter((row) => row.cells.some((cell) => cell !== '')),
    ],
  }
}

/** Some programs keep text as bytes; pictures and the like are left out. */
function cellText(cell: SqliteTable['rows'][number][number]): string {
  if (cell === null) return ''
  if (!(cell instanceof Uint8Array)) return String(cell).trim()
  const text = Buffer.from(cell).toString('utf8')
  return text.includes('\uFFFD') || text.includes('\0') ? '' : text.trim()
}
