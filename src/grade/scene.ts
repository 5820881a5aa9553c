import type { RubricPoint } from '../shared/question.ts'
import { instructionSpans } from './instructions.ts'
import { wordListsOf } from './keyword-list.ts'
import { bare, normalise, plain, sentencesOf } from './normalise-answer.ts'
import type { Normalised, Sentence, Span } from './normalise-answer.ts'
import { bigrams } from './overlap.ts'
import { quantitiesIn, sameQuantity } from './quantities.ts'
import type { Quantity } from './quantities.ts'
import { requirementOf } from './requirement.ts'
import type { Requirement } from './requirement.ts'

/** Everything a point is looked for in: the answer without what cannot be evidence. */
export interface Scene {
  normal: Normalised
  /** The normalised answer; instructions to the marker and echoes of the question are blanked. */
  text: string
  question: string
  sentences: Sentence[]
  /** The amounts that the answer stands by: neither denied nor offered as one of several. */
  quantities: Quantity[]
  requirements: Requirement[]
  /** Whether the answer offers several amounts to choose from. */
  hedged: boolean
  /** Whether a sentence only repeats the question. */
  echoed: boolean
  /** Whether a sentence is a bare list of words. */
  listed: boolean
  /** Where words were found, by sentence and word. */
  found: Map<string, Span[]>
}

/** Reads an answer for marking. */
export function sceneOf(input: { question: string; points: RubricPoint[]; answer: string }): Scene {
  const normal = normalise(input.answer)
  const question = plain(input.question)
  const instructions = instructionSpans(normal.text)
  const said = blank(
    input.answer,
    instructions.map((span) => written(normal, span)),
  )
  const lists = wordListsOf(said).map((list) => ({ ...list, ...spelled(normal, list) }))
  const clean = blank(normal.text, [...instructions, ...lists.filter(({ of }) => of === 'words')])
  const echoes = sentencesOf(clean).filter((s) => repeats(clean.slice(s.start, s.end), question))
  const unechoed = blank(clean, echoes)
  const text = lists.reduce(itemised, unechoed)
  const stated = quantitiesIn(text).filter((amount) => !isDenied(text, amount))
  const requirements = input.points.map((p) => requirementOf(p, lists.length > 0 ? '' : question))
  const offered = stated.filter((amount) => isHedged(text, stated, amount, requirements))
  const quantities = stated.filter((amount) => !offered.includes(amount))
  const sentences = sentencesOf(text)
  const marks = {
    hedged: offered.length > 0,
    echoed: echoes.length > 0,
    listed: lists.length > 0,
    found: new Map<string, Span[]>(),
  }
  return { normal, text, question, sentences, quantities, requirements, ...marks }
}

/** The clauses `first` to `last` of a sentence as one range. */
export function clauseRange(sentence: Sentence, first: number, last: number): Span {
  return {
    start: sentence.clauses[first]?.start ?? sentence.start,
    end: sentence.clauses[last]?.end ?? sentence.end,
  }
}

function blank(text: string, spans: Span[]): string {
  return spans.reduce(
    (rest, { start, end }) => rest.slice(0, start) + '。'.repeat(end - start) + rest.slice(end),
    text,
  )
}

/** The range of the raw text that a range of the normalised text came from. */
function written({ origin }: Normalised, { start, end }: Span): Span {
  return { start: origin[start] ?? 0, end: origin[end] ?? 0 }
}

/** The range of the normalised text that a range of the raw text became. */
function spelled({ text, origin }: Normalised, raw: Span): Span {
  const start = origin.findIndex((at) => at >= raw.start)
  const end = origin.findIndex((at) => at >= raw.end)
  return { start, end: end < 0 ? text.length : end }
}

/** In a bare list every item stands alone: words of two items do not make one point. */
function itemised(text: string, { start, end }: Span): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[,、]/g, '。') + text.slice(end)
}

/** A sentence of eight characters or more whose every pair of characters the question has too. */
function repeats(sentence: string, question: string): boolean {
  if (bare(sentence).length < 8) return false
  const asked = bigrams(question)
  const said = [...bigrams(sentence)]
  return said.filter((pair) => asked.has(pair)).length / said.length >= 0.9
}

function isDenied(text: string, { start }: Quantity): boolean {
  return /(?:不是|并非|而非|不再是|没有|不受|不限于?|不到)$/.test(
    text.slice(Math.max(0, start - 4), start),
  )
}

/** `8小时或者12小时`: one of several amounts, where the rubric does not name them together. */
function isHedged(
  text: string,
  all: Quantity[],
  amount: Quantity,
  requirements: Requirement[],
): boolean {
  return all.some((other) => {
    if (other === amount || other.unit !== amount.unit || sameQuantity(other, amount)) return false
    const [left, right] = other.start < amount.start ? [other, amount] : [amount, other]
    if (!/^[,、]?(?:或者?是?|还是|要么)$/.test(text.slice(left.end, right.start))) return false
    return !requirements.some(({ text: point }) => {
      const named = quantitiesIn(point)
      return [amount, other].every((q) => named.some((n) => sameQuantity(n, q)))
    })
  })
}
