import { z } from 'zod'

import { hasPicture } from './clean.ts'
import type { BankFile } from './format.ts'
import type { MoodleAnswer } from './moodle/answers.ts'
import { finishMoodle, type PlacedOutcome } from './moodle/finish.ts'
import { settleMoodle, type Body } from './moodle/question.ts'
import { formatNamed, plainOptions, plainText, type MoodleText } from './moodle/text.ts'
import { topicOf } from './topic.ts'

/** A text with its format; an object of another shape has no text. */
const text = z.object({ format: z.string(), text: z.string() })
const number = z.object({
  number: z.number().optional(),
  numberLow: z.number().optional(),
  numberHigh: z.number().optional(),
  range: z.number().optional(),
})
const choice = z.object({
  isCorrect: z.boolean(),
  weight: z.number().nullable(),
  text: z.union([text, number]),
  feedback: text.nullable(),
})
const shared = {
  stem: text,
  tags: z.array(z.string()).nullish(),
  globalFeedback: text.nullish(),
}
const node = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Category'), title: z.string() }),
  z.object({ type: z.literal('Description'), ...shared }),
  z.object({ type: z.literal('Essay'), ...shared }),
  z.object({
    type: z.literal('TF'),
    isTrue: z.boolean(),
    trueFeedback: text.nullish(),
    falseFeedback: text.nullish(),
    ...shared,
  }),
  z.object({ type: z.literal('MC'), choices: z.array(choice), ...shared }),
  z.object({ type: z.literal('Short'), choices: z.array(choice), ...shared }),
  z.object({
    type: z.literal('Numerical'),
    choices: z.union([z.array(choice), number]),
    ...shared,
  }),
  z.object({
    type: z.literal('Matching'),
    matchPairs: z.array(z.object({ subquestion: text, subanswer: z.string() })),
    ...shared,
  }),
])
const tree = z.array(node).min(1)
type Node = z.infer<typeof node>
type Asked = Exclude<Node, { type: 'Category' }>
type Choice = z.infer<typeof choice>

/**
 * Reads a bank that a parser of GIFT wrote as JSON (the tree of gift-pegjs); null for any other JSON.
 * What its questions become is decided as for GIFT itself.
 */
export function readGiftTree(value: unknown): BankFile | null {
  const read = tree.safeParse(value)
  if (!read.success) return null
  const outcomes: PlacedOutcome[] = []
  let topic = ''
  for (const [index, one] of read.data.entries()) {
    if (one.type === 'Category') topic = topicOf(one.title)
    else outcomes.push(settleNode(one, index + 1, topic))
  }
  return finishMoodle('json', outcomes)
}

function settleNode(one: Asked, item: number, topic: string): PlacedOutcome {
  const where = { item }
  const outcome = settleMoodle({
    place: where,
    stem: plainText(formatted(one.stem)),
    body: bodyOf(one),
    feedback: plain(one.globalFeedback),
    topic: topic || (one.tags?.[0] ?? ''),
    media: hasPicture(one.stem.text),
    remarks: [],
  })
  return { where, block: one.stem.text, ...outcome }
}

function bodyOf(one: Asked): Body {
  switch (one.type) {
    case 'Description':
      return { type: 'description' }
    case 'Essay':
      return { type: 'essay', model: '' }
    case 'TF': {
      const feedback = plain(one.isTrue ? one.trueFeedback : one.falseFeedback)
      return { type: 'truth', key: String(one.isTrue), feedback }
    }
    case 'MC': {
      const single = one.choices.some(({ weight, isCorrect }) => isCorrect && weight === null)
      return { type: 'choice', single, answers: answersOf(one.choices) }
    }
    case 'Short':
      return { type: 'typed', answers: answersOf(one.choices) }
    case 'Numerical': {
      const choices = Array.isArray(one.choices) ? one.choices : [rightNumber(one.choices)]
      return { type: 'number', answers: answersOf(choices) }
    }
    case 'Matching': {
      const pairs = one.matchPairs.map(({ subquestion, subanswer }) => ({
        left: plain(subquestion),
        right: plain({ format: 'moodle', text: subanswer }),
      }))
      return { type: 'pairs', pairs }
    }
  }
}

function rightNumber(value: z.infer<typeof number>): Choice {
  return { isCorrect: true, weight: null, text: value, feedback: null }
}

function answersOf(choices: Choice[]): MoodleAnswer[] {
  const texts = plainOptions(choices.map(({ text: said }) => wordsOf(said)))
  return choices.map(({ isCorrect, weight, text: said, feedback }, index) => ({
    text: texts[index] ?? '',
    fraction: weight ?? (isCorrect ? 100 : 0),
    feedback: plain(feedback),
    ...('range' in said && said.range ? { tolerance: String(said.range) } : {}),
  }))
}

/** A number as GIFT writes it: `1822`, or `3..5` where only its ends are known. */
function wordsOf(said: Choice['text']): MoodleText {
  if ('format' in said) return formatted(said)
  const { number: exact, numberLow, numberHigh } = said
  const words = exact === undefined ? `${numberLow ?? ''}..${numberHigh ?? ''}` : String(exact)
  return { text: words, format: 'plain' }
}

function formatted(said: z.infer<typeof text>): MoodleText {
  return { text: said.text, format: formatNamed(said.format) ?? 'moodle' }
}

function plain(said: z.infer<typeof text> | null | undefined): string {
  return said ? plainText(formatted(said)) : ''
}
