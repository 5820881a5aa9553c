/** A quantity of the law as a blank to fill in or as a choice among four. Pure. */
import { amountsIn, otherNumbers, spellingsOf, withNumbers, type Amount } from './amounts.ts'
import { fitsBlank } from './check-options.ts'
import { groundOn, introduce, replacePart, type Making } from './compose.ts'
import type { Draft } from './draft.ts'
import type { Passage } from './passages.ts'

/** The questions about each amount of a passage; siblings have the amount's point. */
export function askAmounts(passage: Passage, making: Making): Draft[] {
  return askableAmounts(passage).flatMap((amount) => {
    const point = amountPoint(passage, amount)
    const drafts: Draft[] = []
    if (passage.ways.includes('fill-in'))
      drafts.push({ question: fillIn(passage, amount, making), point })
    const single = passage.ways.includes('single') ? choose(passage, amount, making) : null
    if (single) drafts.push({ question: single, point })
    return drafts
  })
}

/** What questions about an amount have in common: `1.2:六个月`. */
export function amountPoint({ place }: Passage, { text }: Amount): string {
  return `${place}:${text}`
}

/** The amounts that can be asked: those that the passage does not say twice and that are no idiom. */
export function askableAmounts({ text, from, to }: Passage): Amount[] {
  const all = amountsIn(text)
  return all.filter(
    (amount) =>
      amount.start >= from &&
      amount.end <= to &&
      !isIdiom(text, amount) &&
      all.every((other) => other === amount || !sharesNumber(amount, other)),
  )
}

/** `每逾期一日`, `24小时值守`, `一次告知`, `一人`: words more than numbers. */
function isIdiom(text: string, { start, end, text: written }: Amount): boolean {
  const before = text.slice(Math.max(0, start - 4), start)
  const after = text.slice(end, end + 6)
  // 一至两小时: the first number has no unit, so this is half of an amount.
  if (/[每同任某该]$|逾期$|最后$|[一二三四五六七八九十\d][至到～~—-]$/.test(before)) return true
  if (/^(?:有人|专人|不间断)?(?:值[守班]|在岗|看[守护])/.test(after)) return true
  if (/^(?:一|1)[次人]$/.test(written)) return !/^(?:以上|为限)/.test(after)
  return /^(?:一|1)名$/.test(written) && !/^(?:以上|人民警察)/.test(after)
}

function sharesNumber(a: Amount, b: Amount): boolean {
  const numbers = b.numbers.map(({ value }) => value)
  return a.unit === b.unit && a.numbers.some(({ value }) => numbers.includes(value))
}

function fillIn(passage: Passage, amount: Amount, { source }: Making): Draft['question'] {
  const blank = [...amount.numbers]
    .reverse()
    .reduce((text, part) => replacePart(text, part, '____'), passage.text)
  return {
    kind: 'fill-in',
    stem: introduce(source) + blank,
    key: amount.numbers.map((number) => spellingsOf(amount, number)),
    ...groundOn(source, passage.quote),
  }
}

function choose(
  passage: Passage,
  amount: Amount,
  { source, random }: Making,
): Draft['question'] | null {
  const stem = introduce(source) + replacePart(passage.text, amount, '（　）')
  const options = { count: 8, banned: amountsIn(passage.text), preferred: amountsIn(source.text) }
  const fitting = otherNumbers(amount, options, random).filter(
    (numbers) => !fitsBlank(stem, withNumbers(amount, numbers), source.text),
  )
  const right = amount.numbers.map(({ value }) => value)
  const others = aroundKey(fitting, right, random)
  if (others.length < 3) return null
  const all = [...others, right].sort((a, b) => sumOf(a) - sumOf(b))
  return {
    kind: 'single',
    stem,
    options: all.map((numbers) => (numbers === right ? amount.text : withNumbers(amount, numbers))),
    key: [all.indexOf(right)],
    ...groundOn(source, passage.quote),
  }
}

/** How many of the others are wished smaller; of three often only two can be had, so two comes by itself. */
const wishes = [0, 0, 0, 1, 1, 1, 3, 3, 3, 3]

/** Three of the numbers, so that the key stands in any place about as often. */
function aroundKey(fitting: number[][], right: number[], random: () => number): number[][] {
  const below = fitting.filter((numbers) => sumOf(numbers) < sumOf(right))
  const above = fitting.filter((numbers) => sumOf(numbers) >= sumOf(right))
  const wish = wishes[Math.floor(random() * wishes.length)] ?? 0
  const low = below.slice(0, Math.max(wish, 3 - above.length))
  return [...low, ...above.slice(0, 3 - low.length)]
}

function sumOf(numbers: number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0)
}
