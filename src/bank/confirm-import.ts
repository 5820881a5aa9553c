import { audit } from '../platform/audit.ts'
import type { Db, Sql } from '../platform/db.ts'
import { ensureBank, findImport, findItemCount, insertQuestions, moveImport } from './store.ts'

export type ImportConfirmation =
  | { kind: 'confirmed'; bankName: string; imported: number; skipped: number }
  | { kind: 'already-confirmed' | 'cancelled' | 'undone' | 'unknown' }

/** 100,000 questions take a few seconds; the second of two imports into a bank waits for the first. */
const timeLimit = { maxWait: 30_000, timeout: 120_000 }

/**
 * Makes the questions of a previewed import live, all or none. Questions the bank already has are
 * skipped and counted. `by` is a Telegram id, null for the command line.
 */
export function confirmImport(
  { db, now }: { db: Db; now: () => Date },
  { importId, by }: { importId: number; by: number | null },
): Promise<ImportConfirmation> {
  return db.$transaction(async (sql): Promise<ImportConfirmation> => {
    const saved = await findImport(sql, importId)
    if (!saved) return { kind: 'unknown' }
    if (!(await moveImport(sql, { id: importId, from: 'PREVIEW', to: 'LIVE', at: now() }))) {
      return { kind: await whyNot(sql, importId) }
    }
    const bankId = await ensureBank(sql, saved.bankName, now())
    await moveImport(sql, { id: importId, from: 'LIVE', to: 'LIVE', at: now(), bankId })
    const imported = await insertQuestions(sql, { importId, bankId, now: now() })
    const skipped = (await findItemCount(sql, importId)) - imported
    const detail = { bankName: saved.bankName, fileName: saved.fileName, imported, skipped }
    await audit(sql, {
      at: now(),
      actor: by,
      act: 'bank-imported',
      object: `bank-import:${importId}`,
      detail,
    })
    return { kind: 'confirmed', bankName: saved.bankName, imported, skipped }
  }, timeLimit)
}

async function whyNot(
  sql: Sql,
  importId: number,
): Promise<'already-confirmed' | 'cancelled' | 'undone'> {
  const state = (await findImport(sql, importId))?.state
  if (state === 'UNDONE') return 'undone'
  return state === 'CANCELLED' ? 'cancelled' : 'already-confirmed'
}
