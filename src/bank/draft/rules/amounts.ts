/** Quantities as laws write them, and other quantities that a law could have written there. Pure. */
import { numeral, parseNumeral } from '../../../shared/quantities.ts'

/** One number of an amount: where its numeral stands in the text. */
export interface AmountNumber {
  start: number
  end: number
  value: number
}

/**
 * `六个月`, `百分之三`, or a range that is kept whole: `五百元以上一千元以下`, `已满十四周岁不满十六周岁`.
 * Bounds around a single amount (`不超过`, `以内`) are no part of it.
 */
export interface Amount {
  start: number
  end: number
  text: string
  unit: string
  /** What it measures, where other numbers are usual for that: `拘留`. */
  of: string
  /** One number, or the two ends of a range. */
  numbers: AmountNumber[]
}

/** What the number of a unit usually is in law, ascending. */
const ladders: Record<string, number[]> = {
  分钟: [5, 10, 15, 20, 30, 45, 60],
  小时: [2, 4, 6, 8, 12, 24, 36, 48, 72],
  个工作日: [1, 2, 3, 5, 7, 10, 15, 20, 30],
  日: [1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90],
  天: [1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90],
  个月: [1, 2, 3, 6, 9, 18],
  年: [1, 2, 3, 5, 8, 10, 15, 20],
  周岁: [10, 12, 14, 16, 18, 20, 22, 25, 55, 60, 65, 70, 75, 80],
  元: [10, 20, 50, 100, 200, 300, 500].concat(
    [1, 2, 3, 5, 10, 20, 30, 50, 100, 200, 500, 1000].map((value) => value * 1000),
  ),
  人: [1, 2, 3, 5, 7, 10, 15, 20, 30],
  名: [1, 2, 3, 5, 7, 10],
  次: [1, 2, 3, 4, 5],
  倍: [1, 2, 3, 5, 10, 15, 20],
  分: [1, 2, 3, 6, 9, 12],
  公里: [10, 15, 20, 30, 40, 50, 60, 70, 80, 100, 120],
  米: [1, 2, 3, 5, 10, 20, 30, 50, 100, 150, 200],
  平方米: [2, 4, 6, 8, 10, 15, 20],
  克: [5, 10, 20, 50, 100, 200, 500, 1000],
  株: [50, 100, 200, 300, 500, 1000],
  百分之: [3, 5, 10, 15, 20, 30, 40, 50, 60, 70, 80, 90],
}

/** Days of detention: 15 at most, 20 for several acts. */
const detention = [1, 3, 5, 7, 10, 15, 20]

const units = Object.keys(ladders)
  .filter((unit) => unit !== '百分之' && unit !== '分')
  .sort((a, b) => b.length - a.length)
  .join('|')
const anyAmount = new RegExp(
  String.raw`(百分之)(${numeral})|(?<![第点数几同每约零一二三四五六七八九十百千万\d])(?<!分之)(?:(?<=[记满扣])(${numeral})(分)(?![钟之])|(${numeral})(${units})(?![度级性常民])(?!为一档))`,
  'g',
)
/** Dates, fractions and the names of documents hold numbers that are no amounts. */
const masked =
  /《[^》]*》|[零一二三四五六七八九十]+点[零一二三四五六七八九]+|[〇零一二三四五六七八九\d]{4}年(?:[一二三四五六七八九十\d]{1,2}月)?(?:[一二三四五六七八九十\d]{1,3}日)?|[一二三四五六七八九十\d]{1,2}月[一二三四五六七八九十\d]{1,3}日|[一二三四五六七八九十]+分之[一二三四五六七八九十]+(?!\d)/g

/** Every amount of a text from left to right, ranges whole. */
export function amountsIn(text: string): Amount[] {
  const plain = text.replace(masked, (match) =>
    match.startsWith('百分之') ? match : '＊'.repeat(match.length),
  )
  const found = [...plain.matchAll(anyAmount)].flatMap((match) => {
    const [whole, percent, share, marks, markUnit, count, unit] = match
    const written = share ?? marks ?? count ?? ''
    if (/^[百千万亿]+$/.test(written)) return []
    const start = match.index + (percent?.length ?? 0)
    const numbers = [{ start, end: start + written.length, value: parseNumeral(written) }]
    const end = match.index + whole.length
    return {
      start: match.index,
      end,
      text: whole,
      unit: percent ?? markUnit ?? unit ?? '',
      of: measuredAt(plain, end),
      numbers,
    }
  })
  return joinRanges(plain, found)
}

function measuredAt(text: string, end: number): string {
  return /^(?:以[上下])?(?:行政)?(拘留)/.exec(text.slice(end))?.[1] ?? ''
}

const between = /^(?:以上|以上不满|以上不足|以上未满|以上未达到|未达到|不满|未满|至|到|以上至)$/

function joinRanges(text: string, found: Amount[]): Amount[] {
  const joined: Amount[] = []
  for (const amount of found) {
    const last = joined.at(-1)
    const isRange =
      last?.numbers.length === 1 &&
      last.unit === amount.unit &&
      between.test(text.slice(last.end, amount.start))
    if (isRange) joined[joined.length - 1] = joinTwo(text, last, amount)
    else joined.push(amount)
  }
  return joined
}

