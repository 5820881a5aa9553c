import { bare } from './normalise-answer.ts'
import { synonymsOf } from './synonyms.ts'

/** The pairs of neighbouring characters of a text, punctuation left out. */
export function bigrams(text: string): Set<string> {
  const chars = Array.from(bare(text))
  return new Set(chars.slice(1).map((char, i) => `${chars[i]}${char}`))
}

/** The share of the reference's character pairs that the text has too, 0 to 1. */
export function overlap(reference: string, text: string): number {
  const wanted = bigrams(reference)
  const said = bigrams(text)
  if (wanted.size === 0) return 0
  return [...wanted].filter((pair) => said.has(pair)).length / wanted.size
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
const commonWords = new Set(
  '应当 不得 不能 可以 或者 以及 并且 必须 需要 进行 有关 相关 规定 按照 依照 依法 其他 情形 情况 时间 行为 处理'.split(
    ' ',
  ),
)

/**
 * The share of the reference's words that a text says, also in other words, 0 to 1. Words that are
 * common to the question or to other points tell nothing and do not count, unless it has no others.
 */
export function wordOverlap(reference: string, common: string, text: string): number {
  const all = [...segmenter.segment(reference)]
    .filter(({ isWordLike, segment }) => isWordLike && segment.length > 1)
    .map(({ segment }) => segment)
    .filter((word) => !commonWords.has(word))
  const own = all.filter((word) => !common.includes(word))
  const wanted = own.length > 0 ? own : all
  if (wanted.length === 0) return 0
  const said = wanted.filter((word) => synonymsOf(word).some((other) => text.includes(other)))
  return said.length / wanted.length
}
