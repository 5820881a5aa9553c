/** Numbers and units as people type them, brought to one spelling. */

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
  壹: 1,
  贰: 2,
  叁: 3,
  肆: 4,
  伍: 5,
  陆: 6,
  柒: 7,
  捌: 8,
  玖: 9,
}
const places: Record<string, number> = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }
const powers: Record<string, number> = { 万: 10_000, 亿: 100_000_000 }

/** What a written number looks like: `24`, `1.5万`, `1千5百`, `二十四`, `两千五`. */
export const numeral = String.raw`\d+(?:\.\d+)?(?:[十百千万亿]+(?:\d+(?:\.\d+)?)?)*|[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+`

/**
 * The value of a Chinese, Arabic or mixed numeral: 二十四 → 24, 一千零五十 → 1050, 3.5万 → 35000,
 * 二〇二五 → 2025; also of the spoken short form: 两千五 → 2500.
 */
export function parseNumeral(text: string): number {
  const short = /^(.*)([百千万])([一二两三四五六七八九])$/.exec(text)
  if (short) {
    const [, head, power = '', last = ''] = short
    return parseNumeral(`${head}${power}`) + (digits[last] ?? 0) * (valueOf(power) / 10)
  }
  const parts = text.match(/\d+(?:\.\d+)?|\D/g) ?? []
  if (parts.some((part) => part in places || part in powers)) return totalOf(parts)
  return Number(parts.map((part) => digits[part] ?? part).join(''))
}

function totalOf(parts: string[]): number {
  let total = 0
  let section = 0
  let digit: number | null = null
  for (const part of parts) {
    if (part in powers) {
      // 万 alone is one of it.
      total = (total + section + (digit ?? 0) || 1) * valueOf(part)
      section = 0
      digit = null
    } else if (part in places) {
      section += (digit ?? 1) * valueOf(part)
      digit = null
    } else digit = digits[part] ?? Number(part)
  }
  // 1.1 × 10,000 is not quite 11,000 in binary.
  return Math.round((total + section + (digit ?? 0)) * 1e6) / 1e6
}

function valueOf(power: string): number {
  return places[power] ?? powers[power] ?? 1
}

const unit =
  '(?:个?小时|个?钟头|个?月|个?工作日|日|天|周岁|岁|年|周|个?星期|分钟|秒|元|块钱?|人|名|个|次|倍|分|米|公里|千米|条|款|项|%|％|克|毫克|枚|发)'

/**
 * One spelling for quantities: full-width characters narrow, numerals with 汉字 in them before a unit
 * (or at the end) in digits, and units that mean the same under one name (个小时 → 小时, 天 → 日,
 * 块 → 元, 名 → 人, 公里 → 米, 半年 → 6月). White space goes.
 */
export function normaliseQuantities(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/(\d),(?=\d{3}(\D|$))/g, '$1')
    .replace(/半年/g, '6个月')
    .replace(percentage, (_, value: string) => `${toDigits(value)}%`)
    .replace(beforeUnit, (match) => toDigits(match))
    .replace(/^第?(\d+)$/, '$1')
    .replace(/(\d)(?:个小时|个钟头|钟头)/g, '$1小时')
    .replace(/(\d)天/g, '$1日')
    .replace(/(\d)个月/g, '$1月')
    .replace(/(\d)个工作日/g, '$1工作日')
    .replace(/(\d)(?:个星期|星期)/g, '$1周')
    .replace(/(\d)周岁/g, '$1岁')
    .replace(/(\d)(?:块钱|块)/g, '$1元')
    .replace(/(\d)名/g, '$1人')
    .replace(/(\d+(?:\.\d+)?)公里/g, (_, value: string) => `${parseNumeral(`${value}千`)}米`)
}

const percentage = new RegExp(`百分之(${numeral})`, 'g')
const beforeUnit = new RegExp(`(?:${numeral})(?=${unit}|$)`, 'g')

function toDigits(text: string): string {
  return /^[\d.]+$/.test(text) ? text : String(parseNumeral(text))
}
