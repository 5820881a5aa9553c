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
const numeral = /[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+/g

/** The value of a Chinese numeral: 二十四 → 24, 一千零五十 → 1050, 三万 → 30000, 二〇二五 → 2025. */
export function parseNumeral(text: string): number {
  if (![...text].some((char) => char in places || char === '万' || char === '亿')) {
    return Number([...text].map((char) => digits[char] ?? '').join(''))
  }
  let total = 0
  let section = 0
  let digit: number | null = null
  for (const char of text) {
    if (char === '万' || char === '亿') {
      total = (total + section + (digit ?? 0)) * (char === '万' ? 10_000 : 100_000_000)
      section = 0
      digit = null
    } else if (char in places) {
      section += (digit ?? 1) * (places[char] as number)
      digit = null
    } else digit = digits[char] ?? 0
  }
  return total + section + (digit ?? 0)
}

const unit =
  '(?:个?小时|个?钟头|个?月|个?工作日|日|天|周岁|岁|年|周|个?星期|分钟|秒|元|块钱?|人|名|个|次|倍|分|米|公里|千米|条|款|项|%|％|克|毫克|枚|发)'

/**
 * One spelling for quantities: full-width characters narrow, Chinese numerals before a unit (or
 * alone) in digits, and units that mean the same under one name (个小时 → 小时, 天 → 日, 块 → 元,
 * 名 → 人, 半年 → 6月). White space goes.
 */
export function normaliseQuantities(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/(\d),(?=\d{3}(\D|$))/g, '$1')
    .replace(/半年/g, '6个月')
    .replace(
      /百分之([零〇一二两三四五六七八九十百]+|\d+)/g,
      (_, value: string) => `${toDigits(value)}%`,
    )
    .replace(new RegExp(`(${numeral.source})(?=${unit}|$)`, 'g'), (match) => toDigits(match))
    .replace(/^第?(\d+)$/, '$1')
    .replace(/(\d)(?:个小时|个钟头|钟头)/g, '$1小时')
    .replace(/(\d)天/g, '$1日')
    .replace(/(\d)个月/g, '$1月')
    .replace(/(\d)个工作日/g, '$1工作日')
    .replace(/(\d)(?:个星期|星期)/g, '$1周')
    .replace(/(\d)周岁/g, '$1岁')
    .replace(/(\d)(?:块钱|块)/g, '$1元')
    .replace(/(\d)名/g, '$1人')
    .replace(/(\d)千米/g, '$1公里')
    .replace(/(\d+)万(?=元)/g, (_, value: string) => String(Number(value) * 10_000))
}

function toDigits(text: string): string {
  return /^\d+$/.test(text) ? text : String(parseNumeral(text))
}
