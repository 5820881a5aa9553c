import { boundQuantities, isServed, meets, smallest, windowsOf } from './bind-quantities.ts'
import type { Window } from './bind-quantities.ts'
import { sentencesOf } from './normalise-answer.ts'
import type { Sentence, Span } from './normalise-answer.ts'
import { saysTheOpposite } from './opposites.ts'
import { overlap, wordOverlap } from './overlap.ts'
import {
  contradicts,
  forbids,
  hasNegation,
  stanceAt,
  takesBack,
  turnsTheQuestion,
} from './polarity.ts'
import type { PolarityContext, Stance } from './polarity.ts'
import { quantitiesIn, sameQuantity } from './quantities.ts'
import type { Quantity } from './quantities.ts'
import type { Requirement } from './requirement.ts'
import { clauseRange } from './scene.ts'
import type { Scene } from './scene.ts'

/** Whether a point is made, where, and if not, what came nearest. */
export interface Verdict {
  hit: boolean
  span: Span | null
  why: 'said' | 'unsaid' | 'quantity' | 'contradicted'
}

/** Share of the rubric's own words; chosen on marked answers with their rubrics' words taken away. */
const enoughWords = 0.25

const unsaid: Verdict = { hit: false, span: null, why: 'unsaid' }

/** Looks for one rubric point in an answer: words, amounts and polarity in one sentence. */
export function markPoint(scene: Scene, own: Requirement): Verdict {
  if (own.groups.length === 0 && own.slots.length === 0) return byOverlap(scene, own)
  let nearest = unsaid
  for (const sentence of scene.sentences) {
    for (const window of candidates(scene, own, sentence)) {
      const verdict = judge(scene, own, window)
      if (verdict.hit) return verdict
      if (nearest.why !== 'contradicted') nearest = verdict
    }
  }
  return nearest
}

function candidates(scene: Scene, own: Requirement, sentence: Sentence): Window[] {
  if (own.groups.length > 0) {
    const windows = windowsOf(scene, sentence, own.groups)
    if (windows.length > 0 || !saysNearlyAll(scene, own, sentence)) return windows
    return [{ sentence, first: 0, last: sentence.clauses.length - 1, places: [] }]
  }
  const inside = scene.quantities.filter((q) => q.start >= sentence.start && q.end <= sentence.end)
  const free = inside.filter((q) => !claimed(scene, own, sentence, q))
  const places = own.slots.map((slot) => free.filter((q) => slot.some((s) => meets(s, q))))
  return smallest(sentence, places).map((window) => ({ ...window, places: [] }))
}

/** A sentence with most of the rubric's own wording is an answer even where a listed word lacks. */
function saysNearlyAll(scene: Scene, own: Requirement, sentence: Sentence): boolean {
  return overlap(own.text, scene.text.slice(sentence.start, sentence.end)) >= 0.75
}

function judge(scene: Scene, own: Requirement, window: Window): Verdict {
  const span = clauseRange(window.sentence, window.first, window.last)
  const passage = scene.text.slice(span.start, span.end)
  if (saysTheOpposite(own.text, passage) || goesAgainst(scene, own, window, passage))
    return { hit: false, span, why: 'contradicted' }
  if (own.slots.length === 0) return { hit: true, span, why: 'said' }
  const bound =
    window.places.length > 0
      ? boundQuantities(scene, own, window)
      : scene.quantities.filter((q) => q.start >= span.start && q.end <= span.end)
  const met = own.slots.map((slot) => bound.find((q) => slot.some((s) => meets(s, q))))
  const whole = [span, ...met.flatMap((q) => q ?? [])]
  const quote = {
    start: Math.min(...whole.map(({ start }) => start)),
    end: Math.max(...whole.map(({ end }) => end)),
  }
  if (met.some((q) => q && wrongBound(own.text, q)))
    return { hit: false, span: quote, why: 'contradicted' }
  return met.every(Boolean)
    ? { hit: true, span: quote, why: 'said' }
    : { hit: false, span, why: 'quantity' }
}

/** 八小时以上 is not 不超过八小时, though the number is the same. */
function wrongBound(point: string, said: Quantity): boolean {
  const named = quantitiesIn(point).filter((q) => sameQuantity(q, said))
  const bounds = named.map(({ bound }) => bound)
  if (said.bound === null || bounds.length === 0 || bounds.includes(null)) return false
  return !bounds.includes(said.bound)
}

function goesAgainst(scene: Scene, own: Requirement, window: Window, passage: string): boolean {
  const prohibition = forbids(scene.question) && !/除外|例外/.test(own.text)
  if (!prohibition && turnsTheQuestion(scene.question, passage)) return true
  if (namesAnotherAmount(scene.question, own.text, passage)) return true
  const next = window.sentence.clauses[window.last + 1]
  if (next && !prohibition && takesBack(scene.text.slice(next.start, next.end))) return true
  const words = window.places.flat().map(({ start, end }) => scene.text.slice(start, end))
  const refuses = words.some((word) => /[不没未无拒禁勿别]|失去|丧失/.test(word))
  const context = { prohibition, negated: refuses || hasNegation(passage) }
  return own.groups.some((group, i) => groupGoesAgainst(scene, own, window, { group, i, context }))
}

