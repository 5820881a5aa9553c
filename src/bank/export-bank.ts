import type { Db } from '../platform/db.ts'
import { writeWorkbook } from '../platform/tables.ts'
import type { Question } from '../shared/question.ts'
import { writeOwnFormat } from './formats/json.ts'
import { templateSheet } from './formats/template.ts'
import { loadBank } from './store.ts'

export type BankExport =
  | { kind: 'exported'; bytes: Uint8Array; questions: number }
  | { kind: 'no-bank' }

/**
 * A bank as a file: JSON where the file is to end in `.json`, else xlsx in the project's own
 * template. Read again, either is the same bank. Retired questions are left out.
 */
export async function exportBank(
  { db }: { db: Db },
  { name, fileName }: { name: string; fileName: string },
): Promise<BankExport> {
  const questions = await loadBank(db, name)
  if (!questions) return { kind: 'no-bank' }
  return {
    kind: 'exported',
    bytes: writeBank(name, questions, fileName),
    questions: questions.length,
  }
}

function writeBank(name: string, questions: Question[], fileName: string): Uint8Array {
  if (/\.json$/i.test(fileName)) return Buffer.from(writeOwnFormat(name, questions), 'utf8')
  return writeWorkbook([templateSheet(name, questions)])
}
