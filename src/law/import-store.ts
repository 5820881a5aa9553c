/** This slice's queries about law files: previews, and what became of them. */

import type { Prisma, Sql } from '../platform/db.ts'
import type { LawProblem, LawText } from './formats/law-text.ts'

export type ImportState = 'PREVIEW' | 'LIVE' | 'CANCELLED' | 'UNDONE'

/** A law of a file; `versionId` once it was taken in. */
export interface ImportedLaw extends LawText {
  versionId?: number
}

/** What is kept of a file: its laws and what its lines are called. */
interface Kept {
  unit: 'line' | 'paragraph'
  laws: ImportedLaw[]
}

export interface LawImport extends Kept {
  id: number
  fileName: string
  state: ImportState
  problems: LawProblem[]
}

/** Keeps what was read of a file. Returns its id. */
export async function saveLawImport(
  sql: Sql,
  data: Kept & { fileName: string; problems: LawProblem[]; createdBy: number; createdAt: Date },
): Promise<number> {
  const { unit, laws, fileName, problems, createdBy, createdAt } = data
  const saved = await sql.lawImport.create({
    data: {
      fileName,
      laws: asJson({ unit, laws }),
      problems: asJson(problems),
      createdBy,
      createdAt,
    },
    select: { id: true },
  })
  return saved.id
}

/** A file with everything that was read of it; null where there is none. */
export async function findLawImport(sql: Sql, id: number): Promise<LawImport | null> {
  const found = await sql.lawImport.findUnique({ where: { id } })
  if (!found) return null
  const { unit, laws } = found.laws as unknown as Kept
  const { fileName, state } = found
  return { id, fileName, state, unit, laws, problems: found.problems as unknown as LawProblem[] }
}

/** Keeps laws that a person completed or that were taken in. */
export async function saveImportedLaws(
  sql: Sql,
  { id, unit }: LawImport,
  { laws, problems }: { laws: ImportedLaw[]; problems: LawProblem[] },
): Promise<void> {
  const data = { laws: asJson({ unit, laws }), problems: asJson(problems) }
  await sql.lawImport.update({ where: { id }, data })
}

/** Moves an import from one state to another; false when it is no longer in the first. */
export async function moveLawImport(
  sql: Sql,
  move: { id: number; from: ImportState; to: ImportState; at: Date },
): Promise<boolean> {
  const { count } = await sql.lawImport.updateMany({
    where: { id: move.id, state: move.from },
    data: { state: move.to, ...(move.to === 'LIVE' && { confirmedAt: move.at }) },
  })
  return count > 0
}

/** PostgreSQL keeps no NUL in text, and no lone half of a surrogate pair. */
function asJson(value: unknown): Prisma.InputJsonValue {
  const text = JSON.stringify(value)
  return JSON.parse(
    text.replace(/\\u0000/g, '').replace(/\\ud[89a-f][0-9a-f]{2}/gi, ''),
  ) as Prisma.InputJsonValue
}

/** Cancels the previews of before `before` that nobody decided about, and forgets their laws. */
export async function forgetLawPreviews(sql: Sql, before: Date): Promise<void> {
  await sql.lawImport.updateMany({
    where: { state: 'PREVIEW', createdAt: { lt: before } },
    data: { state: 'CANCELLED', laws: { unit: 'line', laws: [] }, problems: [] },
  })
}
