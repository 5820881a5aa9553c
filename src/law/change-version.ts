import { audit } from '../platform/audit.ts'
import type { Db, Sql } from '../platform/db.ts'
import { isDay, type Day } from '../shared/day.ts'
import { followTimeLimit, type FollowDeps } from './change/apply-change.ts'
import { followTexts, type LawEffect } from './change/follow-texts.ts'
import {
  deleteVersions,
  findVersion,
  loadLaws,
  lockLaws,
  saveInForce,
  saveRepeal,
} from './store.ts'

/** What an admin can correct about a text of the library. */
export type VersionChange =
  | { act: 'begin'; inForce: Day }
  /** The law ends on this day without a successor; null takes that back. */
  | { act: 'repeal'; repealedOn: Day | null }
  /** The text goes, and with its last text the law. */
  | { act: 'remove' }

export type VersionChanged =
  | { kind: 'changed'; name: string; date: Day; effects: LawEffect[] }
  | { kind: 'unknown' | 'no-day' }
  /** The day is before the one the text was made on, or in force from. */
  | { kind: 'early'; date: Day }

/**
 * Corrects a text's days, or takes it out of the library; with `follow`, the questions that rest on
 * what that changes are dealt with too. `by` is a Telegram id.
 */
export function changeVersion(
  { db, now, follow }: { db: Db; now: () => Date; follow?: FollowDeps },
  { versionId, by, change }: { versionId: number; by: number; change: VersionChange },
): Promise<VersionChanged> {
  return db.$transaction(async (sql): Promise<VersionChanged> => {
    await lockLaws(sql)
    const version = await findVersion(sql, versionId)
    if (!version) return { kind: 'unknown' }
    const refused = refusal(change, version)
    if (refused) return refused
    const before = await loadLaws(sql)
    await carryOut(sql, versionId, change)
    const { name } = version.law
    const detail = { name, date: version.date, ...change }
    const object = `law-version:${versionId}`
    await audit(sql, { at: now(), actor: by, act: `law-${change.act}`, object, detail })
    const effects = follow ? await followTexts(follow, sql, { before, by }) : []
    return { kind: 'changed', name, date: version.date, effects }
  }, followTimeLimit)
}

function refusal(
  change: VersionChange,
  { date, inForce }: { date: Day; inForce: Day },
): VersionChanged | null {
  if (change.act === 'remove') return null
  const day = change.act === 'begin' ? change.inForce : change.repealedOn
  if (day === null) return null
  if (!isDay(day)) return { kind: 'no-day' }
  const earliest = change.act === 'begin' ? date : inForce
  return day < earliest ? { kind: 'early', date: earliest } : null
}

async function carryOut(sql: Sql, versionId: number, change: VersionChange): Promise<void> {
  switch (change.act) {
    case 'begin':
      await saveInForce(sql, versionId, change.inForce)
      break
    case 'repeal':
      await saveRepeal(sql, versionId, change.repealedOn)
      break
    case 'remove':
      await deleteVersions(sql, [versionId])
      break
  }
}
