import { numeral, parseNumeral } from '../shared/quantities.ts'
import type { Span } from './normalise-answer.ts'

/** A number with its unit as found in a text, brought to the base unit of its dimension. */
export interface Quantity extends Span {
  /** In the base unit: hours, months, yuan, persons, years of age, metres, grams. */
  value: number
  /** The dimension; the empty string for a number that stands alone. */
  unit: string
  /** The number as written, before any conversion. */
  written: number
  /** Which side is allowed: `不超过8小时` is an upper bound, `2人以上` a lower one. */
  bound: 'upper' | 'lower' | null
}

/**
 * Finds the quantities of a normalised text, left to right: 汉字 and Arabic numerals, ranges that
 * share a unit (`一千到两千元`), halves, days as 24 hours, years as 12 months, percentages.
 * Ordinals (第三次) and calendar dates are not quantities.
 */
export function quantitiesIn(text: string): Quantity[] {
  const found: Quantity[] = []
  const source = text.replace(calendarDate, (date) => ' '.repeat(date.length))
  for (const match of source.matchAll(anyNumber)) {
    const span = { start: match.index, end: match.index + match[0].length }
    if (source[span.start - 1] === '第') continue
    found.push({ ...span, ...measure(match), bound: boundAt(source, span) })
  }
  return withRanges(source, shareUnits(source, found))
}

/** The family of a dimension: hours, months and working days all answer "how long". */
export function familyOf(unit: string): string {
  return unit === 'month' || unit === 'workday' ? 'hour' : unit
}

/** Whether two quantities say the same amount of the same thing. */
export function sameQuantity(a: Quantity, b: Quantity): boolean {
  return a.unit === b.unit && Math.abs(a.value - b.value) < 1e-6
}

type Unit = [pattern: string, dimension: string, factor: number]

const units: Unit[] = [
  ['个?工作日', 'workday', 1],
  ['分钟', 'hour', 1 / 60],
  ['个?小时|个?钟头|h(?:ours?|rs?)?(?![a-z])', 'hour', 1],
  ['个?昼夜|日|天', 'hour', 24],
  ['个?星期|个?礼拜|周(?![岁年])', 'hour', 168],
  ['个月|月(?!份)', 'month', 1],
  ['周岁|岁', 'age', 1],
  ['周年|年', 'month', 12],
  ['元|块钱?|圆', 'yuan', 1],
  [String.raw`(?:毫克|mg)(?:(?:/|每)?(?:100|百)(?:毫升|ml))?`, 'milligram', 1],
  ['千克|公斤|kg', 'gram', 1000],
  ['克|g(?![a-z])', 'gram', 1],
  ['公里|千米|km', 'metre', 1000],
  ['毫升|ml', 'millilitre', 1],
  ['米|m(?![a-z])', 'metre', 1],
  ['%', 'ratio', 0.01],
  ['个?人(?![民员身])|名|位|个(?=民警|警察|侦查|工作人员|警官|同志|见证人)', 'person', 1],
  ['分(?![钟局之别管类析])', 'mark', 1],
  ['倍', 'fold', 1],
  ['次', 'time', 1],
  ['[份件条项支把发枚辆层度级种类页台处张户只]', 'piece', 1],
]

