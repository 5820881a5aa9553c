import type { Deps } from '../platform/deps.ts'
import {
  listMissingBetween,
  participationOf,
  type Missing,
  type UnitNumbers,
} from '../quiz/participation.ts'
import type { Day } from '../shared/day.ts'
import { mostMissed, type MissedArticle } from './most-missed.ts'
import { listMostMissed } from './store.ts'

/** What a leader sees of a unit, from `fromDay` to `day`. */
export interface Summary extends UnitNumbers {
  fromDay: Day
  /** The last day, and with one day the day. */
  day: Day
  children: UnitNumbers[]
  /** Who has not finished, by name: only for a station, where people know each other. */
  missing: Missing[]
  /** The three articles with the most wrong answers. */
  articles: MissedArticle[]
}

/**
 * Participation, names and weak points of a unit with everything below it. Asks nobody for
 * permission: `viewUnit` does.
 * @throws when there is no such unit
 */
export async function summariseUnit(
  { db }: Pick<Deps, 'db'>,
  span: { unitId: number; fromDay: Day; toDay: Day },
): Promise<Summary> {
  const { total, children } = await participationOf(db, span)
  const missing =
    total.level === 'STATION' && total.missed > 0 ? await listMissingBetween(db, span) : []
  const articles = mostMissed(await listMostMissed(db, span))
  return { ...total, fromDay: span.fromDay, day: span.toDay, children, missing, articles }
}
