/** The table of what texts of laws change. */

import type { Prisma, Sql } from '../../platform/db.ts'
import type { ArticleChange } from '../../shared/article-change.ts'
import type { Day } from '../../shared/day.ts'

/** A change that was not taken back. */
export interface SavedChange {
  id: number
  lawId: number
  law: string
  fromVersionId: number | null
  toVersionId: number | null
  day: Day
  changes: ArticleChange[]
  createdBy: number | null
  /** When the questions were looked at; null while the day has not come. */
  appliedAt: Date | null
}

export async function listChanges(sql: Sql, lawId: number): Promise<SavedChange[]> {
  const rows = await sql.lawChange.findMany({
    where: { lawId, undoneAt: null },
    orderBy: [{ day: 'asc' }, { id: 'asc' }],
  })
  return rows.map(readChange)
}

/** The changes that hold by `today` and whose questions nobody has looked at, in the order of their days. */
export async function listDue(sql: Sql, today: Day): Promise<number[]> {
  const rows = await sql.lawChange.findMany({
    where: { appliedAt: null, undoneAt: null, day: { lte: today } },
    orderBy: [{ day: 'asc' }, { id: 'asc' }],
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

/** One of them; null where it was applied, moved or taken back meanwhile. */
export async function findDue(sql: Sql, id: number, today: Day): Promise<SavedChange | null> {
  const row = await sql.lawChange.findFirst({
    where: { id, appliedAt: null, undoneAt: null, day: { lte: today } },
  })
  return row && readChange(row)
}

function readChange(
  row: Omit<SavedChange, 'changes' | 'createdBy'> & {
    changes: unknown
    createdBy: bigint | null
  },
): SavedChange {
  const { id, lawId, law, fromVersionId, toVersionId, day, changes, createdBy, appliedAt } = row
  return {
    id,
    lawId,
    law,
    fromVersionId,
    toVersionId,
    day,
    changes: changes as ArticleChange[],
    createdBy: createdBy === null ? null : Number(createdBy),
    appliedAt,
  }
}

export async function insertChange(
  sql: Sql,
  change: Omit<SavedChange, 'id' | 'appliedAt'> & { now: Date },
): Promise<SavedChange> {
  const { changes, now, ...rest } = change
  const json = changes as unknown as Prisma.InputJsonArray
  const row = await sql.lawChange.create({ data: { ...rest, changes: json, createdAt: now } })
  return readChange(row)
}

/** The first day of a change was corrected. */
export async function saveDay(sql: Sql, id: number, day: Day): Promise<void> {
  await sql.lawChange.update({ where: { id }, data: { day } })
}

export async function markApplied(sql: Sql, id: number, appliedAt: Date): Promise<void> {
  await sql.lawChange.update({ where: { id }, data: { appliedAt } })
}

export async function markUndone(sql: Sql, id: number, undoneAt: Date): Promise<void> {
  await sql.lawChange.update({ where: { id }, data: { undoneAt } })
}
