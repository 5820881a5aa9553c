import { parseNumeral } from '../shared/quantities.ts'

/** What a written number looks like: `24`, `1.5万`, `二十四`, `两千五`. */
export const numeral = String.raw`\d+(?:\.\d+)?[百千万亿]?|[零〇一二两三四五六七八九十百千万亿]+`

const powers: Record<string, number> = { 百: 100, 千: 1000, 万: 1e4, 亿: 1e8 }

/** The value of a Chinese or Arabic numeral, also of the spoken short form (`两千五` is 2500). */
export function numberOf(text: string): number {
  const arabic = /^(\d+(?:\.\d+)?)([百千万亿]?)$/.exec(text)
  if (arabic) return Number(arabic[1]) * (powers[arabic[2] ?? ''] ?? 1)
  const short = /^(.*)([百千万])([一二两三四五六七八九])$/.exec(text)
  const power = short ? (powers[short[2] ?? ''] ?? 1) : 1
  if (short) return numberOf(`${short[1]}${short[2]}`) + (parseNumeral(short[3] ?? '') * power) / 10
  return parseNumeral(/^[万亿]/.test(text) ? `一${text}` : text)
}
