import type { Sql } from '../db.ts'
import type { Deps } from '../deps.ts'
import type { Session } from './catalog.ts'
import { closeSnapshot, dump, openSnapshot } from './dump.ts'
import { refuseExisting, writeBackup, type WrittenBackup } from './write-backup.ts'

/** The longest a backup may take; an interactive transaction wants to know. */
const longestMs = 24 * 3_600_000

/**
 * Writes everything the database holds at this moment into `file`. The program goes on meanwhile: a server reads
 * from a snapshot; the embedded database sets its rows apart in one go (5 µs a row), and is then read in
 * small pieces with pauses.
 * @throws BackupRefused where the file exists (unless `force`) or cannot be written
 */
export async function backUp(
  { db, now, settings }: Pick<Deps, 'db' | 'now' | 'settings'>,
  { file, force }: { file: string; force: boolean },
): Promise<WrittenBackup> {
  await refuseExisting(file, force)
  const isShared = settings.databaseUrl === null
  if (!isShared) {
    return await db.$transaction(
      async (sql) =>
        await writeBackup(dump(await openSnapshot(sessionOf(sql), { now: now(), isShared })), {
          file,
          force,
        }),
      { isolationLevel: 'RepeatableRead', timeout: longestMs },
    )
  }
  const snapshot = await db.$transaction(
    (sql) => openSnapshot(sessionOf(sql), { now: now(), isShared }),
    { timeout: longestMs },
  )
  const apart = { ...snapshot, session: sessionOf(db) }
  try {
    return await writeBackup(dump(apart), { file, force })
  } finally {
    await closeSnapshot(apart)
  }
}

function sessionOf(sql: Sql): Session {
  return {
    query: async <Row>(text: string, parameters: unknown[] = []) =>
      await sql.$queryRawUnsafe<Row[]>(text, ...parameters),
  }
}
