import { scoreOf } from '../mark.ts'
import { wordingOf, type Hit } from '../precedent.ts'
import { rubricOf } from '../rubric-from-key.ts'
import type { Case, Marked } from './store.ts'

/** The points of a mark that is being decided: as ticked so far, else as they were marked. */
export function ticksOf({ question, record, ticks }: Case): Hit[] {
  const hits: Hit[] = ticks ?? record.points
  return rubricOf(question).map(({ id }) => ({
    id,
    hit: hits.some((one) => one.id === id && one.hit),
  }))
}

/** An answer that a decision about another one also answers, and by how much its mark changes. */
export interface SameAnswer {
  marked: Marked
  gain: number
}

/**
 * The other answers of the same words under the same rubric that are marked otherwise. What a person
 * decided about such an answer itself stays.
 */
export function sameAnswers({ answerId, given, question, record }: Case, others: Marked[]) {
  const wording = wordingOf(given)
  if (wording === null) return []
  const score = scoreOf(rubricOf(question), record.points)
  return others.flatMap((marked): SameAnswer[] => {
    const isDecided = marked.record.by === 'person' && !marked.record.flags.includes('precedent')
    if (marked.answerId === answerId || isDecided || wordingOf(marked.given) !== wording) return []
    const gain = score - marked.record.score
    return gain === 0 ? [] : [{ marked, gain }]
  })
}
