import { comparable } from './clean.ts'

const yes = new Set(
  '正确 对 是 真 √ ✓ ✔ ☑ ✅ ☑️ ✔️ 对的 是的 正确的 同意 赞成 正 成立 属实 true t yes y right correct ok v'.split(
    ' ',
  ),
)
const no = new Set(
  '错误 错 否 假 × ✗ ✘ ❌ ✖ ✖️ x ╳ 〤 乂 错的 不是 不对 不正确 错误的 不同意 反对 误 不成立 非 false f no n wrong incorrect'.split(
    ' ',
  ),
)

/** What a word for right or wrong means (正确, √, True, 是, T…), or null for any other text. */
export function truthOf(text: string): boolean | null {
  const word = comparable(text).replace(/^[【[(]|[】\])]$/g, '')
  if (yes.has(word)) return true
  if (no.has(word)) return false
  return null
}

/** Whether two options are the two answers of a true-false question; then what the first means. */
export function truthPair(options: string[]): [boolean, boolean] | null {
  if (options.length !== 2) return null
  const [first, second] = options.map(truthOf)
  if (first === null || first === undefined || second === null || second === undefined) return null
  return first === second ? null : [first, second]
}
