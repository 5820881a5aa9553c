import {
  applyMigration,
  inTransaction,
  ledger,
  type Migration,
  type SqlConnection,
} from '../migrate.ts'
import { quote, readSequences, readTables, type ReadTable } from './catalog.ts'
import { sumTables } from './dump.ts'
import {
  BackupRefused,
  sameSums,
  type BackupFoot,
  type BackupHead,
  type BackupPart,
  type BackupParts,
} from './format.ts'

/**
 * Makes the tables of the program in the session's schema, which is empty: as the backup's migrations made them, filled
 * in one transaction, compared with the backup by their hashes, and brought up to date. Gives the backup's last part.
 * @throws BackupRefused
 */
export async function loadBackup(
  connection: SqlConnection,
  parts: BackupParts,
  migrations: Migration[],
): Promise<BackupFoot> {
  const reading = parts[Symbol.asyncIterator]()
  try {
    const first = await reading.next()
    if (first.done || first.value.kind !== 'head') throw new BackupRefused('damaged')
    const known = countMigrations(first.value.head, migrations)
    await connection.exec(ledger)
    await applyAll(connection, migrations.slice(0, known))
    const tables = await readAlike(connection, first.value.head)
    const foot = await inTransaction(connection, () => fill(connection, tables, reading))
    await applyAll(connection, migrations.slice(known))
    return foot
  } finally {
    await reading.return?.()
  }
}

/** Each in a transaction of its own: what one adds to an enumeration can be used only after its end. */
async function applyAll(connection: SqlConnection, migrations: Migration[]): Promise<void> {
  for (const migration of migrations) {
    await inTransaction(connection, () => applyMigration(connection, migration))
  }
}

/**
 * How many of the program's migrations a backup has behind it.
 * @throws BackupRefused where it comes from a newer program or from none of ours
 */
export function countMigrations(head: BackupHead, migrations: Migration[]): number {
  for (const [index, { name, checksum }] of head.migrations.entries()) {
    const own = migrations[index]
    if (!own) throw new BackupRefused('newer', { app: head.app, migration: name })
    if (own.name !== name || own.checksum !== checksum) {
      const isNewer = !migrations.some((migration) => migration.name === name)
      throw new BackupRefused(isNewer ? 'newer' : 'other-line', {
        app: head.app,
        migration: name,
      })
    }
  }
  return head.migrations.length
}

async function fill(
  connection: SqlConnection,
  tables: Map<string, ReadTable>,
  reading: AsyncIterator<BackupPart>,
): Promise<BackupFoot> {
  const foreignKeys = await dropForeignKeys(connection)
  let current: ReadTable | undefined
  for (let next = await reading.next(); !next.done; next = await reading.next()) {
    const part = next.value
    if (part.kind === 'table') current = tables.get(part.name)
    else if (part.kind === 'rows' && current) await insertRows(connection, current, part.lines)
    else if (part.kind === 'foot') {
      await addForeignKeys(connection, foreignKeys)
      await setSequences(connection, part.foot)
      if (sameSums(await sumTables(connection), part.foot.tables)) return part.foot
      throw new BackupRefused('unlike', { tables: '' })
    } else throw new BackupRefused('damaged')
  }
  throw new BackupRefused('cut')
}

/** The tables as the migrations made them. @throws BackupRefused where the backup has others, or other columns */
async function readAlike(
  connection: SqlConnection,
  head: BackupHead,
): Promise<Map<string, ReadTable>> {
  const tables = await readTables(connection)
  const shapes = (list: { name: string; columns: unknown }[]) =>
    new Map(list.map(({ name, columns }) => [name, JSON.stringify(columns)]))
  const [made, given] = [shapes(tables), shapes(head.tables)]
  const unlike = [...new Set([...made.keys(), ...given.keys()])].filter(
    (name) => made.get(name) !== given.get(name),
  )
  if (unlike.length > 0) throw new BackupRefused('unlike', { tables: unlike.join(', ') })
  return new Map(tables.map((table) => [table.name, table]))
}

async function insertRows(
  connection: SqlConnection,
  { name, columns }: ReadTable,
  lines: string[],
): Promise<void> {
  const names = columns.map((column) => quote(column.name))
  const texts = names.map((column) => `${column} text`)
  const values = columns.map((column) => `line.${quote(column.name)}::${column.type}`)
  const insert = `insert into ${quote(name)} (${names.join(', ')}) select ${values.join(', ')}
    from json_to_recordset($1::json) as line (${texts.join(', ')})`
  for (const some of inBatches(lines)) await connection.query(insert, [`[${some.join(',')}]`])
}

const charactersAtOnce = 4_000_000
const rowsAtOnce = 1_000

function* inBatches(lines: string[]): Generator<string[]> {
  let batch: string[] = []
  let characters = 0
  for (const line of lines) {
    batch.push(line)
    characters += line.length
    if (batch.length < rowsAtOnce && characters < charactersAtOnce) continue
    yield batch
    batch = []
    characters = 0
  }
  if (batch.length > 0) yield batch
}

interface ForeignKey {
  table: string
  name: string
  definition: string
}

/** Rows may name others that come later; checking all of them once at the end is quicker as well. */
async function dropForeignKeys(connection: SqlConnection): Promise<ForeignKey[]> {
  const keys = await connection.query<ForeignKey>(`
    select conrelid::regclass::text as table, conname::text as name,
      pg_get_constraintdef(oid) as definition
    from pg_constraint
    where contype = 'f' and connamespace = current_schema()::regnamespace order by 1, 2`)
  for (const { table, name } of keys) {
    await connection.exec(`alter table ${table} drop constraint ${quote(name)}`)
  }
  return keys
}

async function addForeignKeys(connection: SqlConnection, keys: ForeignKey[]): Promise<void> {
  for (const { table, name, definition } of keys) {
    await connection.exec(`alter table ${table} add constraint ${quote(name)} ${definition}`)
  }
}

/** No number is given out twice, not even that of a row that was deleted: buttons in chats carry numbers. */
async function setSequences(connection: SqlConnection, foot: BackupFoot): Promise<void> {
  const made = await readSequences(connection)
  for (const { table, column } of made) {
    const last = foot.sequences.find((one) => one.table === table && one.column === column)?.last
    await connection.query(
      `select setval(pg_get_serial_sequence(quote_ident($1), $2), top) from (
         select greatest(max(${quote(column)})::bigint, $3::bigint) as top from ${quote(table)}) as given
       where top is not null`,
      [table, column, last ?? null],
    )
  }
}
