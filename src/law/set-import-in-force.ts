import type { Db } from '../platform/db.ts'
import type { Day } from '../shared/day.ts'
import { findLawImport, saveImportedLaws } from './import-store.ts'
import { withInForce } from './preview-law-import.ts'

/**
 * Gives the laws of a previewed file their first day in force, as a person typed it. Refused where a
 * text was made later than that.
 */
export async function setImportInForce(
  db: Db,
  { importId, inForce }: { importId: number; inForce: Day },
): Promise<{ kind: 'set' | 'unknown' | 'decided' } | { kind: 'early'; date: Day }> {
  const saved = await findLawImport(db, importId)
  if (!saved) return { kind: 'unknown' }
  if (saved.state !== 'PREVIEW') return { kind: 'decided' }
  const early = saved.laws.find(({ date }) => date !== null && inForce < date)
  if (early?.date) return { kind: 'early', date: early.date }
  await saveImportedLaws(db, saved, withInForce(saved, inForce))
  return { kind: 'set' }
}
