import type { Question } from '../../../shared/question.ts'
import { common } from '../common.ts'
import type { Draft } from '../draft.ts'
import type { Place, Problem } from '../format.ts'
import { truthOf, truthPair } from '../truth.ts'
import { accepted, isWhole, type MoodleAnswer } from './answers.ts'
import { settleGaps, type Gap } from './gaps.ts'

/** A question as Moodle holds it, whichever of its formats brought it; texts without markup. */
export interface MoodleQuestion {
  place: Place
  stem: string
  body: Body
  /** The general feedback, shown to everybody after the answer. */
  feedback: string
  topic: string
  media: boolean
  remarks: string[]
}

export type Body =
  | { type: 'choice'; single: boolean; answers: MoodleAnswer[] }
  | { type: 'truth'; key: string; feedback: string }
  | { type: 'typed'; answers: MoodleAnswer[] }
  | { type: 'number'; answers: MoodleAnswer[] }
  | { type: 'pairs'; pairs: Pair[] }
  /** `texts` stand around the gaps: one more than there are gaps. */
  | { type: 'gaps'; texts: string[]; gaps: Gap[] }
  | { type: 'essay'; model: string }
  | { type: 'description' }
  | { type: 'foreign'; kind: string }

export interface Pair {
  left: string
  right: string
}

type Reason = Omit<Problem, 'where'>

/** The questions that one of Moodle's becomes: mostly one, several for pairs, or why it is none. */
export interface Outcome {
  drafts: Draft[]
  problems: Reason[]
}

/**
 * Turns a question of Moodle's into questions that can be asked in a chat. Keys are exact; what
 * Moodle can and a chat cannot is either brought to the nearest honest kind, with a remark, or named.
 */
export function settleMoodle(question: MoodleQuestion): Outcome {
  const { body } = question
  switch (body.type) {
    case 'choice':
      return choice(question, body)
    case 'truth': {
      const key = truthOf(body.key)
      return key === null
        ? refused('key-unclear', { key: body.key })
        : asked(question, { kind: 'true-false', key }, { feedback: body.feedback })
    }
    case 'typed':
    case 'number':
      return typed(question, body)
    case 'pairs':
      return pairs(question, body.pairs)
    case 'gaps':
      return gaps(question, body)
    case 'essay':
      return essay(question, body.model)
    case 'description':
      return refused('note-description')
    case 'foreign':
      return refused('kind-foreign', { kind: body.kind })
  }
}

function choice(
  question: MoodleQuestion,
  { single, answers }: { single: boolean; answers: MoodleAnswer[] },
): Outcome {
  const fault = optionFault(question, answers)
  if (fault) return refused(fault)
  const filled = answers.filter(({ text }) => text !== '')
  const options = filled.map(({ text }) => text)
  const { right, remarks } = rightOptions(filled, single)
  const [first] = right
  if (first === undefined) return refused('no-key')
  const several = right.length > 1 || !single
  // 是 and 否 in a gap of a sentence are words of it, not what is said about it.
  const pair = several || question.stem.includes('____') ? null : truthPair(options)
  const extra = { remarks, feedback: several ? '' : (filled[first]?.feedback ?? '') }
  if (pair) return asked(question, { kind: 'true-false', key: pair[first] === true }, extra)
  return asked(question, { kind: several ? 'multiple' : 'single', options, key: right }, extra)
}

function optionFault(question: MoodleQuestion, answers: MoodleAnswer[]): string | null {
  const filled = answers.filter(({ text }) => text !== '').length
  const lost = answers.some(({ text, fraction }) => text === '' && fraction > 0)
  if (question.media && filled < answers.length && (lost || filled < 2)) return 'picture-only'
  if (filled === 0) return 'no-options'
  return filled === 1 ? 'few-options' : null
}

/** One answer: what gives all marks; several answers: whatever gives any. */
function rightOptions(
  answers: MoodleAnswer[],
  single: boolean,
): { right: number[]; remarks: string[] } {
  const where = (test: (answer: MoodleAnswer) => boolean): number[] =>
    answers.flatMap((answer, index) => (test(answer) ? [index] : []))
  const whole = where(isWhole)
  const positive = where(({ fraction }) => fraction > 0)
  if (!single) return { right: positive, remarks: [] }
  if (whole.length > 1) return { right: whole, remarks: ['note-several-right'] }
  if (whole.length === 1) {
    return { right: whole, remarks: positive.length > 1 ? ['note-part-marks'] : [] }
  }
  const sum = positive.reduce((total, index) => total + (answers[index]?.fraction ?? 0), 0)
  const all = positive.length > 1 && Math.abs(sum - 100) < 1
  return { right: all ? positive : [], remarks: all ? ['note-several-right'] : [] }
}

