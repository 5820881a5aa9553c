import type { Db } from '../platform/db.ts'
import { loadBank } from './store.ts'
import { writeBank } from './write-bank.ts'

export type BankExport =
  | { kind: 'exported'; bytes: Uint8Array; questions: number }
  | { kind: 'no-bank' }
  /** The file's name ends in nothing that a bank can be written as. */
  | { kind: 'no-format' }

/** A bank as a file of the kind that its name ends in. Retired questions are left out. */
export async function exportBank(
  { db }: { db: Db },
  { name, fileName }: { name: string; fileName: string },
): Promise<BankExport> {
  const questions = await loadBank(db, name)
  if (!questions) return { kind: 'no-bank' }
  const bytes = writeBank(/\.([a-z]+)$/i.exec(fileName)?.[1] ?? '', name, questions)
  return bytes ? { kind: 'exported', bytes, questions: questions.length } : { kind: 'no-format' }
}
