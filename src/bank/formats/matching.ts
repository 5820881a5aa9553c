import type { Draft } from './draft.ts'
import type { Place } from './format.ts'

/** A question that asks which right belongs to which left. */
export interface Matching {
  place: Place
  stem: string
  pairs: { left: string; right: string }[]
  /** Rights that belong to no left. */
  distractors?: string[]
  topic?: string
  explanation?: string
  media?: boolean
  remarks?: string[]
}

/**
 * One choice for every left of a matching question, among all its rights: what a chat can ask. A
 * left with several rights is a multiple choice. The first carries the remark that it was split.
 */
export function splitMatching({ place, stem, pairs, ...rest }: Matching): Draft[] {
  const { distractors = [], remarks = [], ...extras } = rest
  const options = [...new Set([...pairs.map(({ right }) => right), ...distractors])]
  const lefts = [...new Set(pairs.map(({ left }) => left))]
  return lefts.map((left, at) => {
    const own = new Set(pairs.filter((pair) => pair.left === left).map(({ right }) => right))
    return {
      place,
      stem: [stem, left].filter((text) => text !== '').join('\n'),
      options,
      right: options.map((option) => own.has(option)),
      ...extras,
      ...(at === 0 ? { remarks: ['note-matching-split', ...remarks] } : {}),
    }
  })
}
