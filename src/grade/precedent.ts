import type { RubricPoint } from '../shared/question.ts'
import { maxOf, scoreOf, type Mark } from './mark.ts'
import { plain } from './normalise-answer.ts'

/** One point as a person decided it. */
export interface Hit {
  id: string
  hit: boolean
}

/** Nobody gives a longer answer twice in the same words, and an index holds no longer ones. */
const longest = 600

/**
 * The words by which two answers are the same: in one spelling, without punctuation at their ends.
 * Null where there are none, or too many for two people to write alike.
 */
export function wordingOf(answer: string): string | null {
  const wording = plain(answer).replace(/^[。,;、]+|[。,;、]+$/g, '')
  return wording === '' || wording.length > longest ? null : wording
}

/** The mark of points that a person decided; quotes are kept where the point was made before. */
export function markByPerson(
  points: RubricPoint[],
  hits: Hit[],
  quotes: { id: string; quote: string | null }[] = [],
): Mark {
  const decided = points.map(({ id }) => {
    const hit = hits.some((one) => one.id === id && one.hit)
    const quote = (hit && quotes.find((one) => one.id === id)?.quote) || null
    return { id, hit, quote }
  })
  const score = scoreOf(points, decided)
  const max = maxOf(points)
  return { score, max, points: decided, provisional: false, flags: [], by: 'person' }
}
