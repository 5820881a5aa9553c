import { readTables, UnreadableFile } from '../../platform/tables.ts'
import type { BankFile, Problem } from './format.ts'
import { readJsonBank, readJsonLines } from './json-read.ts'
import { recognise } from './recognise.ts'
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

async function read(bytes: Uint8Array): Promise<BankFile> {
  const recognised = await recognise(bytes)
  if (recognised.format === 'table') return readTableBank(await readTables(bytes))
  if ('decoded' in recognised) {
    const { text, encoding } = recognised.decoded
    const found = recognised.format === 'json' ? readJsonBank(text) : readJsonLines(text)
    return { ...found, encoding }
  }
  return refusedFile(recognised.format, { where: {}, code: `format-${recognised.format}` })
}
