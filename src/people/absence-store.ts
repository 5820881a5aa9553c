/** Queries about absences. */

import type { Sql } from '../platform/db.ts'
import type { Day } from '../shared/day.ts'
import type { Absence } from './absences.ts'

const columns = { id: true, kind: true, fromDay: true, toDay: true } as const

/** Keeps two messages of one officer from writing absences at the same time. */
export async function lockOfficer(sql: Sql, officerId: number): Promise<void> {
  await sql.$queryRaw`select id from "Officer" where id = ${officerId} for update`
}

/** Absences of the same kind that share a day with these, oldest first. */
export function listOverlapping(
  sql: Sql,
  { officerId, kind, fromDay, toDay }: Omit<Absence, 'id'> & { officerId: number },
): Promise<Absence[]> {
  return sql.absence.findMany({
    where: { officerId, kind, cancelledAt: null, fromDay: { lte: toDay }, toDay: { gte: fromDay } },
    select: columns,
    orderBy: { id: 'asc' },
  })
}

/** Absences that are not over on `day`, soonest first. */
export function listFrom(
  sql: Sql,
  { officerId, day }: { officerId: number; day: Day },
): Promise<Absence[]> {
  return sql.absence.findMany({
    where: { officerId, cancelledAt: null, toDay: { gte: day } },
    select: columns,
    orderBy: [{ fromDay: 'asc' }, { id: 'asc' }],
  })
}

/** An absence, if it is this officer's. */
export function findAbsence(
  sql: Sql,
  { officerId, absenceId }: { officerId: number; absenceId: number },
): Promise<(Absence & { cancelledAt: Date | null }) | null> {
  return sql.absence.findFirst({
    where: { id: absenceId, officerId },
    select: { ...columns, cancelledAt: true },
  })
}

/** Writes a new absence. */
export function saveAbsence(
  sql: Sql,
  data: Omit<Absence, 'id'> & { officerId: number; createdAt: Date },
): Promise<Absence> {
  return sql.absence.create({ data, select: columns })
}

/** Gives an absence other days, in which `instead` are dissolved. */
export async function widenAbsence(
  sql: Sql,
  { id, fromDay, toDay }: Absence,
  { instead, at }: { instead: number[]; at: Date },
): Promise<void> {
  await sql.absence.update({ where: { id }, data: { fromDay, toDay } })
  await sql.absence.updateMany({ where: { id: { in: instead } }, data: { cancelledAt: at } })
}

/** Ends an absence on `toDay`. */
export async function shortenAbsence(
  sql: Sql,
  { absenceId, toDay }: { absenceId: number; toDay: Day },
): Promise<void> {
  await sql.absence.update({ where: { id: absenceId }, data: { toDay } })
}

/** Takes an absence back as a whole. */
export async function cancelAbsence(
  sql: Sql,
  { absenceId, at }: { absenceId: number; at: Date },
): Promise<void> {
  await sql.absence.update({ where: { id: absenceId }, data: { cancelledAt: at } })
}
