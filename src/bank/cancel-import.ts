import type { Db } from '../platform/db.ts'
import { findImport, moveImport } from './store.ts'

/** Throws a previewed import away. Cancelling twice is as good as once. */
export async function cancelImport(
  { db, now }: { db: Db; now: () => Date },
  importId: number,
): Promise<'cancelled' | 'already-confirmed' | 'undone' | 'unknown'> {
  if (await moveImport(db, { id: importId, from: 'PREVIEW', to: 'CANCELLED', at: now() })) {
    return 'cancelled'
  }
  const saved = await findImport(db, importId)
  if (!saved) return 'unknown'
  if (saved.state === 'UNDONE') return 'undone'
  return saved.state === 'CANCELLED' ? 'cancelled' : 'already-confirmed'
}
