import { findKeyword } from './find-keyword.ts'
import type { Sentence, Span } from './normalise-answer.ts'
import { familyOf, sameQuantity } from './quantities.ts'
import type { Quantity } from './quantities.ts'
import type { Requirement } from './requirement.ts'
import { clauseRange } from './scene.ts'
import type { Scene } from './scene.ts'

/** Consecutive clauses of a sentence in which every word group of a point is said. */
export interface Window {
  sentence: Sentence
  first: number
  last: number
  /** For every group, the places where one of its words is said. */
  places: Span[][]
}

/** The smallest windows of a sentence that hold one word of every group, the shortest first. */
export function windowsOf(scene: Scene, sentence: Sentence, groups: string[][]): Window[] {
  const places = groups.map((group) => group.flatMap((word) => placesOf(scene, sentence, word)))
  return smallest(sentence, places)
}

/** The smallest windows that hold one place of every list, the shortest first. */
export function smallest(sentence: Sentence, places: Span[][]): Window[] {
  if (places.some((list) => list.length === 0)) return []
  const clauseOf = ({ start }: Span) => sentence.clauses.findIndex((c) => start < c.end)
  const clauses = places.map((list) => list.map(clauseOf))
  const ends = sentence.clauses.map((_, first) =>
    Math.max(...clauses.map((list) => Math.min(...list.filter((clause) => clause >= first)))),
  )
  return ends
    .flatMap((last, first) => (last < (ends[first + 1] ?? Infinity) ? [{ first, last }] : []))
    .map(({ first, last }) => ({
      sentence,
      first,
      last,
      places: places.map((list, i) =>
        list.filter((_, j) => first <= (clauses[i]?.[j] ?? -1) && (clauses[i]?.[j] ?? -1) <= last),
      ),
    }))
    .toSorted((a, b) => a.last - a.first - (b.last - b.first))
}

/** Several points look for the same words: each is looked for once in a sentence. */
function placesOf(scene: Scene, sentence: Sentence, word: string): Span[] {
  const key = `${sentence.start} ${word}`
  const places = scene.found.get(key) ?? findKeyword(scene.text, sentence, word)
  scene.found.set(key, places)
  return places
}

/**
 * The amounts of one dimension that belong to a window: those beside its words, else those of the
 * next clause that names one, else of the clause before; never from a clause that another point holds.
 */
export function boundQuantities(scene: Scene, own: Requirement, window: Window): Quantity[] {
  const units = new Set(own.slots.flat().map(({ unit }) => familyOf(unit)))
  const near = (first: number, last: number) => {
    const { start, end } = clauseRange(window.sentence, first, last)
    return scene.quantities.filter(
      (q) => q.start >= start && q.end <= end && (units.has(familyOf(q.unit)) || q.unit === ''),
    )
  }
  const inside = near(window.first, window.last).filter((q) => !isCase(own, window, q))
  if (inside.some(({ unit }) => unit !== '')) return narrowed(scene.text, own, window, inside)
  const after = steps(window.last + 1, window.sentence.clauses.length - 1)
  const before = steps(0, window.first - 1).reverse()
  for (const path of [after, before]) {
    for (const clause of path) {
      const amounts = near(clause, clause)
      if (amounts.length === 0) continue
      if (!heldByAnother(scene, own, { ...window, first: clause, last: clause }, amounts))
        return amounts
      break
    }
  }
  return inside
}

/** 十年以上有期徒刑的，经过十五年: an amount within a word that is looked for tells the case. */
function isCase({ slots }: Requirement, { places }: Window, amount: Quantity): boolean {
  const within = places.flat().some(({ start, end }) => start <= amount.start && amount.end <= end)
  return within && !slots.flat().some((slot) => meets(slot, amount))
}

function steps(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
}

/** Where a window has more amounts than the point asks for: those of the same item of the list. */
function narrowed(text: string, own: Requirement, window: Window, inside: Quantity[]): Quantity[] {
  const current = inside.filter((q, i) => !isSuperseded(text, q, inside[i + 1]))
  const wanted = own.slots.length
  const words = window.places.flat()
  if (current.length <= wanted || words.length === 0) return current
  const item = current.filter((q) => words.some((word) => sameItem(text, word, q)))
  if (item.length > 0 && item.length <= wanted) return item
  const pool = item.length > 0 ? item : current
  const lastWord = Math.max(...words.map(({ end }) => end))
  const following = pool.filter(({ start }) => start >= lastWord)
  return following.length >= wanted ? following.slice(0, wanted) : pool
}

/** 由8小时延长至24小时: the first amount is what was. */
function isSuperseded(text: string, amount: Quantity, next: Quantity | undefined): boolean {
  return (
    next !== undefined &&
    /延长|延至|增至|增加到|提高|变为|改为/.test(text.slice(amount.end, next.start))
  )
}

function sameItem(text: string, a: Span, b: Span): boolean {
  const between = text.slice(Math.min(a.end, b.end), Math.max(a.start, b.start))
  return !/[、,;]|以及|并且?|而/.test(between)
}

/** A clause belongs to another point that has its words there and is served by its amounts. */
function heldByAnother(
  scene: Scene,
  own: Requirement,
  { sentence, first: clause }: Window,
  amounts: Quantity[],
): boolean {
  return scene.requirements.some(
    (other) =>
      other !== own &&
      other.groups.length > 0 &&
      other.slots.length > 0 &&
      isServed(other, amounts) &&
      windowsOf(scene, sentence, other.groups).some(
        ({ first, last }) => first <= clause && clause <= last,
      ),
  )
}

/** Whether every amount that a point asks for is among these. */
export function isServed({ slots }: Requirement, amounts: Quantity[]): boolean {
  return slots.every((slot) => amounts.some((said) => slot.some((wanted) => meets(wanted, said))))
}

/** A number without a unit counts where the amount as written fits. */
export function meets(wanted: Quantity, said: Quantity): boolean {
  if (said.unit === '') return said.written === wanted.written && said.end - said.start > 1
  return sameQuantity(wanted, said)
}
