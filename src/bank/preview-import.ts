import type { Db } from '../platform/db.ts'
import type { CheckBases } from '../shared/basis.ts'
import { checkCitations } from './check-citations.ts'
import type { BankHead, BankSummary } from './deliver-bank.ts'
import {
  addItems,
  findStanding,
  listChanged,
  listKnownTexts,
  listNear,
  noteGrowth,
  saveProblems,
  startImport,
  type ChangedPair,
  type NearPair,
  type Standing,
} from './import-store.ts'
import { nameFromFile } from './name-from-file.ts'
import { readBankApart } from './read-bank-file.ts'

export interface PreviewDeps {
  db: Db
  now: () => Date
  /** What the law library says about the articles that questions cite. */
  checkBases?: CheckBases
}

export interface ImportPreview extends BankSummary, Standing {
  importId: number
  bankName: string
  fileName: string
  /** The first of the questions that resemble others, and of those that differ from the bank's. */
  nearPairs: NearPair[]
  changedPairs: ChangedPair[]
}

/** How many pairs a message has room for. */
export const shownPairs = 3

/**
 * Reads a bank file in a worker and keeps what was understood; nothing becomes a question before
 * `confirmImport`. The bank is named after the file unless `bankName` or the file itself names it.
 * `by` is a Telegram id, 0 for the command line.
 */
export async function previewImport(
  deps: PreviewDeps,
  file: { bytes: Uint8Array; name: string; by: number; bankName?: string },
): Promise<ImportPreview> {
  const { db } = deps
  let started = { importId: 0, bankName: '' }
  const read = await readBankApart(file.bytes, {
    taker: {
      async begin(head) {
        started = await start(deps, file, head)
      },
      known: (after) => listKnownTexts(db, started.bankName, after),
      take: (rows) => addItems(db, started.importId, rows),
    },
  })
  const { importId } = started
  await noteGrowth(db, read.questions)
  const remarks = deps.checkBases ? await checkCitations(db, importId, deps.checkBases) : []
  const problems = [...read.problems, ...remarks]
  await saveProblems(db, importId, problems)
  return {
    ...read,
    ...started,
    ...(await findStanding(db, importId)),
    fileName: file.name,
    problems,
    nearPairs: await listNear(db, importId, shownPairs),
    changedPairs: await listChanged(db, importId, shownPairs),
  }
}

async function start(
  { db, now }: PreviewDeps,
  file: { name: string; by: number; bankName?: string },
  { format, encoding, bank }: BankHead,
): Promise<{ importId: number; bankName: string }> {
  const bankName = file.bankName?.trim() || bank || nameFromFile(file.name)
  const importId = await startImport(db, {
    bankName,
    fileName: file.name,
    format,
    encoding: encoding ?? null,
    createdBy: file.by,
    createdAt: now(),
  })
  return { importId, bankName }
}
