import { writeCsv, writeWorkbook } from '../platform/tables.ts'
import type { Question } from '../shared/question.ts'
import { writeGift } from './formats/gift-write.ts'
import { writeOwnFormat } from './formats/json.ts'
import { templateSheet } from './formats/template.ts'

type Write = (name: string, questions: Question[]) => string | Uint8Array

const writers = new Map<string, Write>([
  ['xlsx', (name, questions) => writeWorkbook([templateSheet(name, questions)])],
  ['csv', writeTemplateCsv],
  ['json', writeOwnFormat],
  ['gift', writeGift],
  ['txt', writeGift],
])

/**
 * A bank as a file of the kind that is named with this ending (`xlsx`, `csv`, `json`, `gift`, `txt`);
 * null for any other. Read again, each is the same bank.
 */
export function writeBank(ending: string, name: string, questions: Question[]): Uint8Array | null {
  const written = writers.get(ending.toLowerCase())?.(name, questions) ?? null
  return typeof written === 'string' ? Buffer.from(written, 'utf8') : written
}

function writeTemplateCsv(name: string, questions: Question[]): string {
  const { header, rows } = templateSheet(name, questions)
  return writeCsv([header, ...rows.map((row) => row.map(String))])
}
