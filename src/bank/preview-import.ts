import type { Db } from '../platform/db.ts'
import type { Kind, Question } from '../shared/question.ts'
import { countKinds } from './check-bank.ts'
import type { Place, Problem } from './formats/format.ts'
import { readBankFile } from './read-bank-file.ts'
import { duplicatesWithin, type Duplicate } from './rules.ts'
import { findKnown, saveImport } from './store.ts'

export interface ImportPreview {
  importId: number
  bankName: string
  fileName: string
  format: string
  byKind: Record<Kind, number>
  /** Questions that were read. */
  questions: number
  /** Of those, the ones that confirming would make live. */
  importable: number
  first: Question[]
  problems: Problem[]
  duplicates: Duplicate[]
  /** Where the file repeats what the bank already has. */
  known: Place[]
}

/**
 * Reads a bank file in a worker and keeps what was understood; nothing becomes a question before
 * `confirmImport`. The bank is named after the file unless `bankName` is given. `by` is a Telegram
 * id, 0 for the command line.
 */
export async function previewImport(
  { db, now }: { db: Db; now: () => Date },
  file: { bytes: Uint8Array; name: string; by: number; bankName?: string },
): Promise<ImportPreview> {
  const read = await readBankFile(file.bytes, { name: file.name })
  const { items, problems, format } = read
  const bankName = file.bankName?.trim() || nameFromFile(file.name)
  const importId = await saveImport(db, {
    bankName,
    fileName: file.name,
    format,
    encoding: read.encoding ?? null,
    items,
    problems,
    createdBy: file.by,
    createdAt: now(),
  })
  const duplicates = duplicatesWithin(items)
  const known = await findKnown(db, importId)
  const repeated = new Set(
    duplicates.filter(({ same }) => same).map(({ where }) => JSON.stringify(where)),
  )
  const taken = items.filter(({ place }) => !repeated.has(JSON.stringify(place)))
  const there = new Set(known.map(placeKey))
  return {
    importId,
    bankName,
    fileName: file.name,
    format,
    byKind: countKinds(items.map(({ question }) => question)),
    questions: items.length,
    importable: taken.filter(({ place }) => !there.has(placeKey(place))).length,
    first: items.slice(0, 3).map(({ question }) => question),
    problems,
    duplicates,
    known,
  }
}

/** The database gives the fields of a place back in another order. */
function placeKey({ sheet, row, line, paragraph, item }: Place): string {
  return JSON.stringify([sheet, row, line, paragraph, item])
}

/** `某某题库(1).xlsx` → `某某题库`: what people call the same file again. */
function nameFromFile(fileName: string): string {
  const base = fileName.replace(/^.*[/\\]/, '').replace(/\.[A-Za-z0-9]{1,6}$/, '')
  return (
    base
      .replace(/\s*[（(]\d+[)）]$/, '')
      .trim()
      .slice(0, 60) || 'bank'
  )
}
