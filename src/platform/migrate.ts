import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The least a migration needs from a connection: scripts without parameters, queries with. */
export interface SqlConnection {
  exec(sql: string): Promise<unknown>
  query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>
}

export class MigrationRefused extends Error {}

interface AppliedRow {
  migration_name: string
  checksum: string
  finished_at: unknown
  rolled_back_at: unknown
}

/** The advisory lock that Prisma's own schema engine takes, so the two never run at once. */
export const lockKey = 72707369

export const ledger = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`

/**
 * Applies the migrations of `folder` that the database lacks, oldest first, each in a transaction,
 * and records them as `prisma migrate deploy` does: same table, same checksums, same lock. Several
 * replicas may start at once. Returns the names that were applied.
 * @throws MigrationRefused when an applied file was edited or an earlier attempt failed half-way.
 */
export async function migrate(db: SqlConnection, folder: string): Promise<string[]> {
  await db.query(`select pg_advisory_lock(${lockKey})`)
  try {
    await db.exec(ledger)
    const applied = await db.query<AppliedRow>(
      'select migration_name, checksum, finished_at, rolled_back_at from _prisma_migrations',
    )
    refuseHalfDone(applied)
    const done: string[] = []
    for (const migration of readMigrations(folder)) {
      if (isApplied(migration, applied)) continue
      await inTransaction(db, () => applyMigration(db, migration))
      done.push(migration.name)
    }
    return done
  } finally {
    await db.query(`select pg_advisory_unlock(${lockKey})`)
  }
}

function refuseHalfDone(applied: AppliedRow[]): void {
  const failed = applied.find((row) => !row.finished_at && !row.rolled_back_at)
  if (!failed) return
  throw new MigrationRefused(
    `Migration ${failed.migration_name} was started by another tool and did not finish. ` +
      `Mend the database, then run: npx prisma migrate resolve --applied ${failed.migration_name}`,
  )
}

/** A migration of the program; the checksum is the one in Prisma's ledger. */
export interface Migration {
  name: string
  checksum: string
  sql: string
}

/** The migrations of `folder`, oldest first. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'migration.sql')))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

function isApplied({ name, checksum }: Migration, applied: AppliedRow[]): boolean {
  const before = applied.find((row) => row.migration_name === name && !row.rolled_back_at)
  if (before && before.checksum !== checksum) {
    throw new MigrationRefused(
      `Migration ${name} was edited after it was applied. Put the file back as it was.`,
    )
  }
  return before !== undefined
}

/** Applies one migration and records it, in the transaction of the caller. */
export async function applyMigration(
  db: SqlConnection,
  { name, checksum, sql }: Migration,
): Promise<void> {
  await db.exec(sql)
  await db.query(
    `insert into _prisma_migrations
       (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     values ($1, $2, $3, now(), now(), 1)`,
    [randomUUID(), checksum, name],
  )
}

/** Does `act` wholly or not at all. The connection is nobody else's. */
export async function inTransaction<Result>(
  db: SqlConnection,
  act: () => Promise<Result>,
): Promise<Result> {
  await db.exec('begin')
  try {
    const result = await act()
    await db.exec('commit')
    return result
  } catch (error) {
    // A lost connection has rolled back already; what matters is why it was lost.
    await db.exec('rollback').catch(() => {})
    throw error
  }
}
