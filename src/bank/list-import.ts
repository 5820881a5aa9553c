import type { Db } from '../platform/db.ts'
import type { Translate } from '../shared/locale.ts'
import { listChanged, listNear } from './import-store.ts'
import { writeListFile } from './list-file.ts'
import { findImport, findProblems } from './store.ts'

/** More pairs than this nobody compares one by one. */
const mostPairs = 2000

/** All that there is to say about an import, as a workbook; null where there is no such import. */
export async function listImport(
  { db }: { db: Db },
  t: Translate,
  importId: number,
): Promise<{ fileName: string; bankName: string; bytes: Uint8Array } | null> {
  const saved = await findImport(db, importId)
  if (!saved) return null
  const { fileName, bankName } = saved
  const problems = await findProblems(db, importId)
  const near = await listNear(db, importId, mostPairs)
  const changed = await listChanged(db, importId, mostPairs)
  return { fileName, bankName, bytes: writeListFile(t, { bankName, problems, near, changed }) }
}
