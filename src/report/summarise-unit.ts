import type { Deps } from '../platform/deps.ts'
import { listMissingBetween, type Missing } from '../quiz/participation.ts'
import { lawMasteryOf, type LawMastery } from '../quiz/retest/mastery.ts'
import { addDays, type Day } from '../shared/day.ts'
import { fairNumbersOf, type FairNumbers } from './fair-numbers.ts'
import { mostMissedOf, type MissedArticle } from './most-missed.ts'
import { isArticleDay } from './store.ts'

/** What a leader sees of a unit, from `fromDay` to `day`. */
export interface Summary extends FairNumbers {
  fromDay: Day
  /** The last day, and with one day the day. */
  day: Day
  children: FairNumbers[]
  /** Who has not finished, by name: only for a station, where people know each other. */
  missing: Missing[]
  /** The three articles with the most wrong answers. */
  articles: MissedArticle[]
  /** One day, on which everybody got an article to read and nobody was due. */
  articleDay: boolean
  /** How far officers know what laws have changed of late. */
  newLaws: LawMastery[]
}

/** A change of the law is news for so many days after the last card about it. */
const newsDays = 30

/**
 * Participation, names and weak points of a unit with everything below it. Asks nobody for
 * permission: `viewUnit` does.
 * @throws when there is no such unit
 */
export async function summariseUnit(
  { db }: Pick<Deps, 'db'>,
  span: { unitId: number; fromDay: Day; toDay: Day },
): Promise<Summary> {
  const { total, children } = await fairNumbersOf(db, span)
  const missing =
    total.level === 'STATION' && total.missed > 0 ? await listMissingBetween(db, span) : []
  const articles = await mostMissedOf(db, span, 3)
  const newLaws = await lawMasteryOf(db, { ...span, fromDay: addDays(span.fromDay, -newsDays) })
  const articleDay = span.fromDay === span.toDay && (await isArticleDay(db, span.toDay))
  const days = { fromDay: span.fromDay, day: span.toDay, articleDay }
  return { ...total, ...days, children, missing, articles, newLaws }
}
