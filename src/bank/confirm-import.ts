import { audit } from '../platform/audit.ts'
import { readChoice } from '../platform/choices.ts'
import type { Db, Sql } from '../platform/db.ts'
import {
  insertQuestions,
  openReviews,
  proposeChanges,
  updateQuestions,
  type Acceptance,
} from './accept-store.ts'
import { findItemCount, noteGrowth } from './import-store.ts'
import { ensureBank, findImport, moveImport } from './store.ts'

export interface Confirmed {
  kind: 'confirmed'
  bankName: string
  /** New in the bank; of these, `waiting` wait for a reviewer. */
  imported: number
  waiting: number
  /** Changed in the bank, and changes that wait for a reviewer. */
  updated: number
  proposed: number
  /** What the bank has or the file repeats, and what was left out as resembling another. */
  skipped: number
}

export type ImportConfirmation =
  | Confirmed
  | { kind: 'already-confirmed' | 'cancelled' | 'undone' | 'unknown' }

/** What a person decided about a preview. */
export interface ImportDecision {
  importId: number
  /** Telegram id, null for the command line. */
  by: number | null
  /** Leave out what resembles another question. */
  withoutNear?: boolean
  /** Change what the bank has with another key, explanation or basis. */
  update?: boolean
}

/** 100,000 questions take a few seconds; the second of two imports into a bank waits for the first. */
const timeLimit = { maxWait: 30_000, timeout: 120_000 }

/**
 * Adds the questions of a previewed import to its bank, all or none. How they stand to the bank is
 * looked up anew: what the bank has by now is skipped and counted, and what somebody changed there
 * since the preview is not written over.
 */
export function confirmImport(
  { db, now }: { db: Db; now: () => Date },
  { importId, by, withoutNear = false, update = false }: ImportDecision,
): Promise<ImportConfirmation> {
  const at = now()
  return db.$transaction(async (sql): Promise<ImportConfirmation> => {
    const saved = await findImport(sql, importId)
    if (!saved) return { kind: 'unknown' }
    if (!(await moveImport(sql, { id: importId, from: 'PREVIEW', to: 'LIVE', at }))) {
      return { kind: await whyNot(sql, importId) }
    }
    const bankId = await ensureBank(sql, saved.bankName, at)
    await moveImport(sql, { id: importId, from: 'LIVE', to: 'LIVE', at, bankId })
    const review = await readChoice(sql, 'review-imports')
    const counts = await accept(sql, { importId, bankId, by, at, withoutNear, review }, update)
    const detail = { bankName: saved.bankName, fileName: saved.fileName, ...counts }
    await audit(sql, {
      at,
      actor: by,
      act: 'bank-imported',
      object: `bank-import:${importId}`,
      detail,
    })
    return { kind: 'confirmed', bankName: saved.bankName, ...counts }
  }, timeLimit)
}

async function accept(
  sql: Sql,
  acceptance: Acceptance,
  update: boolean,
): Promise<Omit<Confirmed, 'kind' | 'bankName'>> {
  const proposed = update ? await proposeChanges(sql, acceptance) : 0
  const updated = update && !acceptance.review ? await updateQuestions(sql, acceptance) : 0
  const imported = await insertQuestions(sql, acceptance)
  await noteGrowth(sql, imported)
  const waiting = await openReviews(sql, acceptance)
  const all = await findItemCount(sql, acceptance.importId)
  return { imported, waiting, updated, proposed, skipped: all - imported - updated - proposed }
}

async function whyNot(
  sql: Sql,
  importId: number,
): Promise<'already-confirmed' | 'cancelled' | 'undone'> {
  const state = (await findImport(sql, importId))?.state
  if (state === 'UNDONE') return 'undone'
  return state === 'CANCELLED' ? 'cancelled' : 'already-confirmed'
}
