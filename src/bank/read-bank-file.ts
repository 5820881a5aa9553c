import { apartLimits, runApart } from '../platform/tables-apart.ts'
import { maxFileBytes, UnreadableFile } from '../platform/tables.ts'
import { countKinds, type BankHead, type BankSummary } from './deliver-bank.ts'
import type { ItemRow, ReaderQuestion } from './deliver-bank.ts'
import type { BankFile, Problem } from './formats/format.ts'
import type { KnownText } from './near-questions.ts'

/** What the reading thread is given. */
export interface ReadOrder {
  bytes: Uint8Array
  /** Whether the questions are wanted, or the summary alone. */
  questions: boolean
}

/** Whoever takes the questions of a file. */
export interface BankTaker {
  /** The file was read. */
  begin(head: BankHead): Promise<void>
  /** Some of the questions that those of the file are compared with, after this id; none at the end. */
  known(after: number): Promise<KnownText[]>
  /** Takes some of the questions, in order: `ItemRow[]` as JSON. */
  take(rows: string): Promise<void>
}

/**
 * Reads a question bank in a worker thread with limits on memory and time, so that no file can
 * take the program down. A refused file is a result with no questions and one problem; `taker` hears
 * of it all the same. Without a taker nobody gets the questions.
 */
export async function readBankApart(
  bytes: Uint8Array,
  { taker, timeoutMs = apartLimits.timeoutMs }: { taker?: BankTaker; timeoutMs?: number } = {},
): Promise<BankSummary> {
  let begun = false
  const answer = async (question: unknown): Promise<unknown> => {
    const asked = question as ReaderQuestion
    if ('rows' in asked) return await taker?.take(asked.rows)
    if ('after' in asked) return await taker?.known(asked.after)
    begun = true
    return await taker?.begin(asked.head)
  }
  const script = { beside: import.meta.url, name: 'read-worker' }
  const order: ReadOrder = { bytes, questions: taker !== undefined }
  try {
    if (bytes.length > maxFileBytes) throw new UnreadableFile('file-too-big', { limit: '20 MB' })
    return await runApart<BankSummary>(script, order, { ...apartLimits, timeoutMs }, answer)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    if (!begun) await taker?.begin({ format: 'unknown' })
    return refusedSummary({ where: {}, code: error.code, args: error.args })
  }
}

/** A taker that compares with nothing and hands each question on. */
export function eachItem(give: (row: ItemRow) => void): BankTaker {
  return {
    begin: () => Promise.resolve(),
    known: () => Promise.resolve([]),
    take(rows) {
      for (const row of JSON.parse(rows) as ItemRow[]) give(row)
      return Promise.resolve()
    },
  }
}

/** `readBankApart` with all its questions at once. */
export async function readBankFile(
  bytes: Uint8Array,
  options: { timeoutMs?: number } = {},
): Promise<BankFile> {
  const items: BankFile['items'] = []
  const taker = eachItem(({ place, question }) => items.push({ place, question }))
  const { format, encoding, problems } = await readBankApart(bytes, { ...options, taker })
  return { format, ...(encoding ? { encoding } : {}), items, problems }
}

function refusedSummary(problem: Problem): BankSummary {
  const nothing = { questions: 0, first: [], duplicates: [], byKind: countKinds([]) }
  return { format: 'unknown', ...nothing, problems: [problem], compared: true }
}
