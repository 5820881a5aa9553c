import type { Db } from '../platform/db.ts'
import { readTablesApart } from '../platform/tables-apart.ts'
import { UnreadableFile, type TableFile } from '../platform/tables.ts'
import { planRoster, type RosterChanges } from './plan-roster.ts'
import { looksLikeRoster, readRoster } from './read-roster.ts'
import { findImport, loadPeople, saveImport } from './roster-store.ts'

export type RosterPreview =
  | { kind: 'preview'; importId: number; fileName: string; changes: RosterChanges }
  /** The code and arguments of an UnreadableFile. */
  | { kind: 'unreadable'; code: string; args: Record<string, string | number> }
  /** A table, but none with names and badge numbers or units. */
  | { kind: 'not-a-roster' }

/**
 * Reads a roster file (in a worker), keeps its rows and tells what confirming it would change.
 * Nothing about people or units changes. `by` is a Telegram id, 0 for the command line.
 */
export async function previewRoster(
  deps: { db: Db; now: () => Date },
  { bytes, ...file }: { bytes: Uint8Array; fileName: string; by: number },
): Promise<RosterPreview> {
  try {
    return await previewTables(deps, { tables: await readTablesApart(bytes), ...file })
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    return { kind: 'unreadable', code: error.code, args: error.args }
  }
}

/** `previewRoster` for a file whose tables have been read. */
export async function previewTables(
  { db, now }: { db: Db; now: () => Date },
  { tables, fileName, by: createdBy }: { tables: TableFile; fileName: string; by: number },
): Promise<Exclude<RosterPreview, { kind: 'unreadable' }>> {
  if (!looksLikeRoster(tables)) return { kind: 'not-a-roster' }
  const roster = readRoster(tables)
  const { changes } = planRoster(roster, await loadPeople(db))
  const importId = await saveImport(db, { fileName, roster, createdBy, createdAt: now() })
  return { kind: 'preview', importId, fileName, changes }
}

/** The preview of an import that was read before, compared with the people of this moment. */
export async function reviewRoster(
  { db }: { db: Db },
  importId: number,
): Promise<{ fileName: string; changes: RosterChanges } | null> {
  const saved = await findImport(db, importId)
  if (!saved || saved.state !== 'PREVIEW') return null
  return { fileName: saved.fileName, ...planRoster(saved.roster, await loadPeople(db)) }
}
