import type { Db } from '../platform/db.ts'
import { writeCsv, writeWorkbook } from '../platform/tables.ts'
import type { Question } from '../shared/question.ts'
import { writeGift } from './formats/gift-write.ts'
import { writeOwnFormat } from './formats/json.ts'
import { templateSheet } from './formats/template.ts'
import { loadBank } from './store.ts'

export type BankExport =
  | { kind: 'exported'; bytes: Uint8Array; questions: number }
  | { kind: 'no-bank' }
  /** The file's name ends in nothing that a bank can be written as. */
  | { kind: 'no-format' }

type Write = (name: string, questions: Question[]) => Uint8Array

const text = (write: (name: string, questions: Question[]) => string): Write => {
  return (name, questions) => Buffer.from(write(name, questions), 'utf8')
}

/** How a bank is written, by the ending of the file. Read again, each is the same bank. */
const writers: Record<string, Write> = {
  xlsx: (name, questions) => writeWorkbook([templateSheet(name, questions)]),
  csv: text((name, questions) => {
    const { header, rows } = templateSheet(name, questions)
    return writeCsv([header, ...rows.map((row) => row.map(String))])
  }),
  json: text(writeOwnFormat),
  gift: text(writeGift),
  txt: text(writeGift),
}

/** A bank as a file of the kind that its name ends in. Retired questions are left out. */
export async function exportBank(
  { db }: { db: Db },
  { name, fileName }: { name: string; fileName: string },
): Promise<BankExport> {
  const ending = /\.([a-z]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
  const write = writers[ending]
  if (!write) return { kind: 'no-format' }
  const questions = await loadBank(db, name)
  if (!questions) return { kind: 'no-bank' }
  return { kind: 'exported', bytes: write(name, questions), questions: questions.length }
}
