import { openConnection, type Connection } from '../db.ts'
import type { Migration } from '../migrate.ts'
import { closeSnapshot, dump, openSnapshot } from './dump.ts'
import { BackupRefused, type BackupFoot } from './format.ts'
import { countMigrations, loadBackup } from './load.ts'
import { checkBackup, readBackup } from './read-backup.ts'
import { replaceContent } from './replace.ts'
import { writeBackup } from './write-backup.ts'

interface RestoreDeps {
  /** Opens the database for nobody else. */
  open: () => Promise<Connection>
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
  { open, migrations, now }: RestoreDeps,
  { file, keepAs }: { file: string; keepAs: string | null },
): Promise<Restored> {
  const { head, foot, rows } = await checkBackup(file)
  countMigrations(head, migrations)
  const connection = await open()
  let replaced: string | null = null
  const keep = async () => {
    const snapshot = await openSnapshot(connection, { now: now(), isShared: false })
    await writeBackup(dump(snapshot), { file: keepAs ?? '', force: false })
    await closeSnapshot(snapshot)
    replaced = keepAs
  }
  const make = () => loadBackup(connection, readBackup(file), migrations)
  await replaceContent(connection, make, keepAs === null ? null : keep)
  return { rows, tables: Object.keys(foot.tables).length, createdAt: head.createdAt, replaced }
}

/**
 * Carries everything from one database to an empty one, and compares them table by table by count and hash before
 * it is there. The old one stays as it is.
 * @throws BackupRefused, DatabaseUnreachable
 */
export async function move(
  { open, migrations, now }: RestoreDeps,
  { to }: { to: string },
): Promise<BackupFoot> {
  const connection = await open()
  if (connection.kind !== 'embedded') throw new BackupRefused('move-server')
  const target = await openConnection({ databaseUrl: to, dataDir: '' })
  try {
    await connection.exec('begin isolation level repeatable read')
    const snapshot = await openSnapshot(connection, { now: now(), isShared: false })
    const make = () => loadBackup(target, dump(snapshot), migrations)
    return await replaceContent(target, make, null)
  } catch (error) {
    const isOccupied = error instanceof BackupRefused && error.fault === 'not-empty'
    throw isOccupied ? new BackupRefused('target-not-empty') : error
  } finally {
    await connection.exec('rollback')
    await target.close()
  }
}
