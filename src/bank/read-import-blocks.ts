import { isDeepStrictEqual } from 'node:util'

import type { Db } from '../platform/db.ts'
import type { Llm } from '../platform/llm.ts'
import { addModelItems, saveProblems } from './import-store.ts'
import { loadPreview } from './load-preview.ts'
import type { ImportPreview } from './preview-import.ts'
import { readBlocks } from './read-blocks.ts'
import { findImport, findProblems, moveImport } from './store.ts'

export interface BlocksRead {
  preview: ImportPreview
  /** Questions that the model read. */
  questions: number
  /** Blocks that it did not look at, because it gave out. */
  unread: number
}

/**
 * Lets a model read what no rule understood of a previewed file, and adds that to the preview. What it
 * reads waits for a reviewer when the import is confirmed. Null when the import is no preview any more.
 * Safe to call again, also at the same moment: a block that was read is none any more.
 */
export async function readImportBlocks(
  { db, llm, now }: { db: Db; llm: Llm; now: () => Date },
  importId: number,
): Promise<BlocksRead | null> {
  const saved = await findImport(db, importId)
  if (saved?.state !== 'PREVIEW') return null
  const problems = await findProblems(db, importId)
  const { items, settled, unread } = await readBlocks(llm, problems)
  const isKept = await db.$transaction(async (sql) => {
    const move = { id: importId, from: 'PREVIEW', to: 'PREVIEW', at: now() } as const
    if (!(await moveImport(sql, move))) return false
    // Pressed twice, two jobs may have read the same blocks: the first to be done is kept.
    if (!isDeepStrictEqual(await findProblems(sql, importId), problems)) return false
    await addModelItems(sql, importId, items)
    const rest = problems.map((problem) =>
      settled.includes(problem) ? { where: problem.where, code: 'note-by-model' } : problem,
    )
    await saveProblems(sql, importId, rest)
    return true
  })
  if (!isKept) return null
  const preview = await loadPreview(db, importId)
  return preview && { preview, questions: items.length, unread }
}
