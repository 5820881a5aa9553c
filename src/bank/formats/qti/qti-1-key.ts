import { descendantsOf, elementsOf, textOf, type XmlElement } from '../../../platform/xml.ts'

/** An answer of QTI 1 that earns marks. */
export interface Earning {
  response: string
  value: string
  score: number
}

/** What the response processing of an item of QTI 1 rewards. */
export interface Rewards {
  answers: Earning[]
  /** Responses for which a range of numbers is accepted. */
  ranges: Set<string>
  /** Feedback that is shown for right answers, by identifier. */
  feedback: Set<string>
}

/**
 * Reads the conditions under which an item gives marks. Programs that give none to anything mark
 * the right answer by the feedback it shows, or by setting the score where all others add to it.
 */
export function readRewards(item: XmlElement): Rewards {
  const conditions = descendantsOf(item, 'respcondition')
  const rewarded = [scored, praised, setting]
    .map((test) => conditions.filter((condition) => isAnswer(condition) && test(condition)))
    .find((found) => found.length > 0)
  const found = rewarded ?? []
  return {
    answers: found.flatMap((condition) =>
      equals(condition).map((answer) => ({ ...answer, score: scoreOf(condition) })),
    ),
    ranges: new Set(found.flatMap(ranges)),
    feedback: new Set(found.flatMap(feedbackOf)),
  }
}

function isAnswer(condition: XmlElement): boolean {
  return equals(condition).length > 0 || ranges(condition).length > 0
}

function scored(condition: XmlElement): boolean {
  return scoreOf(condition) > 0
}

function scoreOf(condition: XmlElement): number {
  const setvars = elementsOf(condition, 'setvar')
  // Respondus also counts what was wrong.
  const earning = setvars.filter(({ attributes }) => !/incorrect/i.test(nameOf(attributes)))
  const values = earning.map((setvar) => {
    const text = textOf(setvar).trim()
    return /max/i.test(text) ? 100 : Number(text)
  })
  if (setvars.length === 0) return feedbackOf(condition).some(isPraise) ? 100 : 0
  return Math.max(...values.filter((value) => !Number.isNaN(value)), 0)
}

function nameOf(attributes: XmlElement['attributes']): string {
  return attributes.get('varname') ?? attributes.get('variablename') ?? ''
}

/** `correct`, `QUE_1004_C`. */
function isPraise(identifier: string): boolean {
  return /(^|[_-])(c|correct(_fb)?)$/i.test(identifier)
}

function praised(condition: XmlElement): boolean {
  return feedbackOf(condition).some(isPraise)
}

function setting(condition: XmlElement): boolean {
  return elementsOf(condition, 'setvar').some(
    ({ attributes }) => attributes.get('action') === 'Set',
  )
}

function feedbackOf(condition: XmlElement): string[] {
  return elementsOf(condition, 'displayfeedback').map(
    ({ attributes }) => attributes.get('linkrefid') ?? '',
  )
}

/** What must be answered; what must not (`not`) is left out. */
function equals(condition: XmlElement): Omit<Earning, 'score'>[] {
  return tests(condition)
    .filter(({ name }) => name === 'varequal' || name === 'varsubstring')
    .map((test) => ({
      response: test.attributes.get('respident') ?? '',
      value: textOf(test).replace(/\s+/g, ' ').trim(),
    }))
}

function ranges(condition: XmlElement): string[] {
  return tests(condition)
    .filter(({ name }) => /^var(gte?|lte?)$/.test(name))
    .map(({ attributes }) => attributes.get('respident') ?? '')
}

function tests(element: XmlElement): XmlElement[] {
  return elementsOf(element)
    .filter(({ name }) => name !== 'not')
    .flatMap((child) => (child.name.startsWith('var') ? [child] : tests(child)))
}
