/** A statement of the law, as it is or with one thing changed, to be judged true or false. Pure. */
import { shuffle } from './amounts.ts'
import { changesOf, type Change } from './changes.ts'
import { groundOn, introduce, replacePart, type Making } from './compose.ts'
import type { Draft, DraftSource } from './draft.ts'
import type { Passage } from './passages.ts'

/** Longer statements are read past the change. */
const longestStatement = 120

/** A statement that turns on 应当 or 可以 is only asked where the article has none that tells more. */
const longestModal = 80

/**
 * Passages as true statements, and as false ones with one change; those where nothing can be changed
 * are left out.
 */
export function askStatements(passages: Passage[], { source, random }: Making): Draft[] {
  const changeable = passages.flatMap((passage) => {
    const isShort = passage.text.length <= longestStatement
    if (!passage.ways.includes('true-false') || !isShort) return []
    const change = pickChange(changesOf(passage, random), random)
    return change === null ? [] : [{ passage, change }]
  })
  const telling = changeable.filter(({ change }) => change.rank !== 'modal')
  const modal = changeable.filter(
    ({ passage, change }) => change.rank === 'modal' && passage.text.length <= longestModal,
  )
  const chosen = telling.length > 0 ? telling : shuffle(modal, random).slice(0, 1)
  return chosen.flatMap((one) => state(one, source))
}

function state(
  { passage, change }: { passage: Passage; change: Change },
  source: DraftSource,
): Draft[] {
  const point = `${passage.place}:${change.was}`
  const ground = groundOn(source, passage.quote)
  const judge = (statement: string, key: boolean): Draft => ({
    question: { kind: 'true-false', stem: introduce(source) + statement, key, ...ground },
    point,
  })
  return [judge(passage.text, true), judge(replacePart(passage.text, change, change.to), false)]
}

/** One change by chance among those that teach most. */
function pickChange(changes: Change[], random: () => number): Change | null {
  const best = (['amount', 'word', 'modal'] as const)
    .map((rank) => changes.filter((change) => change.rank === rank))
    .find((some) => some.length > 0)
  return best?.[Math.floor(random() * best.length)] ?? null
}
