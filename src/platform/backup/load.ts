import { Prisma, type Connection } from '../db.ts'
import {
  applyMigration,
  inTransaction,
  ledger,
  lockKey,
  type Migration,
  type SqlConnection,
} from '../migrate.ts'
import { living } from '../replica.ts'
import { quote, readSequences, readTables, type ReadTable } from './catalog.ts'
import { sumTables } from './dump.ts'
import {
  BackupRefused,
  sameSums,
  transient,
  type BackupFoot,
  type BackupHead,
  type BackupParts,
} from './format.ts'

/** A database that takes a backup in. */
export interface Target {
  connection: Connection
  /** Those of this program, oldest first. */
  migrations: Migration[]
}

/**
 * Puts the content of a backup in the place of what the database holds, in one transaction: the tables are made
 * anew as the backup's migrations made them, filled, compared with the backup by their hashes, and
 * brought up to date. `before` is called when nobody else can use the database any more and nothing is changed yet.
 * Gives the backup's last part.
 * @throws BackupRefused, after which everything is as it was
 */
export async function loadBackup(
  { connection, migrations }: Target,
  parts: BackupParts,
  before: (hasRows: boolean) => Promise<void>,
): Promise<BackupFoot> {
  // A bot that starts meanwhile waits here until the database is whole again.
  await connection.query(`select pg_advisory_lock(${lockKey})`)
  try {
    return await inTransaction(connection, async () => {
      const tables = await takeTables(connection)
      await before(await hasRows(connection, tables))
      await dropAll(connection, tables)
      return await fill({ connection, migrations }, parts)
    })
  } finally {
    await connection.query(`select pg_advisory_unlock(${lockKey})`).catch(() => {})
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

/** Every table there, for nobody else. @throws BackupRefused where somebody uses them or they are not ours */
async function takeTables(connection: Connection): Promise<string[]> {
  const found = await connection.query<{ name: string }>(`
    select relname::text as name from pg_class
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')`)
  const tables = found.map(({ name }) => name)
  const known: string[] = [...Object.values(Prisma.ModelName), ...transient]
  const foreign = tables.filter((name) => !known.includes(name))
  if (foreign.length > 0) {
    throw new BackupRefused('foreign-tables', { tables: foreign.slice(0, 5).join(', ') })
  }
  if (tables.length > 0) {
    await refuseInUse(connection, tables)
    await connection.exec(`lock table ${tables.map(quote).join(', ')} in access exclusive mode`)
    await refuseInUse(connection, tables)
  }
  return tables
}

/** On the embedded database the lock on its folder says that nobody is there. */
async function refuseInUse(connection: Connection, tables: string[]): Promise<void> {
  if (connection.kind === 'embedded' || !tables.includes('Replica')) return
  const alive = await connection.query(living.text, living.values)
  if (alive.length > 0) throw new BackupRefused('in-use')
}

async function hasRows(connection: SqlConnection, tables: string[]): Promise<boolean> {
  for (const name of tables) {
    if (transient.includes(name)) continue
    const some = await connection.query(`select 1 from ${quote(name)} limit 1`)
    if (some.length > 0) return true
  }
  return false
}

async function dropAll(connection: SqlConnection, tables: string[]): Promise<void> {
  if (tables.length > 0) await connection.exec(`drop table ${tables.map(quote).join(', ')}`)
  const enums = await connection.query<{ name: string }>(`
    select typname::text as name from pg_type
    where typnamespace = current_schema()::regnamespace and typtype = 'e'`)
  if (enums.length > 0) {
    await connection.exec(`drop type ${enums.map(({ name }) => quote(name)).join(', ')}`)
  }
}

async function fill({ connection, migrations }: Target, parts: BackupParts): Promise<BackupFoot> {
  let tables = new Map<string, ReadTable>()
  let current: ReadTable | null = null
  let known = 0
  let foreignKeys: ForeignKey[] = []
  for await (const part of parts) {
    switch (part.kind) {
      case 'head':
        known = countMigrations(part.head, migrations)
        await connection.exec(ledger)
        for (const migration of migrations.slice(0, known)) {
          await applyMigration(connection, migration)
        }
        tables = await readAlike(connection, part.head)
        foreignKeys = await dropForeignKeys(connection)
        break
      case 'table':
        current = tables.get(part.name) ?? null
        break
      case 'rows':
        if (!current) throw new BackupRefused('damaged')
        await insertRows(connection, current, part.lines)
        break
      case 'foot':
        await addForeignKeys(connection, foreignKeys)
        await setSequences(connection, part.foot)
        if (!sameSums(await sumTables(connection), part.foot.tables)) {
          throw new BackupRefused('unlike', { tables: '' })
        }
        for (const migration of migrations.slice(known)) await applyMigration(connection, migration)
        return part.foot
    }
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
