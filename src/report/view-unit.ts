import { audit } from '../platform/audit.ts'
import type { Deps } from '../platform/deps.ts'
import type { Day } from '../shared/day.ts'
import type { Excess } from '../shared/excess.ts'
import type { Person, UnitRef } from '../shared/person.ts'
import type { Period } from './period.ts'
import { findUnitUnder } from './store.ts'
import { summariseUnit, type Summary } from './summarise-unit.ts'

export type View =
  | { kind: 'refused' }
  /** `up` is the unit above when it is the person's to see as well. */
  | { kind: 'view'; summary: Summary; up: UnitRef | null }

/**
 * The summary of a unit for a person who leads it or a unit above it, or who is an admin. A unit
 * out of reach is refused and recorded, whatever the button said; so is every look at names. Without
 * `names` nobody is named and nothing recorded.
 */
export async function viewUnit(
  deps: Pick<Deps, 'db' | 'now'>,
  {
    person,
    unitId,
    period,
    names = true,
  }: { person: Person; unitId: number; period: Period; names?: boolean },
): Promise<View> {
  const unit = await unitWithinReach(deps, person, unitId)
  if (!unit) return { kind: 'refused' }
  const up =
    unit.parentId === null ? null : await findUnitUnder(deps.db, unit.parentId, rootsOf(person))
  const summary = await summariseUnit(deps, { unitId, ...period })
  if (!names) return { kind: 'view', summary: { ...summary, missing: [] }, up }
  if (summary.missing.length > 0) {
    await audit(deps.db, {
      at: deps.now(),
      actor: person.telegramId,
      act: 'see-missing-names',
      object: `unit:${unitId}`,
      detail: { ...period, names: summary.missing.length },
    })
  }
  return { kind: 'view', summary, up }
}

/** What the remind slice made of a leader's wish to remind those who have not finished. */
export type NudgeOutcome =
  /** `excess`: for some it is more than their week may hold. */
  | { kind: 'queued'; count: number; excess: Excess | null }
  | { kind: 'already' }
  | { kind: 'not-a-training-day' }
  | { kind: 'closed' }

/** Wired by the shell to the remind slice; `by` is the Telegram id of the leader. */
export type Nudge = (input: { unitId: number; day: Day; by: number }) => Promise<NudgeOutcome>

/** Reminds, on a leader's word, the officers of a unit who have not finished `day`. */
export async function remindMissing(
  deps: Pick<Deps, 'db' | 'now'> & { nudge: Nudge },
  { person, unitId, ...wish }: { person: Person; unitId: number; day: Day },
): Promise<NudgeOutcome | { kind: 'refused' }> {
  if (!(await unitWithinReach(deps, person, unitId))) return { kind: 'refused' }
  return deps.nudge({ unitId, ...wish, by: person.telegramId })
}

/** The unit when the person leads it or a unit above it, or is an admin; else null, and recorded. */
export async function unitWithinReach(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  person: Person,
  unitId: number,
) {
  const unit = await findUnitUnder(db, unitId, rootsOf(person))
  if (unit) return unit
  await audit(db, {
    at: now(),
    actor: person.telegramId,
    act: 'refuse-unit',
    object: `unit:${unitId}`,
  })
  return null
}

function rootsOf(person: Person): number[] | 'all' {
  return person.isAdmin ? 'all' : person.leads.map(({ id }) => id)
}
