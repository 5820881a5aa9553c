import { audit } from '../platform/audit.ts'
import type { Db } from '../platform/db.ts'
import { findLawImport, moveLawImport } from './import-store.ts'
import { deleteVersions, lockLaws } from './store.ts'

/**
 * Takes the texts of a confirmed law file out of the library again. Questions that cite them keep
 * their words. `by` is a Telegram id, null for the command line.
 */
export function undoLawImport(
  { db, now }: { db: Db; now: () => Date },
  { importId, by }: { importId: number; by: number | null },
): Promise<{ kind: 'undone'; texts: number } | { kind: 'not-live' | 'unknown' }> {
  return db.$transaction(async (sql) => {
    await lockLaws(sql)
    const saved = await findLawImport(sql, importId)
    if (!saved) return { kind: 'unknown' }
    const move = { id: importId, from: 'LIVE', to: 'UNDONE', at: now() } as const
    if (!(await moveLawImport(sql, move))) return { kind: 'not-live' }
    const ids = saved.laws.flatMap(({ versionId }) => versionId ?? [])
    const texts = await deleteVersions(sql, ids)
    const object = `law-import:${importId}`
    await audit(sql, { at: now(), actor: by, act: 'law-import-undone', object, detail: { texts } })
    return { kind: 'undone', texts }
  })
}
