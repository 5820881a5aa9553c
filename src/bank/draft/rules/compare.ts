/** How far the words of a question are the words of the law. Pure. */
import { normaliseQuantities } from '../../../shared/quantities.ts'
import { amountsIn } from './amounts.ts'

/** The text without white space, half-width, with its quantities in one spelling. */
export function plain(text: string): string {
  return normaliseQuantities(text)
}

/** A stem without `根据《…》第…条，` or the like in front. */
export function statementOf(stem: string): string {
  return stem.replace(/^(?:根据|依照|按照|依据)[^，,。]{0,20}《[^》]+》[^，,。]{0,20}[，,]/, '')
}

/** The share of a text's pairs of neighbouring characters that a source has too, 0 to 1. */
export function coverage(text: string, source: string): number {
  const pairs = pairsOf(text)
  if (pairs.length === 0) return source.includes(text) ? 1 : 0
  const known = new Set(pairsOf(source))
  return pairs.filter((pair) => known.has(pair)).length / pairs.length
}

function pairsOf(text: string): string[] {
  const bare = plain(text).replace(/[\p{P}\p{S}]/gu, '')
  return Array.from({ length: Math.max(bare.length - 1, 0) }, (_, at) => bare.slice(at, at + 2))
}

/** The quantities of a text in one spelling: `五日以上十日以下` gives `5日` and `10日`. */
export function quantitiesOf(text: string): string[] {
  return amountsIn(normaliseAmounts(text)).flatMap(({ unit, numbers }) =>
    numbers.map(({ value }) => basic(value, unit)),
  )
}

/** Nothing but amounts and their bounds. */
export function isAmountOnly(option: string): boolean {
  const text = normaliseAmounts(option)
  const rest = amountsIn(text).reduceRight(
    (left, { start, end }) => left.slice(0, start) + left.slice(end),
    text,
  )
  return (
    text !== rest &&
    /^(?:不|得|超过|少于|以上|以下|以内|内|之内|前|后|不满|已满|至少|至|最多|约|罚款|的|处|拘留)*$/.test(
      rest,
    )
  )
}

function normaliseAmounts(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/(\d+)%/g, '百分之$1')
}

const factors: Record<string, [unit: string, factor: number]> = {
  分钟: ['小时', 1 / 60],
  日: ['小时', 24],
  天: ['小时', 24],
  周: ['小时', 168],
  年: ['个月', 12],
  名: ['人', 1],
  公里: ['米', 1000],
}

/** Amounts that are the same have the same text: 一日 and 24小时. */
function basic(value: number, unit: string): string {
  const [base, factor] = factors[unit] ?? [unit, 1]
  return `${Math.round(value * factor * 1e6) / 1e6}${base}`
}

/** The clauses of a statement that the source does not have word for word. */
export function strayClauses(statement: string, source: string): string[] {
  const said = plain(source)
  return clausesOf(statement).filter((clause) => !said.includes(clause) && !isSeam(clause, said))
}

function clausesOf(text: string): string[] {
  return plain(text)
    .split(/[,;。:!?]/)
    .filter((clause) => clause !== '')
}

/** Words that decide what a rule is; another one of them is another rule. */
const deciding =
  /应当|必须|可以|不得|少于|超过|禁止|严禁|不予|人民法院|人民检察院|人民政府|交通运输|负责人|县级|市级|上一级|书面|口头|从重|从轻|减轻|免除|立即|并处|追缴|没收/g

/**
 * Whether a clause says in other words what the source says: its numbers and the words that decide are
 * there, it is not a clause of the source with one of them changed, and a clause of the source that it
 * resembles has the same 应当, 可以 or 不得.
 */
export function isParaphrase(clause: string, source: string): boolean {
  const said = plain(source)
  const words = clause.match(deciding) ?? []
  const known = quantitiesOf(source)
  if (words.some((word) => !said.includes(word))) return false
  if (quantitiesOf(clause).some((amount) => !known.includes(amount))) return false
  if (coverage(clause, source) < 0.3 || isAltered(clause, source)) return false
  const nearest = nearestClause(clause, source)
  // 审批延长时限时: a circumstance, which rules nothing.
  const isCircumstance = modality(clause) === '' && /[时后的]$/.test(clause)
  return isCircumstance || coverage(clause, nearest) < 0.7 || modality(clause) === modality(nearest)
}

