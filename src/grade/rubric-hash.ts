import { createHash } from 'node:crypto'

import type { RubricPoint } from '../shared/question.ts'

/** Identifies what an answer was marked against, so that a later change of the rubric shows. */
export function rubricHashOf(stem: string, points: RubricPoint[]): string {
  const parts = points.map(({ id, weight, text, keywords, quantities }) => [
    id,
    weight,
    text,
    keywords,
    quantities,
  ])
  return hashOf(JSON.stringify([stem, parts]))
}

/** The points in another order, always the same one for a rubric. */
export function inOtherOrder(stem: string, points: RubricPoint[]): RubricPoint[] {
  const rubric = rubricHashOf(stem, points)
  const ranks = new Map(points.map(({ id }) => [id, hashOf(`${rubric} ${id}`)]))
  const rank = ({ id }: RubricPoint) => ranks.get(id) ?? ''
  const shuffled = points.toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
  return shuffled.every(({ id }, i) => id === points[i]?.id) ? points.toReversed() : shuffled
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
