import { audit } from '../platform/audit.ts'
import { addDays, dayIn, type Day } from '../shared/day.ts'
import {
  cancelAbsence,
  findAbsence,
  listFrom,
  lockOfficer,
  shortenAbsence,
} from './absence-store.ts'
import type { Absence } from './absences.ts'
import type { AbsenceDeps } from './take-leave.ts'

export type LeaveCancelled =
  | { kind: 'cancelled'; absence: Absence }
  /** It had begun: the days before today stay excused, today counts again. */
  | { kind: 'shortened'; absence: Absence }
  /** Its last day has passed. */
  | { kind: 'over' }
  | { kind: 'already-cancelled' }
  /** No such absence of this officer. */
  | { kind: 'unknown' }

/** Takes an absence back, from today on: what has passed stays as it was. */
export async function cancelLeave(
  deps: AbsenceDeps,
  { officerId, absenceId }: { officerId: number; absenceId: number },
): Promise<LeaveCancelled> {
  const at = deps.now()
  const today = dayIn(deps.settings.timeZone, at)
  const outcome = await deps.db.$transaction(async (sql): Promise<LeaveCancelled> => {
    await lockOfficer(sql, officerId)
    const found = await findAbsence(sql, { officerId, absenceId })
    if (!found) return { kind: 'unknown' }
    const { cancelledAt, ...absence } = found
    if (cancelledAt) return { kind: 'already-cancelled' }
    if (absence.toDay < today) return { kind: 'over' }
    const toDay = addDays(today, -1)
    const hasBegun = absence.fromDay < today
    if (hasBegun) await shortenAbsence(sql, { absenceId, toDay })
    else await cancelAbsence(sql, { absenceId, at })
    const object = `absence:${absenceId}`
    await audit(sql, { at, actor: null, act: 'absence-cancelled', object, detail: { officerId } })
    return hasBegun
      ? { kind: 'shortened', absence: { ...absence, toDay } }
      : { kind: 'cancelled', absence }
  })
  // Also when it was done before: a crash may have come between the two.
  if (outcome.kind !== 'unknown') await deps.absenceChanged(officerId)
  return outcome
}

/** The absences of an officer that are not over on `today`, soonest first. */
export function listAbsences(
  { db }: Pick<AbsenceDeps, 'db'>,
  { officerId, today }: { officerId: number; today: Day },
): Promise<Absence[]> {
  return listFrom(db, { officerId, day: today })
}
