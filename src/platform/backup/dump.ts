import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

import { quote, readSequences, readTables, type Session, type ReadTable } from './catalog.ts'
import {
  BackupRefused,
  format,
  formatVersion,
  sealOf,
  summing,
  type BackupHead,
  type BackupParts,
  type TableSum,
} from './format.ts'

/** A reading of the database at one moment. */
export interface Snapshot {
  head: BackupHead
  session: Session
  /** Begins the names of its cursors. */
  id: string
  /** The cursors are the session's: somebody else works on it between two readings. */
  isShared: boolean
}

const mostRows = 1_000
/** Rows differ in size a thousandfold: what is read at once is kept near this. */
const charactersAtOnce = 1_000_000

/**
 * Opens a cursor on every table, in the caller's transaction, which on a server must be repeatable read. With
 * `isShared` the rows are set apart as the transaction ends, and can be read afterwards: on the embedded
 * database, which serves one transaction at a time, nobody has to wait for the whole reading.
 * @throws BackupRefused where the database was never migrated
 */
export async function openSnapshot(
  session: Session,
  { now, isShared }: { now: Date; isShared: boolean },
): Promise<Snapshot> {
  await writeExactly(session)
  const tables = await readTables(session)
  if (tables.length === 0) throw new BackupRefused('no-data')
  const migrations = await session.query<{ name: string; checksum: string }>(`
    select migration_name as name, checksum from _prisma_migrations
    where finished_at is not null and rolled_back_at is null order by migration_name`)
  const id = `backup_${randomBytes(6).toString('hex')}`
  const hold = isShared ? 'with hold' : ''
  for (const [index, table] of tables.entries()) {
    await session.query(
      `declare ${cursor(id, index)} no scroll cursor ${hold} for ${selectLines(table)}`,
    )
  }
  const head: BackupHead = {
    format,
    version: formatVersion,
    app: version(),
    createdAt: now.toISOString(),
    migrations,
    tables: tables.map(({ name, columns }) => ({ name, columns })),
  }
  return { head, session, id, isShared }
}

function version(): string {
  const file = new URL('../../../package.json', import.meta.url)
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}

/** Reads a snapshot from its first table to its last, once. */
export async function* dump({ head, session, id, isShared }: Snapshot): BackupParts {
  yield { kind: 'head', head }
  const sums: Record<string, TableSum> = {}
  for (const [index, { name }] of head.tables.entries()) {
    yield { kind: 'table', name }
    const table = summing()
    for await (const lines of fetchAll(session, cursor(id, index), isShared)) {
      table.add(lines)
      yield { kind: 'rows', lines }
    }
    sums[name] = table.sum()
  }
  const rest = { tables: sums, sequences: await readSequences(session) }
  yield { kind: 'foot', foot: { ...rest, seal: sealOf(head, rest) } }
}

/** Lets go of the tables, however far the snapshot was read. */
export async function closeSnapshot({ head, session, id }: Snapshot): Promise<void> {
  for (const index of head.tables.keys()) {
    // A transaction that failed has closed them already.
    await session.query(`close ${cursor(id, index)}`).catch(() => {})
  }
}

/** Counts and hashes of every table, as a backup made now would have them. In the caller's transaction. */
export async function sumTables(session: Session): Promise<Record<string, TableSum>> {
  await writeExactly(session)
  const sums: Record<string, TableSum> = {}
  for (const table of await readTables(session)) {
    await session.query(`declare backup_sum no scroll cursor for ${selectLines(table)}`)
    const sum = summing()
    for await (const lines of fetchAll(session, 'backup_sum', false)) sum.add(lines)
    sums[table.name] = sum.sum()
    await session.query('close backup_sum')
  }
  return sums
}

/** What decides how values are written as text, for the rest of the transaction. */
async function writeExactly(session: Session): Promise<void> {
  await session.query(`select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO', true),
    set_config('intervalstyle', 'iso_8601', true), set_config('bytea_output', 'hex', true),
    set_config('extra_float_digits', '1', true)`)
}

function cursor(id: string, index: number): string {
  return `${id}_${index}`
}

function selectLines({ name, columns, order }: ReadTable): string {
  const values = columns.map((column) => `${quote(column.name)}::text`).join(', ')
  const inOrder = order === '' ? '' : `order by ${order}`
  return `select row_to_json(line)::text as line from
    (select ${values} from ${quote(name)} as source ${inOrder}) as line`
}

async function* fetchAll(
  session: Session,
  name: string,
  isShared: boolean,
): AsyncGenerator<string[], void> {
  let count = 10
  for (;;) {
    const began = performance.now()
    const rows = await session.query<{ line: string }>(`fetch ${count} from ${name}`)
    if (rows.length === 0) return
    const lines = rows.map(({ line }) => line)
    yield lines
    const characters = lines.reduce((sum, line) => sum + line.length, 0)
    const fitting = Math.floor((count * charactersAtOnce) / Math.max(1, characters))
    count = Math.max(1, Math.min(fitting, count * 4, mostRows))
    // As long as it took, others have the database.
    if (isShared) await pause(performance.now() - began)
  }
}
