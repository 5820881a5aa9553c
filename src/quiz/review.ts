import { createEmptyCard, fsrs, Rating, type Card, type Grade } from 'ts-fsrs'

import { addDays, type Day } from '../shared/day.ts'

/** A review card as it is kept in the database: JSON, dates as text. */
export type StoredCard = Record<string, unknown>

// Days, not minutes, and no fuzz: a set is dealt once a day and the same history gives the same day.
const scheduler = fsrs({ enable_short_term: false, enable_fuzz: false, maximum_interval: 180 })

/** How well a question was remembered. `sure` is what the officer said before answering; null where nobody asked. */
export interface Recall {
  isRight: boolean
  sure?: boolean | null
}

/**
 * The card after an answer on `day`: FSRS (Ye et al., free spaced repetition scheduler), with
 * right = good, right but not sure = hard, and anything else = again.
 */
export function reviewed(
  card: StoredCard | null,
  recall: Recall,
  day: Day,
): { card: StoredCard; dueDay: Day } {
  const now = new Date(`${day}T00:00:00Z`)
  const before = card ? revive(card) : createEmptyCard(now)
  const { card: after } = scheduler.next(before, now, ratingOf(recall))
  const days = Math.max(1, after.scheduled_days)
  return { card: JSON.parse(JSON.stringify(after)) as StoredCard, dueDay: addDays(day, days) }
}

function ratingOf({ isRight, sure = null }: Recall): Grade {
  if (!isRight) return Rating.Again
  return sure === false ? Rating.Hard : Rating.Good
}

function revive(card: StoredCard): Card {
  const { due, last_review: last, ...rest } = card as unknown as Card
  return { ...rest, due: new Date(due), ...(last && { last_review: new Date(last) }) }
}
