import {
  childOf,
  descendantsOf,
  elementsOf,
  textOf,
  type XmlElement,
} from '../../../platform/xml.ts'
import { cleanText, htmlToText } from '../clean.ts'
import type { Draft } from '../draft.ts'
import { exactFillIn } from '../exact.ts'
import type { Place } from '../format.ts'
import { splitMatching } from '../matching.ts'
import { foreignItem, isVerdict, type Found } from './item.ts'

/** The questions of a `POOL` of Blackboard 5, in the order they stand. */
export function poolQuestions(root: XmlElement): XmlElement[] {
  return elementsOf(root).filter(({ name }) => name.startsWith('QUESTION_'))
}

/** One `QUESTION_…` of a `POOL`. */
export function readPoolQuestion(element: XmlElement, place: Place): Found[] {
  const answers = elementsOf(element, 'ANSWER').map(named)
  const draft = openDraft(element, place)
  const right = corrects(element)
  switch (element.name) {
    case 'QUESTION_TRUEFALSE':
    case 'QUESTION_MULTIPLECHOICE':
    case 'QUESTION_MULTIPLEANSWER':
      return [
        {
          ...draft,
          options: answers.map(({ text }) => text),
          right: answers.map(({ id }) => right.some((one) => one.answer === id)),
          ...(element.name === 'QUESTION_MULTIPLEANSWER' ? { kind: '多选' } : {}),
        },
      ]
    case 'QUESTION_FILLINBLANK':
      return [exactFillIn(draft, [answers.map(({ text }) => text)])]
    case 'QUESTION_ESSAY':
      return [{ ...draft, kind: '简答', key: answers.map(({ text }) => text).join('\n') }]
    case 'QUESTION_MATCH':
      return readMatch(element, draft, answers)
    default:
      return [foreignItem(place, element.name, draft.stem)]
  }
}

function openDraft(element: XmlElement, place: Place): Draft {
  const body = childOf(element, 'BODY')
  const [feedback] = descendantsOf(element, 'FEEDBACK_WHEN_CORRECT')
  const explanation = feedback ? htmlToText(textOf(feedback)) : ''
  const source = body ? textOf(childOf(body, 'TEXT') ?? body) : ''
  return {
    place,
    stem: htmlToText(source),
    options: [],
    ...(/<img\b/i.test(source) || descendantsOf(element, 'IMAGE').length > 0
      ? { media: true }
      : {}),
    ...(explanation === '' || isVerdict(explanation) ? {} : { explanation }),
  }
}

function named(element: XmlElement): { id: string; text: string } {
  const text = cleanText(htmlToText(textOf(childOf(element, 'TEXT') ?? element)))
  return { id: element.attributes.get('id') ?? '', text }
}

function corrects(element: XmlElement): { answer: string; choice: string }[] {
  return descendantsOf(element, 'CORRECTANSWER').map(({ attributes }) => ({
    answer: attributes.get('answer_id') ?? '',
    choice: attributes.get('choice_id') ?? '',
  }))
}

function readMatch(
  element: XmlElement,
  draft: Draft,
  answers: { id: string; text: string }[],
): Found[] {
  const choices = elementsOf(element, 'CHOICE').map(named)
  const pairs = corrects(element).map(({ answer, choice }) => ({
    left: answers.find(({ id }) => id === answer)?.text ?? '',
    right: choices.find(({ id }) => id === choice)?.text ?? '',
  }))
  const whole = pairs.length > 0 && pairs.every(({ left, right }) => left !== '' && right !== '')
  if (!whole) return [foreignItem(draft.place, element.name, draft.stem)]
  const { options: _, ...rest } = draft
  return splitMatching({ ...rest, pairs, distractors: choices.map(({ text }) => text) })
}
