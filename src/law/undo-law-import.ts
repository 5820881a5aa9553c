import { audit } from '../platform/audit.ts'
import type { Db } from '../platform/db.ts'
import { followTimeLimit, type FollowDeps } from './change/apply-change.ts'
import { followTexts, type LawEffect } from './change/follow-texts.ts'
import { findLawImport, moveLawImport } from './import-store.ts'
import { deleteVersions, loadLaws, lockLaws } from './store.ts'

export type LawUndoing =
  | { kind: 'undone'; texts: number; effects: LawEffect[] }
  | { kind: 'not-live' | 'unknown' }

/**
 * Takes the texts of a confirmed law file out of the library again. Questions that cite them keep
 * their words; with `follow`, those that the file had stopped are in use again. `by` is a Telegram id,
 * null for the command line.
 */
export function undoLawImport(
  { db, now, follow }: { db: Db; now: () => Date; follow?: FollowDeps },
  { importId, by }: { importId: number; by: number | null },
): Promise<LawUndoing> {
  return db.$transaction(async (sql): Promise<LawUndoing> => {
    await lockLaws(sql)
    const saved = await findLawImport(sql, importId)
    if (!saved) return { kind: 'unknown' }
    const move = { id: importId, from: 'LIVE', to: 'UNDONE', at: now() } as const
    if (!(await moveLawImport(sql, move))) return { kind: 'not-live' }
    const before = await loadLaws(sql)
    const ids = saved.laws.flatMap(({ versionId }) => versionId ?? [])
    const texts = await deleteVersions(sql, ids)
    const object = `law-import:${importId}`
    await audit(sql, { at: now(), actor: by, act: 'law-import-undone', object, detail: { texts } })
    const effects = follow ? await followTexts(follow, sql, { before, by }) : []
    return { kind: 'undone', texts, effects }
  }, followTimeLimit)
}