function groupGoesAgainst(
  scene: Scene,
  own: Requirement,
  window: Window,
  { group, i, context }: { group: string[]; i: number; context: PolarityContext },
): boolean {
  const places = window.places[i] ?? []
  const elsewhere = window.places.filter((_, j) => j !== i).flat()
  const { clauses } = window.sentence
  const expected = expectedStances(own.text, group)
  const said = places.map((place) => [
    stanceIn(scene.text, clauses, place),
    stanceIn(without(scene.text, elsewhere, place), clauses, place),
  ])
  if (said.length === 0) return false
  const all = said.flat()
  if (context.prohibition && all.every((got) => got === 'plain' || got === 'permitted'))
    return all.includes('permitted') && !expected.includes('permitted')
  if (expected.length === 0) return forbids(own.text) && all.every((got) => got === 'permitted')
  return all.every((got) => expected.every((e) => contradicts(e, got, context)))
}

/** The question is about 12分 and the passage about 6分, where the rubric names no such amount. */
function namesAnotherAmount(question: string, point: string, passage: string): boolean {
  const asked = quantitiesIn(question).filter(({ unit }) => unit !== '')
  const [named, said] = [quantitiesIn(point), quantitiesIn(passage)]
  return asked.some((amount) => {
    const ofUnit = (list: Quantity[]) => list.filter(({ unit }) => unit === amount.unit)
    if (ofUnit(asked).length > 1 || ofUnit(named).length > 0 || ofUnit(said).length === 0)
      return false
    return !ofUnit(said).some((other) => sameQuantity(other, amount))
  })
}

/** How the rubric itself takes the words of a group, each time it says them; empty when unclear. */
function expectedStances(text: string, group: string[]): Stance[] {
  const clauses = sentencesOf(text).flatMap((sentence) => sentence.clauses)
  const places = group.flatMap((word) => literalPlaces(text, word))
  if (places.length > 0) return places.map((place) => stanceIn(text, clauses, place))
  return hasNegation(text) ? [] : ['plain']
}

/** A refusal that is another group's word (拒绝配合, 没有能力) need not deny this one. */
function without(text: string, spans: Span[], kept: Span): string {
  return spans
    .filter(({ start, end }) => end <= kept.start || kept.end <= start)
    .reduce(
      (rest, { start, end }) => rest.slice(0, start) + '＿'.repeat(end - start) + rest.slice(end),
      text,
    )
}

function literalPlaces(text: string, word: string): Span[] {
  return text
    .split(word)
    .slice(0, -1)
    .reduce<Span[]>((places, before) => {
      const start = (places.at(-1)?.end ?? 0) + before.length
      return [...places, { start, end: start + word.length }]
    }, [])
}

function stanceIn(text: string, clauses: Span[], place: Span): Stance {
  const clause = clauses.find(({ start, end }) => start <= place.start && place.start < end)
  return stanceAt(text, clause ?? { start: 0, end: text.length }, place)
}

/** An amount belongs to another point when that point's words stand with it. */
function claimed(scene: Scene, own: Requirement, sentence: Sentence, amount: Quantity): boolean {
  return scene.requirements.some((other) => {
    if (other === own || other.groups.length === 0 || other.slots.length === 0) return false
    if (other.slots.flat().some((slot) => meets(slot, amount))) return false
    return windowsOf(scene, sentence, other.groups).some((window) => {
      const bound = boundQuantities(scene, other, window)
      const { start } = clauseRange(sentence, window.first, window.first)
      return amount.start >= start && !isServed(other, bound) && bound.includes(amount)
    })
  })
}

/** Without words to look for: enough of the rubric's own words, its amounts, and not denied. */
function byOverlap(scene: Scene, own: Requirement): Verdict {
  const others = scene.requirements.filter((other) => other !== own).map(({ text }) => text)
  const common = [scene.question, ...others].join('。')
  const nearest = scene.sentences
    .map((span) => ({
      span,
      share: wordOverlap(own.text, common, scene.text.slice(span.start, span.end)),
    }))
    .toSorted((a, b) => b.share - a.share)[0]
  if (!nearest || nearest.share < enoughWords) return unsaid
  const { span } = nearest
  const said = scene.text.slice(span.start, span.end)
  const turned = hasNegation(said) !== hasNegation(own.text) && !forbids(scene.question)
  if (turned || saysTheOpposite(own.text, said)) return { hit: false, span, why: 'contradicted' }
  const amounts = scene.quantities.filter((q) => q.start >= span.start && q.end <= span.end)
  const agree = quantitiesIn(own.text).every(
    (named) => !named.unit || amounts.some((q) => meets(named, q)),
  )
  return agree ? { hit: true, span, why: 'said' } : { hit: false, span, why: 'quantity' }
}