const half = '半个?(?:小时|钟头|月|年|天|日)'
const unitPattern = units.map(([pattern], i) => `(?<u${i}>${pattern})`).join('|')
const calendarDate = /\d{2,4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月\d{1,2}日/g
const anyNumber = new RegExp(
  `一天一夜|一日一夜|一整天|双人|${half}|百分之(?<percent>${numeral})` +
    `|(?<below>${numeral})分之(?<above>${numeral})` +
    `|(?<number>${numeral})(?<more>个半)?(?:(?:${unitPattern})(?<tail>半)?)?`,
  'g',
)

const fixed: Record<string, [unit: string, value: number]> = {
  一天一夜: ['hour', 24],
  一日一夜: ['hour', 24],
  一整天: ['hour', 24],
  双人: ['person', 2],
  小时: ['hour', 0.5],
  钟头: ['hour', 0.5],
  天: ['hour', 12],
  日: ['hour', 12],
  月: ['hour', 360],
  年: ['month', 6],
}

function measure(match: RegExpExecArray): Pick<Quantity, 'value' | 'unit' | 'written'> {
  const named = match.groups ?? {}
  if (named['percent']) return ratio(parseNumeral(named['percent']) / 100)
  if (named['above'])
    return ratio(parseNumeral(named['above']) / parseNumeral(named['below'] ?? '1'))
  if (!named['number']) {
    const [unit, value] = fixed[match[0].replace(/^半个?/, '')] ?? ['', 0]
    return { unit, value, written: value }
  }
  const written = parseNumeral(named['number']) + (named['more'] || named['tail'] ? 0.5 : 0)
  const index = units.findIndex((_, i) => named[`u${i}`] !== undefined)
  const [, unit, factor] = units[index] ?? ['', '', 1]
  return { unit, value: written * factor, written }
}

function ratio(value: number): Pick<Quantity, 'value' | 'unit' | 'written'> {
  return { unit: 'ratio', value, written: value }
}

const upperBefore =
  /(?:不得?能?应?(?:超过|多于|高于|大于)|最[长多迟高晚]|至[多迟]|小于|少于|低于|不满|未满|不足|不到|上限)[为是约]?$/
const lowerBefore =
  /(?:不得?能?应?(?:少于|低于|小于)|至少|最少|最低|起码|超过|大于|大于或者?等于|大于等于|多于|高于|已满|年满|[^不未]满)[为是]?$/
const upperAfter = /^(?:\/100毫升|\/100ml)?(?:以内|之内|内|以下|及以下|为限)/
const lowerAfter = /^(?:\/100毫升|\/100ml)?(?:以上|及以上|或者?以上|以后|之后|后)/

function boundAt(text: string, { start, end }: Span): Quantity['bound'] {
  const before = text.slice(Math.max(0, start - 8), start)
  const after = text.slice(end, end + 8)
  if (/不(?:得|能|应)?(?:少于|低于|小于)[为是]?$/.test(before)) return 'lower'
  if (upperBefore.test(before) || upperAfter.test(after)) return 'upper'
  if (lowerBefore.test(before) || lowerAfter.test(after)) return 'lower'
  return null
}

const joins = /^(?:到|至|-|~|—+|或者?|和|、|,|及|以上|不满|未满|以上不满|以上到|以上至)$/

/** `1000到2000元`, `已满14不满16周岁`: a number without a unit takes its neighbour's. */
function shareUnits(text: string, found: Quantity[]): Quantity[] {
  const shared = [...found]
  for (let i = shared.length - 2; i >= 0; i--) lend(text, shared, i, i + 1)
  for (let i = 1; i < shared.length; i++) lend(text, shared, i, i - 1)
  return shared
}

function lend(text: string, list: Quantity[], to: number, from: number): void {
  const [taker, giver] = [list[to], list[from]]
  if (!taker || !giver || taker.unit || !giver.unit) return
  const [left, right] = to < from ? [taker, giver] : [giver, taker]
  if (!joins.test(text.slice(left.end, right.start))) return
  const factor = giver.value / giver.written || 1
  const power = to < from ? missingPower(text, taker, giver) : 1
  list[to] = {
    ...taker,
    unit: giver.unit,
    written: taker.written * power,
    value: taker.written * power * factor,
  }
}

/** `14至16周岁`: the first amount is the lower bound, the second the upper one. */
function withRanges(text: string, list: Quantity[]): Quantity[] {
  const spans = (a: Quantity | undefined, b: Quantity | undefined) =>
    a !== undefined &&
    b !== undefined &&
    a.unit === b.unit &&
    /^(?:到|至|-|~|—+)$/.test(text.slice(a.end, b.start))
  return list.map((amount, i) => {
    if (amount.bound !== null) return amount
    if (spans(amount, list[i + 1])) return { ...amount, bound: 'lower' }
    return spans(list[i - 1], amount) ? { ...amount, bound: 'upper' } : amount
  })
}

/** `一到两千元` means one thousand: a single 汉字 takes the power of the next number. */
function missingPower(text: string, taker: Quantity, giver: Quantity): number {
  if (!/^[一二两三四五六七八九]$/.test(text.slice(taker.start, taker.end))) return 1
  const power = /^[一二两三四五六七八九]([十百千万])/.exec(text.slice(giver.start, giver.end))?.[1]
  return power ? parseNumeral(`一${power}`) : 1
}