function joinTwo(text: string, low: Amount, high: Amount): Amount {
  const before = /(?:已满|年满)$/.exec(text.slice(0, low.start))?.[0] ?? ''
  const after = /^(?:以下|以内)/.exec(text.slice(high.end))?.[0] ?? ''
  const start = low.start - before.length
  const end = high.end + after.length
  const numbers = [...low.numbers, ...high.numbers]
  const of = measuredAt(text, end)
  return { start, end, text: text.slice(start, end), unit: low.unit, of, numbers }
}

/** The amount as written, with other numbers in their places. */
export function withNumbers(amount: Amount, values: number[]): string {
  let text = amount.text
  for (const [index, { start, end }] of [...amount.numbers.entries()].reverse()) {
    const [from, to] = [start - amount.start, end - amount.start]
    const written = writeLike(text.slice(from, to), values[index] ?? 0)
    text = text.slice(0, from) + written + text.slice(to)
  }
  return text
}

/** The numbers of an amount as one accepts them: `6`, `六`, and both with the unit. */
export function spellingsOf(amount: Amount, { start, end, value }: AmountNumber): string[] {
  const written = amount.text.slice(start - amount.start, end - amount.start)
  const numbers = [...new Set([String(value), written, writeNumeral(value)])]
  const short = amount.unit.replace(/^个(?=工作日)/, '').replace(/^周岁$/, '岁')
  const named = [...new Set([amount.unit, short])]
  const whole =
    amount.unit === '百分之'
      ? [`${value}%`, ...numbers.map((number) => `百分之${number}`)]
      : named.flatMap((unit) => numbers.map((number) => number + unit))
  return [...new Set([...numbers, ...whole])]
}

/**
 * Other numbers for an amount, in an order by chance, near it in size and none of `banned`: those of `preferred`
 * come first. A range moves as a whole. Fewer than `count` where the unit has no more.
 */
export function otherNumbers(
  amount: Amount,
  { count, banned, preferred }: { count: number; banned: Amount[]; preferred: Amount[] },
  random: () => number,
): number[][] {
  const values = amount.numbers.map(({ value }) => value)
  const isBanned = (numbers: number[]) =>
    [amount, ...banned].some(
      (other) =>
        other.unit === amount.unit &&
        isSame(
          other.numbers.map((one) => one.value),
          numbers,
        ),
    )
  const near = shifted(amount, values).filter((numbers) => !isBanned(numbers))
  const known = preferred
    .filter((other) => other.unit === amount.unit && other.numbers.length === values.length)
    .map((other) => other.numbers.map(({ value }) => value))
    .filter((numbers) => !isBanned(numbers) && isNear(amount.unit, values, numbers))
  const all = distinct([...shuffle(known, random).slice(0, 2), ...shuffle(near, random)])
  return all.slice(0, count)
}

/** The numbers moved up and down on the ladder of their unit by up to three rungs. */
function shifted({ unit, of }: Amount, values: number[]): number[][] {
  const rungs = of === '拘留' ? detention : (ladders[unit] ?? [])
  const ladder = [...new Set([...rungs, ...values])].sort((a, b) => a - b)
  const moves = [-3, -2, -1, 1, 2, 3].map((move) =>
    values.map((value) => ladder[ladder.indexOf(value) + move] ?? 0),
  )
  return moves.filter(
    (numbers) => numbers.every((value) => value > 0) && isNear(unit, values, numbers),
  )
}

function isNear(unit: string, values: number[], others: number[]): boolean {
  const limit = unit === '周岁' ? 1.45 : 7
  return values.every((value, index) => {
    const other = others[index] ?? 0
    return other > 0 && other / value <= limit && value / other <= limit
  })
}

function isSame(a: number[], b: number[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index])
}

function distinct(lists: number[][]): number[][] {
  return lists.filter((list, index) => lists.findIndex((other) => isSame(list, other)) === index)
}

/** The list in an order by chance (Fisher and Yates). */
export function shuffle<T>(list: T[], random: () => number): T[] {
  const mixed = [...list]
  for (let end = mixed.length - 1; end > 0; end -= 1) {
    const place = Math.floor(random() * (end + 1))
    const [a, b] = [mixed[end], mixed[place]]
    if (a !== undefined && b !== undefined) [mixed[end], mixed[place]] = [b, a]
  }
  return mixed
}

/** A number in the digits, or 汉字, of a sample. */
function writeLike(sample: string, value: number): string {
  if (!/\d/.test(sample)) return writeNumeral(value)
  return sample.endsWith('万') && value % 1000 === 0 ? `${value / 10_000}万` : String(value)
}

/** `12500` → `一万二千五百`, as laws write whole numbers below 亿. */
function writeNumeral(value: number): string {
  if (!Number.isInteger(value)) return String(value)
  const high = Math.floor(value / 10_000)
  const low = value % 10_000
  if (high === 0) return writeSection(low).replace(/^一十/, '十')
  const gap = low > 0 && low < 1000 ? '零' : ''
  return `${writeSection(high).replace(/^一十/, '十')}万${gap}${low > 0 ? writeSection(low) : ''}`
}

function writeSection(value: number): string {
  const digits = '零一二三四五六七八九'
  const padded = String(value).padStart(4, '0')
  const written = [...padded].map((digit, index) =>
    digit === '0' ? '零' : `${digits[Number(digit)]}${['千', '百', '十', ''][index]}`,
  )
  return written
    .join('')
    .replace(/零+/g, '零')
    .replace(/^零|零$/g, '')
}