function typed(
  question: MoodleQuestion,
  { type, answers }: { type: 'typed' | 'number'; answers: MoodleAnswer[] },
): Outcome {
  const reading = accepted(answers, type)
  if ('code' in reading) return { drafts: [], problems: [reading] }
  const { spellings, remarks, feedback } = reading
  return asked(question, { kind: 'fill-in', key: [spellings] }, { remarks, feedback })
}

/** One single choice for each item on the left, among everything on the right. */
function pairs(question: MoodleQuestion, list: Pair[]): Outcome {
  const options = [...new Set(list.map(({ right }) => right).filter((right) => right !== ''))]
  const lefts = [...new Set(list.map(({ left }) => left).filter((left) => left !== ''))]
  if (lefts.length === 0) return refused(question.media ? 'picture-only' : 'no-options')
  if (options.length < 2) return refused('few-options')
  return together(
    lefts.map((left) => {
      const rights = new Set(list.filter((pair) => pair.left === left).map(({ right }) => right))
      if (rights.size > 1) return refused('key-conflict', { left, key: [...rights].join(' / ') })
      const answers = options.map((text) => ({ text, fraction: rights.has(text) ? 100 : 0 }))
      const one = { ...question, stem: joined(question.stem, `${left} → ?`) }
      return choice(one, { single: true, answers })
    }),
    ['note-matching-split'],
  )
}

/** Several questions out of one: what is to be said about it is said at the first. */
function together(outcomes: Outcome[], remarks: string[]): Outcome {
  const drafts = outcomes.flatMap((outcome) => outcome.drafts)
  return {
    drafts: drafts.map((draft, index) =>
      index === 0
        ? { ...draft, remarks: [...(draft.remarks ?? []), ...remarks] }
        : { ...draft, remarks: [] },
    ),
    problems: outcomes.flatMap(({ problems }) => problems),
  }
}

function gaps(question: MoodleQuestion, body: { texts: string[]; gaps: Gap[] }): Outcome {
  const settled = settleGaps(body.texts, body.gaps)
  return together(
    settled.map((one) => {
      if ('code' in one) return { drafts: [], problems: [one] }
      const own = { ...question, stem: one.stem }
      if (one.kind === 'choice') return choice(own, one)
      return asked(own, { kind: 'fill-in', key: one.key }, { remarks: one.remarks })
    }),
    settled.length > 1 ? ['note-gaps-split'] : [],
  )
}

function essay(question: MoodleQuestion, notes: string): Outcome {
  const key = notes || question.feedback
  if (key === '') return refused('no-key')
  const rest = notes === '' ? { ...question, feedback: '' } : question
  return asked(rest, { kind: 'short', key }, { remarks: ['note-model-answer'] })
}

/** What a kind of question has beyond what all have. */
type Own = Question extends infer Each
  ? Each extends Question
    ? Pick<Each, Extract<keyof Each, 'kind' | 'options' | 'key'>>
    : never
  : never

function asked(
  question: MoodleQuestion,
  own: Own,
  { remarks = [], feedback = '' }: { remarks?: string[]; feedback?: string },
): Outcome {
  const { place, stem, topic, media } = question
  if (stem === '') return refused(media ? 'picture-only' : 'no-stem')
  const explanation = explain(question.feedback, feedback)
  const draft: Draft = { place, stem, options: [], explanation, topic }
  const settled = { ...common(draft), ...own } as Question
  const all = [...new Set([...question.remarks, ...remarks])]
  return { drafts: [{ ...draft, settled, media, remarks: all }], problems: [] }
}

/** The general feedback, and what the right answer says beyond praise. */
function explain(general: string, right: string): string {
  const told = withoutPraise(right)
  return general.includes(told) ? general : joined(general, told)
}

const praise =
  /^(?:(?:yes|right|correct|ok|okay|good|great|very good|well done|excellent|perfect|exactly|that['’]s (?:right|correct)|that is (?:right|correct)|your answer is correct|you gave the right answer|excellent answer|good answer|right answer|bonne réponse|正确|对|对的|是的|答对了|回答正确|很好|太棒了|恭喜你?)\s*(?:[!.,;！。，；…]+\s*|$))+/i

/** `Yes! That's right!` would be shown to those who were wrong as well. */
function withoutPraise(text: string): string {
  return text.replace(praise, '').trim()
}

function joined(first: string, second: string): string {
  return [first, second].filter((part) => part !== '').join('\n')
}

function refused(code: string, args?: Record<string, string>): Outcome {
  return { drafts: [], problems: [{ code, ...(args ? { args } : {}) }] }
}
