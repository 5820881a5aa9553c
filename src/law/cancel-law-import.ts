import type { Db } from '../platform/db.ts'
import { findLawImport, moveLawImport } from './import-store.ts'

/** Throws a previewed law file away. Cancelling twice is as good as once. */
export async function cancelLawImport(
  { db, now }: { db: Db; now: () => Date },
  importId: number,
): Promise<'cancelled' | 'already-confirmed' | 'undone' | 'unknown'> {
  if (await moveLawImport(db, { id: importId, from: 'PREVIEW', to: 'CANCELLED', at: now() })) {
    return 'cancelled'
  }
  const saved = await findLawImport(db, importId)
  if (!saved) return 'unknown'
  if (saved.state === 'UNDONE') return 'undone'
  return saved.state === 'CANCELLED' ? 'cancelled' : 'already-confirmed'
}