/** Whether the source has the clause but for a number or a word that decides in the midst of it. */
export function isAltered(clause: string, source: string): boolean {
  const said = plain(source)
  return bodiesOf(clause, said).some((body) => {
    const [head, tail] = anchorsOf(body, said)
    if (head < 2 || tail < 2 || head + tail > body.length) return false
    const own = body.slice(head, body.length - tail)
    const window = new RegExp(
      `${escapeText(body.slice(0, head))}([^,;。:]{0,${longestChange}}?)${escapeText(body.slice(body.length - tail))}`,
    ).exec(said)
    const there = window?.[1]
    return there !== undefined && there !== own && decides(own + there)
  })
}

function decides(text: string): boolean {
  return /\d/.test(text) || text.search(deciding) >= 0
}

/** How many characters from the start, and from the end, the source has in one piece. */
function anchorsOf(body: string, said: string): [head: number, tail: number] {
  const { length } = body
  return [
    longest(length, (size) => said.includes(body.slice(0, size))),
    longest(length, (size) => said.includes(body.slice(length - size))),
  ]
}

/** Whether each clause of a statement resembles one of the source: it is the law with changes, no case. */
export function isLiteral(statement: string, source: string): boolean {
  return clausesOf(statement).every(
    (clause) =>
      coverage(clause, source) >= 0.6 && coverage(clause, nearestClause(clause, source)) >= 0.5,
  )
}

function nearestClause(clause: string, source: string): string {
  const ranked = clausesOf(source.replaceAll('\n', '。'))
    .map((one) => ({ one, share: coverage(clause, one) }))
    .sort((a, b) => b.share - a.share)
  return ranked[0]?.one ?? ''
}

function modality(clause: string): string {
  return [...new Set(clause.match(/应当|可以|不得|不予/g) ?? [])].sort().join()
}

/** `违反治安管理行为人` and an item: words before 有下列, followed by words after （三）. */
function isSeam(clause: string, source: string): boolean {
  return bodiesOf(clause, source).some((body) => source.includes(body))
}

/** The clause without the words before 有下列 in front of it, and without 的 at its end. */
function bodiesOf(clause: string, source: string): string[] {
  const whole = [clause, clause.replace(/的$/, '')]
  const heads = Array.from({ length: clause.length - 1 }, (_, at) => at + 1).filter((at) =>
    source.includes(`${clause.slice(0, at)}有下列`),
  )
  return [...whole, ...heads.flatMap((at) => whole.map((body) => body.slice(at)))].filter(
    (body) => body.length > 1,
  )
}

/** No change of a number or a word is longer. */
const longestChange = 10

/** Whether a statement is the words of the source with one short change in one clause. */
export function hasOneChange(statement: string, source: string): boolean {
  const [clause, ...others] = strayClauses(statement, source)
  if (clause === undefined || others.length > 0) return false
  const said = plain(source)
  return bodiesOf(clause, said).some((body) => {
    const [head, tail] = anchorsOf(body, said)
    return body.length - head - tail <= longestChange && head + tail > 0
  })
}

/** The text as a regular expression that matches nothing else. */
export function escapeText(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

/** The greatest size up to `most` for which a test holds that holds for all smaller ones. */
function longest(most: number, holds: (size: number) => boolean): number {
  let size = 0
  while (size < most && holds(size + 1)) size += 1
  return size
}

/** Whether two texts stand in one list of the source: parted by 、, 和 or 或者 and short words only. */
export function areListed(one: string, other: string, source: string): boolean {
  const said = plain(source)
  const [a, b] = [said.indexOf(plain(one)), said.indexOf(plain(other))]
  if (a < 0 || b < 0 || a === b) return false
  const [first, second] = a < b ? [a + plain(one).length, b] : [b + plain(other).length, a]
  const gap = said.slice(first, second)
  return (
    first <= second &&
    /^(?:、|和|或者?|以及|及)(?:[^,;。:、]{1,10}(?:、|和|或者?|以及))*$/.test(gap)
  )
}
