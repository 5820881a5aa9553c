import { openConnection, type Connection } from '../db.ts'
import type { Migration } from '../migrate.ts'
import { closeSnapshot, dump, openSnapshot } from './dump.ts'
import { BackupRefused, type BackupFoot } from './format.ts'
import { countMigrations, loadBackup } from './load.ts'
import { checkBackup, readBackup } from './read-backup.ts'
import { writeBackup } from './write-backup.ts'

interface RestoreDeps {
  /** Nobody else's. */
  connection: Connection
  migrations: Migration[]
  now: () => Date
}

export interface Restored {
  rows: number
  tables: number
  /** When the backup was made, ISO. */
  createdAt: string
  /** Where the content that was replaced is now; null where there was none. */
  replaced: string | null
}

/**
 * Puts a backup in the place of what the database holds. The whole file is checked first. Content that is there is
 * written to `keepAs` before; without `keepAs` it is a reason to refuse.
 * @throws BackupRefused, after which everything is as it was
 */
export async function restore(
  { connection, migrations, now }: RestoreDeps,
  { file, keepAs }: { file: string; keepAs: string | null },
): Promise<Restored> {
  const { head, foot, rows } = await checkBackup(file)
  countMigrations(head, migrations)
  let replaced: string | null = null
  await loadBackup({ connection, migrations }, readBackup(file), async (hasRows) => {
    if (!hasRows) return
    if (keepAs === null) throw new BackupRefused('not-empty')
    const snapshot = await openSnapshot(connection, { now: now(), isShared: false })
    await writeBackup(dump(snapshot), { file: keepAs, force: false })
    await closeSnapshot(snapshot)
    replaced = keepAs
  })
  return { rows, tables: Object.keys(foot.tables).length, createdAt: head.createdAt, replaced }
}

/**
 * Carries everything from one database to an empty one, and compares them table by table by count and hash before
 * it is there. The old one stays as it is.
 * @throws BackupRefused, DatabaseUnreachable
 */
export async function move(
  { connection, migrations, now }: RestoreDeps,
  { to }: { to: string },
): Promise<BackupFoot> {
  const target = await openConnection({ databaseUrl: to, dataDir: '' })
  try {
    await connection.exec('begin isolation level repeatable read')
    const snapshot = await openSnapshot(connection, { now: now(), isShared: false })
    return await loadBackup({ connection: target, migrations }, dump(snapshot), (hasRows) =>
      hasRows ? Promise.reject(new BackupRefused('target-not-empty')) : Promise.resolve(),
    )
  } finally {
    await connection.exec('rollback')
    await target.close()
  }
}
