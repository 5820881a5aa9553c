import type { Question } from '../shared/question.ts'

/** Options that speak of the others, which only makes sense in the order they were written. */
const speaksOfOthers =
  /以上|上述|前述|全部(都)?(正确|错误|对|错|是)|都(正确|不正确|对|不对|是|不是)|皆(是|非)|[A-Z][、和与及,，]\s*[A-Z]|[①-⑩]|\b(all|none|both) of\b/i

/**
 * The order in which an officer sees the options of a choice question, as indexes into `options`;
 * empty for the other kinds. `random` gives numbers from 0 up to 1.
 */
export function optionOrder(question: Question, random: () => number): number[] {
  if (question.kind !== 'single' && question.kind !== 'multiple') return []
  const order = question.options.map((_, index) => index)
  if (question.options.some((option) => speaksOfOthers.test(option))) return order
  // Fisher–Yates
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const moved = order[last] as number
    order[last] = order[other] as number
    order[other] = moved
  }
  return order
}

/** A repeatable source of numbers from 0 up to 1 (mulberry32, Tommy Ettinger, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
