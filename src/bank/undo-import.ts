import { audit } from '../platform/audit.ts'
import type { Db } from '../platform/db.ts'
import { restoreQuestions } from './accept-store.ts'
import { closeTasksOfImport } from './review/task-store.ts'
import { findImport, moveImport, removeQuestions } from './store.ts'

export type ImportUndoing =
  | { kind: 'undone'; bankName: string; deleted: number; retired: number; restored: number }
  | { kind: 'already-undone' | 'not-live' | 'unknown' }

const timeLimit = { maxWait: 30_000, timeout: 120_000 }

/**
 * Takes an import back: its questions that were never dealt to anybody are deleted, the others are
 * retired, so that answers keep what they answer, and nothing about them waits for a reviewer any
 * more. Questions that it changed get their text back. `by` is a Telegram id, null for the command line.
 */
export function undoImport(
  { db, now }: { db: Db; now: () => Date },
  { importId, by }: { importId: number; by: number | null },
): Promise<ImportUndoing> {
  const at = now()
  return db.$transaction(async (sql): Promise<ImportUndoing> => {
    const saved = Number.isSafeInteger(importId) ? await findImport(sql, importId) : null
    if (!saved) return { kind: 'unknown' }
    if (!(await moveImport(sql, { id: importId, from: 'LIVE', to: 'UNDONE', at }))) {
      const state = (await findImport(sql, importId))?.state
      return { kind: state === 'UNDONE' ? 'already-undone' : 'not-live' }
    }
    const restored = await restoreQuestions(sql, { importId, by, at })
    const counts = { ...(await removeQuestions(sql, importId)), restored }
    await closeTasksOfImport(sql, { importId, by, at })
    const object = `bank-import:${importId}`
    const detail = { bankName: saved.bankName, ...counts }
    await audit(sql, { at, actor: by, act: 'bank-import-undone', object, detail })
    return { kind: 'undone', bankName: saved.bankName, ...counts }
  }, timeLimit)
}
