import type { Db } from '../platform/db.ts'
import { countKinds } from './deliver-bank.ts'
import { findStanding, listChanged, listItems, listNear } from './import-store.ts'
import { shownPairs, type ImportPreview } from './preview-import.ts'
import { findImport, findProblems } from './store.ts'

/** The preview of a file that was read before, as it stands now; null where there is none. */
export async function loadPreview(db: Db, importId: number): Promise<ImportPreview | null> {
  const saved = await findImport(db, importId)
  if (!saved) return null
  const { bankName, fileName, format } = saved
  const questions = await listItems(db, importId)
  return {
    importId,
    bankName,
    fileName,
    format,
    questions: questions.length,
    byKind: countKinds(questions),
    first: questions.slice(0, 3),
    problems: await findProblems(db, importId),
    // What the file repeats was said when it was read.
    duplicates: [],
    compared: true,
    ...(await findStanding(db, importId)),
    nearPairs: await listNear(db, importId, shownPairs),
    changedPairs: await listChanged(db, importId, shownPairs),
  }
}
