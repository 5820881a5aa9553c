import {
  childOf,
  descendantsOf,
  elementsOf,
  textOf,
  type XmlElement,
} from '../../../platform/xml.ts'
import type { Place } from '../format.ts'
import type { MoodleAnswer } from './answers.ts'
import { readCloze } from './cloze.ts'
import type { Gap } from './gaps.ts'
import type { Body, MoodleQuestion } from './question.ts'
import { formatNamed, plainOptions, plainText, type MoodleText } from './text.ts'

/**
 * Reads a `<question>` of Moodle XML. `topic` is its category.
 * Format: https://docs.moodle.org/en/Moodle_XML_format and question/format/xml/format.php of Moodle.
 */
export function readElement(element: XmlElement, place: Place, topic: string): MoodleQuestion {
  const stem = textIn(element, 'questiontext')
  const type = element.attributes.get('type') ?? ''
  const remarks = said(element, 'hidden') === '1' ? ['note-hidden'] : []
  const cloze =
    type === 'cloze' || type === 'multianswer' ? readCloze(stem.text, stem.format) : null
  const question = {
    place,
    feedback: plainText(textIn(element, 'generalfeedback')),
    topic: topic || tagOf(element),
    media: /<img\b|<audio\b|<video\b|@@PLUGINFILE@@/i.test(stem.text) || hasFiles(element),
  }
  if (cloze) {
    const { texts, gaps } = cloze
    const body: Body = { type: 'gaps', texts, gaps }
    return { ...question, body, stem: texts.join('____'), remarks: [...remarks, ...cloze.remarks] }
  }
  const caseMatters = said(element, 'usecase') === '1' ? ['note-case'] : []
  const body = bodyOf(element, type, stem)
  return { ...question, body, stem: plainText(stem), remarks: [...remarks, ...caseMatters] }
}

/** The category that a `<question type="category">` names, or null for any other. */
export function categoryOf(element: XmlElement): string | null {
  if (element.attributes.get('type') !== 'category') return null
  return textIn(element, 'category').text
}

/** Other names of plugins for what Moodle itself has. */
const sameAs: Record<string, string> = {
  multichoiceset: 'multichoice',
  oumultiresponse: 'multichoice',
  match: 'matching',
  ddmatch: 'matching',
  ddwtos: 'gapselect',
}

function bodyOf(element: XmlElement, type: string, stem: MoodleText): Body {
  switch (sameAs[type] ?? type) {
    case 'multichoice':
      return { type: 'choice', single: isSingle(element, type), answers: answersOf(element) }
    case 'truefalse':
      return truth(element)
    case 'shortanswer':
      return { type: 'typed', answers: answersOf(element) }
    case 'numerical':
      return { type: 'number', answers: answersOf(element) }
    case 'matching':
      return { type: 'pairs', pairs: elementsOf(element, 'subquestion').map(readPair) }
    case 'gapselect':
      return { type: 'gaps', ...readGapText(element, stem) }
    case 'essay':
      return { type: 'essay', model: plainText(textIn(element, 'graderinfo')) }
    case 'description':
      return { type: 'description' }
    default:
      return { type: 'foreign', kind: type || '?' }
  }
}

/** Moodle takes a question that does not say it for one with one answer. */
function isSingle(element: XmlElement, type: string): boolean {
  if (type !== 'multichoice') return false
  return !/^(false|0|no)$/i.test(said(element, 'single'))
}

function truth(element: XmlElement): Body {
  const right = answersOf(element).find(({ fraction }) => fraction > 0)
  return { type: 'truth', key: right?.text ?? '', feedback: right?.feedback ?? '' }
}

function answersOf(element: XmlElement): MoodleAnswer[] {
  const answers = elementsOf(element, 'answer')
  const texts = plainOptions(answers.map(written))
  return answers.map((answer, index) => {
    const tolerance = said(answer, 'tolerance')
    return {
      text: texts[index] ?? '',
      fraction: fractionOf(answer),
      feedback: plainText(textIn(answer, 'feedback')),
      ...(tolerance === '' ? {} : { tolerance }),
    }
  })
}

/** In per cent; very old files write it as an element, or as the text of an answer's own. */
function fractionOf(answer: XmlElement): number {
  const text = answer.attributes.get('fraction') ?? said(answer, 'fraction')
  const fraction = Number(text.replace(',', '.').replace('%', ''))
  return Number.isFinite(fraction) ? fraction : 0
}

function readPair(pair: XmlElement): { left: string; right: string } {
  const answer = childOf(pair, 'answer')
  return { left: plainText(written(pair)), right: answer ? plainText(written(answer)) : '' }
}

/** `[[2]]` in the text stands for the second of the words, among the words of its group. */
function readGapText(element: XmlElement, stem: MoodleText): { texts: string[]; gaps: Gap[] } {
  const words = ['selectoption', 'dragbox'].flatMap((name) => elementsOf(element, name))
  const texts = plainOptions(words.map(written))
  const groups = words.map((word) => said(word, 'group'))
  const numbers = [...stem.text.matchAll(gapMark)].map(([, number]) => Number(number) - 1)
  const gaps = numbers.map((right): Gap => {
    const answers = texts.flatMap((text, index) =>
      groups[index] === groups[right] ? [{ text, fraction: index === right ? 100 : 0 }] : [],
    )
    return { type: 'choice', answers }
  })
  const around = plainText({ ...stem, text: stem.text.replace(gapMark, '\uFDD1') })
  return { texts: around.split('\uFDD1'), gaps }
}

const gapMark = /\[\[(\d+)\]\]/g

function tagOf(element: XmlElement): string {
  const tag = descendantsOf(element, 'tag')[0]
  return tag ? plainText(written(tag)) : ''
}

function hasFiles(element: XmlElement): boolean {
  const places = [element, ...elementsOf(element, 'questiontext'), ...elementsOf(element, 'answer')]
  return places.some((place) =>
    ['file', 'image', 'image_base64'].some((name) =>
      elementsOf(place, name).some((file) => textOf(file).trim() !== ''),
    ),
  )
}

/** The text of a child element and how it is written. */
function textIn(element: XmlElement, name: string): MoodleText {
  const child = childOf(element, name)
  return child ? written(child) : { text: '', format: 'plain' }
}

/** The text of an element: in its `<text>`, or, in files made by hand, in itself. */
function written(element: XmlElement): MoodleText {
  const format = formatNamed(element.attributes.get('format') ?? '') ?? 'moodle'
  const text = childOf(element, 'text')
  const markup = text ? markupOf(text) : ownText(element)
  return { text: markup.replace(/[\uFDD0-\uFDEF]/g, '').trim(), format }
}

function ownText({ children }: XmlElement): string {
  return children.filter((child) => typeof child === 'string').join('')
}

/** HTML that stands in XML without CDATA, as it was written. */
function markupOf({ children }: XmlElement): string {
  return children
    .map((child) =>
      typeof child === 'string' ? child : `<${child.name}>${markupOf(child)}</${child.name}>`,
    )
    .join('')
}

/** What an element says in one word: `<single>true</single>`. */
function said(element: XmlElement, name: string): string {
  const child = childOf(element, name)
  return child ? textOf(child).trim() : ''
}
