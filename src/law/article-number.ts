/**
 * How laws count: `第一百二十条之一` is `120-1`. Files and people write numbers in Chinese, Arabic or
 * full-width digits; the program keeps one spelling and writes the Chinese one.
 */

/** The characters a number of an article, chapter, paragraph or item may be written with. */
export const numeral = '[零〇○一二两三四五六七八九十百千0-9０-９]'

const digits = new Map([...'零一二三四五六七八九'].map((character, value) => [character, value]))
const units = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
])

/** `一百二十`, `120`, `１２０` or `一二〇` as a number; null for anything else and for zero. */
export function readNumeral(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[〇○]/g, '零').replace(/两/g, '二')
  if (/^\d{1,5}$/.test(plain)) return Number(plain) || null
  if (!/^[零一二三四五六七八九十百千]+$/.test(plain)) return null
  if (!/[十百千]/.test(plain)) {
    return Number([...plain].map((character) => digits.get(character)).join('')) || null
  }
  let total = 0
  let digit = 0
  for (const character of plain) {
    const unit = units.get(character)
    if (unit === undefined) digit = digits.get(character) ?? 0
    else {
      total += (digit || 1) * unit
      digit = 0
    }
  }
  return total + digit || null
}

/** `120` → `一百二十`, as laws write it: `一百一十`, but `十一`. For 1 to 9,999. */
export function writeNumeral(value: number): string {
  let text = ''
  let skipped = false
  for (const [character, unit] of [...units].reverse()) {
    const digit = Math.floor(value / unit) % 10
    if (digit > 0) text += `${skipped ? '零' : ''}${digitOf(digit)}${character}`
    skipped = digit === 0 && text !== ''
  }
  const ones = value % 10
  if (ones > 0) text += `${skipped ? '零' : ''}${digitOf(ones)}`
  return text.replace(/^一十/, '十')
}

function digitOf(value: number): string {
  return [...digits.keys()][value] ?? ''
}

/** The kept spelling of an article's number: `83`, or `120-1` for 第一百二十条之一. */
export function keepNumber(article: number, insertion: number | null): string {
  return insertion === null ? String(article) : `${article}-${insertion}`
}

/** `120-1` → `第一百二十条之一`. */
export function articleName(number: string): string {
  const [article = 0, insertion] = number.split('-').map(Number)
  return `第${writeNumeral(article)}条${insertion ? `之${writeNumeral(insertion)}` : ''}`
}
