import { audit } from '../platform/audit.ts'
import type { Db, Sql } from '../platform/db.ts'
import { dayIn } from '../shared/day.ts'
import type { Settings } from '../shared/settings.ts'
import { listOverlapping, lockOfficer, saveAbsence, widenAbsence } from './absence-store.ts'
import {
  checkDays,
  isTooLong,
  maxDays,
  spanOf,
  type Absence,
  type AbsenceKind,
  type BadDays,
  type Days,
} from './absences.ts'

export interface AbsenceDeps {
  db: Db
  now: () => Date
  settings: Pick<Settings, 'timeZone'>
  /** Brings today's duty of this officer in line with the absences that are written. */
  absenceChanged: (officerId: number) => Promise<void>
}

export type LeaveTaken =
  | { kind: 'taken'; absence: Absence }
  /** Joined with an absence of the same kind that it overlaps. */
  | { kind: 'joined'; absence: Absence }
  /** These days were written down before. */
  | { kind: 'already'; absence: Absence }
  | BadDays

/**
 * Writes down that an officer is away from `fromDay` to `toDay`, both included: at most 90 days,
 * from yesterday on. Overlaps of one kind become one absence; kinds do not disturb each other.
 */
export async function takeLeave(
  deps: AbsenceDeps,
  { officerId, ...asked }: Omit<Absence, 'id'> & { officerId: number },
): Promise<LeaveTaken> {
  const at = deps.now()
  const fault = checkDays(asked, dayIn(deps.settings.timeZone, at))
  if (fault) return fault
  const outcome = await deps.db.$transaction((sql) => write(sql, { officerId, asked, at }))
  // Also after `already`: a crash may have come between the two.
  if ('absence' in outcome) await deps.absenceChanged(officerId)
  return outcome
}

interface Asked {
  officerId: number
  asked: { kind: AbsenceKind } & Days
  at: Date
}

async function write(sql: Sql, { officerId, asked, at }: Asked): Promise<LeaveTaken> {
  await lockOfficer(sql, officerId)
  const overlapping = await listOverlapping(sql, { officerId, ...asked })
  const [first, ...others] = overlapping
  if (!first) {
    const absence = await saveAbsence(sql, { officerId, ...asked, createdAt: at })
    await note(sql, { officerId, at, absence })
    return { kind: 'taken', absence }
  }
  const days = spanOf(asked, overlapping)
  if (others.length === 0 && first.fromDay === days.fromDay && first.toDay === days.toDay) {
    return { kind: 'already', absence: first }
  }
  if (isTooLong(days)) return { kind: 'too-long', maxDays }
  const absence = { ...first, ...days }
  await widenAbsence(sql, absence, { instead: others.map(({ id }) => id), at })
  await note(sql, { officerId, at, absence })
  return { kind: 'joined', absence }
}

/** The kind stays out of the record: why somebody is away is nobody's business. */
async function note(
  sql: Sql,
  { officerId, at, absence }: { officerId: number; at: Date; absence: Absence },
): Promise<void> {
  const { id, fromDay, toDay } = absence
  await audit(sql, {
    at,
    actor: null,
    act: 'absence-taken',
    object: `absence:${id}`,
    detail: { officerId, fromDay, toDay },
  })
}
