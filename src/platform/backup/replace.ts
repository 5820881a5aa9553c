import { Prisma, type Connection } from '../db.ts'
import { inTransaction, lockKey, type SqlConnection } from '../migrate.ts'
import { living } from '../replica.ts'
import { quote } from './catalog.ts'
import { BackupRefused, transient } from './format.ts'

/** Where the new content is made, beside the old. */
const workshop = 'chenxun_restore'

/**
 * Puts what `make` makes in an empty schema in the place of what the database holds. The old content stays until the
 * last transaction, which takes it away and the new one in; a process that is killed before has
 * changed nothing. Where there are rows, `keep` is called when nobody can change them any more;
 * without it they are a reason to refuse.
 * @throws BackupRefused where somebody uses the database or it holds what is not ours
 */
export async function replaceContent<Result>(
  connection: Connection,
  make: () => Promise<Result>,
  keep: (() => Promise<void>) | null,
): Promise<Result> {
  // A bot that starts meanwhile waits here until the database is whole again.
  await connection.query(`select pg_advisory_lock(${lockKey})`)
  try {
    const [home = ''] = await namesOf(connection, 'select current_schema()::text as name')
    const old = await tablesIn(connection, home)
    refuseForeign(old)
    await refuseOccupied(connection, old, keep !== null)
    await makeWorkshop(connection)
    const result = await make()
    await connection.exec('reset search_path')
    await inTransaction(connection, async () => {
      await lock(connection, old)
      await refuseOccupied(connection, old, keep !== null)
      if (keep && (await hasRows(connection, old))) await keep()
      await dropAll(connection, home, old)
      await moveIn(connection, home)
    })
    return result
  } finally {
    // A lost connection takes its lock and settings with it.
    const tidy = `reset search_path; drop schema if exists ${workshop} cascade`
    await connection.exec(tidy).catch(() => {})
    await connection.query(`select pg_advisory_unlock(${lockKey})`).catch(() => {})
  }
}

async function makeWorkshop(connection: SqlConnection): Promise<void> {
  try {
    await connection.exec(`drop schema if exists ${workshop} cascade; create schema ${workshop}`)
  } catch (error) {
    const isForbidden = (error as { code?: string }).code === '42501'
    throw isForbidden ? new BackupRefused('no-right') : error
  }
  await connection.exec(`set search_path = ${workshop}`)
}

async function namesOf(connection: SqlConnection, sql: string, schema?: string): Promise<string[]> {
  const rows = await connection.query<{ name: string }>(sql, schema === undefined ? [] : [schema])
  return rows.map(({ name }) => name)
}

async function tablesIn(connection: SqlConnection, schema: string): Promise<string[]> {
  const sql = `select relname::text as name from pg_class
    where relnamespace = quote_ident($1)::regnamespace and relkind in ('r', 'p')`
  return await namesOf(connection, sql, schema)
}

async function enumsIn(connection: SqlConnection, schema: string): Promise<string[]> {
  const sql = `select typname::text as name from pg_type
    where typnamespace = quote_ident($1)::regnamespace and typtype = 'e'`
  return await namesOf(connection, sql, schema)
}

/** What triggers call. Only names: ours take no arguments. */
async function triggerFunctionsIn(connection: SqlConnection, schema: string): Promise<string[]> {
  const sql = `select proname::text as name from pg_proc
    where pronamespace = quote_ident($1)::regnamespace and prorettype = 'trigger'::regtype`
  return await namesOf(connection, sql, schema)
}

function refuseForeign(tables: string[]): void {
  const known: string[] = [...Object.values(Prisma.ModelName), ...transient]
  const foreign = tables.filter((name) => !known.includes(name))
  if (foreign.length === 0) return
  throw new BackupRefused('foreign-tables', { tables: foreign.slice(0, 5).join(', ') })
}

async function refuseOccupied(
  connection: Connection,
  tables: string[],
  mayReplace: boolean,
): Promise<void> {
  // The lock on the folder says that nobody is on the embedded database.
  if (connection.kind === 'server' && tables.includes('Replica')) {
    const alive = await connection.query(living.text, living.values)
    if (alive.length > 0) throw new BackupRefused('in-use')
  }
  if (!mayReplace && (await hasRows(connection, tables))) throw new BackupRefused('not-empty')
}

async function hasRows(connection: SqlConnection, tables: string[]): Promise<boolean> {
  for (const name of tables) {
    if (transient.includes(name)) continue
    const some = await connection.query(`select 1 from ${quote(name)} limit 1`)
    if (some.length > 0) return true
  }
  return false
}

async function lock(connection: SqlConnection, tables: string[]): Promise<void> {
  if (tables.length === 0) return
  await connection.exec(`lock table ${tables.map(quote).join(', ')} in access exclusive mode`)
}

async function dropAll(connection: SqlConnection, home: string, tables: string[]): Promise<void> {
  if (tables.length > 0) await connection.exec(`drop table ${tables.map(quote).join(', ')}`)
  const enums = await enumsIn(connection, home)
  if (enums.length > 0) await connection.exec(`drop type ${enums.map(quote).join(', ')}`)
  // Tables of others are refused, but functions of theirs may stand beside ours.
  const ours = await triggerFunctionsIn(connection, workshop)
  for (const name of await triggerFunctionsIn(connection, home)) {
    if (ours.includes(name)) await connection.exec(`drop function ${quote(name)}()`)
  }
}

/** Indexes, constraints and numbering go with their tables; what is left behind keeps the schema from being dropped. */
async function moveIn(connection: SqlConnection, home: string): Promise<void> {
  for (const name of await enumsIn(connection, workshop)) {
    await connection.exec(`alter type ${workshop}.${quote(name)} set schema ${quote(home)}`)
  }
  for (const name of await tablesIn(connection, workshop)) {
    await connection.exec(`alter table ${workshop}.${quote(name)} set schema ${quote(home)}`)
  }
  for (const name of await triggerFunctionsIn(connection, workshop)) {
    await connection.exec(`alter function ${workshop}.${quote(name)}() set schema ${quote(home)}`)
  }
  await connection.exec(`drop schema ${workshop}`)
}
