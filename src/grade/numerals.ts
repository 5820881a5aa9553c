const digits: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
}
const powers: Record<string, number> = { 十: 10, 百: 100, 千: 1000 }
const groups: Record<string, number> = { 万: 1e4, 亿: 1e8 }

/** What a written number looks like: `24`, `1.5万`, `二十四`, `两千五`. */
export const numeral = String.raw`\d+(?:\.\d+)?[百千万亿]?|[零〇一二两三四五六七八九十百千万亿]+`

/**
 * The value of a Chinese or Arabic numeral, also the spoken short form (`两千五` is 2500) and
 * digit by digit (`二〇二六`). Anything else in the text is ignored.
 */
export function numberOf(text: string): number {
  const arabic = /^(\d+(?:\.\d+)?)([百千万亿]?)$/.exec(text)
  if (arabic) {
    const power = powers[arabic[2] ?? ''] ?? groups[arabic[2] ?? ''] ?? 1
    return Number(arabic[1]) * power
  }
  if (/^[零〇一二三四五六七八九]{2,}$/.test(text))
    return Number(Array.from(text, (c) => digits[c]).join(''))
  return chinese(text)
}

function chinese(text: string): number {
  let total = 0
  let section = 0
  let digit = 0
  let power = 1
  for (const char of text) {
    const unit = powers[char]
    const group = groups[char]
    if (unit) {
      section += (digit || 1) * unit
      digit = 0
      power = unit
    } else if (group) {
      total += (section + digit || 1) * group
      section = digit = 0
      power = group
    } else {
      digit = digits[char] ?? 0
      if (digit === 0) power = 1
    }
  }
  // The spoken short form leaves the last power out: 两千五, 一百二.
  return total + section + (power >= 100 ? digit * (power / 10) : digit)
}
