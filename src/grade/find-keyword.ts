import { numeral, parseNumeral } from '../shared/quantities.ts'
import type { Span } from './normalise-answer.ts'
import { plain } from './normalise-answer.ts'
import { synonymsOf } from './synonyms.ts'

/**
 * Every place where a rubric word is said within a range of a normalised text: as written, with its
 * numerals in the other script, as an equivalent word, with a few characters in between
 * (检查的证明 for 检查证明) or with its two halves exchanged (伤情鉴定 for 鉴定伤情).
 */
export function findKeyword(text: string, within: Span, keyword: string): Span[] {
  const word = plain(keyword).replace(/[。;!?,:]+$/, '')
  if (!word) return []
  for (const spelling of synonymsOf(word)) {
    const exact = literal(text, within, spelling)
    if (exact.length > 0) return exact
  }
  return respelled(text, within, word) ?? loose(text, within, word)
}

function literal(text: string, within: Span, word: string): Span[] {
  const found: Span[] = []
  let start = text.indexOf(word, within.start)
  while (start >= 0 && start + word.length <= within.end) {
    found.push({ start, end: start + word.length })
    start = text.indexOf(word, start + 1)
  }
  return found
}

const numerals = new RegExp(numeral, 'g')

/** `十四周岁` is also found as `14周岁`. */
function respelled(text: string, within: Span, word: string): Span[] | null {
  if (word.replace(numerals, '') === word) return null
  const pattern = word
    .split(new RegExp(`(${numeral})`))
    .map((part, i) => (i % 2 ? `(${numeral})` : escape(part)))
    .join('')
  const wanted = [...word.matchAll(numerals)].map(([n]) => parseNumeral(n))
  const found = [...text.slice(within.start, within.end).matchAll(new RegExp(pattern, 'g'))]
    .filter((match) => wanted.every((n, i) => parseNumeral(match[i + 1] ?? '') === n))
    .map(({ index, 0: { length } }) => ({
      start: within.start + index,
      end: within.start + index + length,
    }))
  return found.length > 0 ? found : null
}

/** 停下车 for 停车; words of four characters or more may be stretched a little or turned round. */
function loose(text: string, within: Span, word: string): Span[] {
  const chars = Array.from(word)
  if (!/^\p{Script=Han}{2,}$/u.test(word)) return []
  if (chars.some((char) => !text.includes(char))) return []
  if (chars.length === 2)
    return matches(text, within, `${chars[0]}[下好了完过着住出个到]${chars[1]}`)
  if (chars.length === 3) return []
  const half = Math.ceil(chars.length / 2)
  const [left, right] = [chars.slice(0, half).join(''), chars.slice(half).join('')]
  const gap = '[^,:。;、]{0,2}'
  const stretched = chars.map(escape).join('[^,:。;、不未无]?')
  const turned = `${escape(right)}[^,:。;、不未无]{0,3}${escape(left)}`
  const apart = `${escape(left)}${gap}${escape(right)}`
  return matches(text, within, `${stretched}|${apart}${chars.length === 4 ? `|${turned}` : ''}`)
}

function matches(text: string, within: Span, pattern: string): Span[] {
  const found = text.slice(within.start, within.end).matchAll(new RegExp(pattern, 'g'))
  return [...found].map((match) => ({
    start: within.start + match.index,
    end: within.start + match.index + match[0].length,
  }))
}

function escape(part: string): string {
  return part.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
}
