import { readTables, UnreadableFile } from '../../platform/tables.ts'
import { readAiken } from './aiken.ts'
import { readAnkiText } from './anki-text.ts'
import { readAnki } from './anki.ts'
import { readDocBank } from './doc.ts'
import { readDocxBank } from './docx.ts'
import type { BankFile, Problem, Reader } from './format.ts'
import { readGift } from './gift.ts'
import { readJsonBank, readJsonLines } from './json-read.ts'
import { readListBank } from './list.ts'
import { readMoodle } from './moodle.ts'
import { readQti } from './qti.ts'
import { recognise, type Format } from './recognise.ts'
import { readSqliteBank } from './sqlite-bank.ts'
import { readTableBank } from './table.ts'

/**
 * What a bank file holds, recognised by its content. A file that cannot be read is a result with
 * no items and one problem. Works in the calling thread: for files from outside use `readBankFile`.
 */
export async function readBank(bytes: Uint8Array): Promise<BankFile> {
  try {
    const file = await read(bytes)
    const empty = file.items.length === 0 && file.problems.length === 0
    return empty ? { ...file, problems: [{ where: {}, code: 'no-questions' }] } : file
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    return refusedFile('unknown', { where: {}, code: error.code, args: error.args })
  }
}

/** A file of which nothing was read, and why. */
export function refusedFile(format: string, problem: Problem): BankFile {
  return { format, items: [], problems: [problem] }
}

/** Every format that is read; any other is named, with what to do instead. */
const readers: { [Name in Format]?: Reader } = {
  aiken: ({ decoded }) => readAiken(decoded?.text ?? ''),
  anki: readAnki,
  'anki-text': readAnkiText,
  doc: readDocBank,
  docx: ({ bytes }) => readDocxBank(bytes),
  gift: ({ decoded }) => readGift(decoded?.text ?? ''),
  json: ({ decoded }) => readJsonBank(decoded?.text ?? ''),
  jsonl: ({ decoded }) => readJsonLines(decoded?.text ?? ''),
  list: ({ decoded }) => readListBank(decoded?.text ?? ''),
  moodle: ({ decoded }) => readMoodle(decoded?.text ?? ''),
  qti: readQti,
  sqlite: readSqliteBank,
  table: async ({ bytes }) => readTableBank(await readTables(bytes)),
}

async function read(bytes: Uint8Array): Promise<BankFile> {
  const { format, decoded } = await recognise(bytes)
  const reader = readers[format]
  if (!reader) return refusedFile(format, { where: {}, code: `format-${format}` })
  const file = await reader({ bytes, decoded })
  return decoded ? { encoding: decoded.encoding, ...file } : file
}
