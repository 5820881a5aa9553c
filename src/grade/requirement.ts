import type { RubricPoint } from '../shared/question.ts'
import { plain } from './normalise-answer.ts'
import { quantitiesIn, sameQuantity } from './quantities.ts'
import type { Quantity } from './quantities.ts'

/** What an answer must say for a rubric point, ready to be looked for. */
export interface Requirement {
  point: RubricPoint
  /** The point's text in the normalised spelling. */
  text: string
  /** One word of every group must be said in the same sentence. */
  groups: string[][]
  /** Of every slot one amount must be said; the others are different ways to write it. */
  slots: Quantity[][]
}

/**
 * Reads a rubric point. Amounts that the point's text names are all required; another one is a
 * different way to write them (`2名` beside `2人`, `1个月` beside `30日`). A "quantity" that is not an
 * amount (`第八十三条`) must be said literally. `topic` is the normalised question, or empty where
 * nothing goes without saying.
 */
export function requirementOf(point: RubricPoint, topic: string): Requirement {
  const text = plain(point.text)
  const groups = point.keywords.map((group) => group.filter((word) => plain(word) !== ''))
  const parsed = point.quantities.map((written) => ({ written, amount: amountOf(written) }))
  const literal = parsed.filter(({ amount }) => !amount).map(({ written }) => written)
  if (literal.length > 0) groups.push(literal)
  const amounts = parsed.flatMap(({ amount }) => amount ?? [])
  const slots = slotsOf(text, amounts)
  const said = groups.filter((group) => group.length > 0)
  return { point, text, slots, groups: slots.length > 0 ? said : withoutTopic(said, topic) }
}

/** What a question names before it asks (继续盘问的时限如何…) goes without saying, if a group is left. */
function withoutTopic(groups: string[][], asking: string): string[][] {
  const question = asking.split(/如何|怎么|怎样|什么|哪些|何种|多少|几/)[0] ?? ''
  const asked = (group: string[]) => group.some((w) => w.length > 1 && question.includes(plain(w)))
  const rest = groups.filter((group) => !asked(group))
  return rest.length > 0 ? rest : groups
}

function amountOf(written: string): Quantity | undefined {
  return quantitiesIn(plain(written)).find(({ unit }) => unit !== '')
}

function slotsOf(text: string, amounts: Quantity[]): Quantity[][] {
  const distinct = amounts.filter((a, i) => amounts.findIndex((b) => sameQuantity(a, b)) === i)
  const named = quantitiesIn(text)
  const required = distinct.filter((amount) => named.some((other) => sameQuantity(amount, other)))
  if (required.length === 0) return distinct.map((amount) => [amount])
  const others = distinct.filter((amount) => !required.includes(amount))
  return required.length === 1 ? [[...required, ...others]] : required.map((amount) => [amount])
}
