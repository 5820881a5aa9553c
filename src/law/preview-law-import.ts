import type { Db } from '../platform/db.ts'
import { UnreadableFile } from '../platform/tables.ts'
import type { Day } from '../shared/day.ts'
import type { LawProblem, LawText } from './formats/law-text.ts'
import type { ReadLawFile } from './formats/read-law-file.ts'
import { saveLawImport } from './import-store.ts'
import { readLawApart } from './read-law-apart.ts'
import { viewLawImport, type LawImportPreview } from './view-law-import.ts'

export type LawFilePreview =
  | ({ kind: 'preview' } & LawImportPreview)
  /** The file was read, but no law is in it. */
  | { kind: 'no-law' }
  /** The given first day in force is before the day the text was made. */
  | { kind: 'in-force-early'; title: string; date: Day }
  /** The code and arguments of an UnreadableFile. */
  | { kind: 'unreadable'; code: string; args: Record<string, string | number> }

/**
 * Reads a law file in a worker and keeps what was understood; nothing is in the library before
 * `confirmLawImport`. `inForce` overrules what the text says about its first day in force; a text
 * without any date takes it for its own. `by` is a Telegram id, 0 for the command line.
 */
export async function previewLawImport(
  deps: { db: Db; now: () => Date },
  { bytes, ...file }: { bytes: Uint8Array; name: string; by: number; inForce?: Day },
): Promise<LawFilePreview> {
  try {
    return await previewReadLaw(deps, { read: await readLawApart(bytes, file.name), ...file })
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    return { kind: 'unreadable', code: error.code, args: error.args }
  }
}

/** `previewLawImport` for a file that has been read. */
export async function previewReadLaw(
  { db, now }: { db: Db; now: () => Date },
  file: { read: ReadLawFile; name: string; by: number; inForce?: Day },
): Promise<Exclude<LawFilePreview, { kind: 'unreadable' }>> {
  const { read, inForce } = file
  if (read.laws.length === 0) return { kind: 'no-law' }
  const early = read.laws.find(({ date }) => inForce && date !== null && inForce < date)
  if (early?.date) return { kind: 'in-force-early', title: early.title, date: early.date }
  const importId = await saveLawImport(db, {
    unit: read.unit,
    fileName: file.name,
    createdBy: file.by,
    createdAt: now(),
    ...(inForce === undefined ? read : withInForce(read, inForce)),
  })
  const preview = await viewLawImport(db, importId)
  if (!preview) throw new Error(`the law import ${importId} was not saved`)
  return { kind: 'preview', ...preview }
}

/** The laws with this first day in force, and no remark about another any more. */
export function withInForce<Law extends LawText>(
  { laws, problems }: { laws: Law[]; problems: LawProblem[] },
  inForce: Day,
): { laws: Law[]; problems: LawProblem[] } {
  return {
    laws: laws.map((law) => ({ ...law, date: law.date ?? inForce, inForce, source: 'stated' })),
    problems: problems.filter(({ code }) => !code.startsWith('note-in-force-')),
  }
}
