import type { MoodleAnswer } from '../moodle/answers.ts'
import type { Body } from '../moodle/question.ts'
import {
  formatNamed,
  plainOptions,
  plainText,
  type MoodleText,
  type TextFormat,
} from '../moodle/text.ts'
import { truthOf } from '../truth.ts'
import { restore } from './escape.ts'

/** What stands between the braces of a question. */
export interface Section {
  body: Body
  /** The general feedback. */
  feedback: string
}

/** A text with its own format before it, `[html]<p>…`; else it is written as the text around it. */
export function withFormat(text: string, outer: TextFormat): MoodleText {
  const [prefix = '', name = ''] = /^\s*\[(\w+)\]/.exec(text) ?? []
  const format = formatNamed(name)
  return format ? { format, text: text.slice(prefix.length).trim() } : { format: outer, text }
}

/** The text that a person reads, with the escaped signs back in their places. */
export function readable(text: string, outer: TextFormat): string {
  const { text: bare, format } = withFormat(text, outer)
  return plainText({ text: restore(bare).trim(), format })
}

/** Whether what stands between braces is meant as answers, and is no code or set of numbers. */
export function isAnswers(inside: string): boolean {
  const text = inside.trim()
  return /^$|^[=~#]|^>\s*\d|~/.test(text) || isTruth(text)
}

/**
 * Reads the answers of a question, escaped signs put away, or null where they can be read in
 * several ways. The order in which the kinds are tried is Moodle's.
 */
export function readSection(inside: string, format: TextFormat): Section | null {
  const at = inside.lastIndexOf('####')
  const feedback = at < 0 ? '' : readable(inside.slice(at + 4), format)
  const body = readBody((at < 0 ? inside : inside.slice(0, at)).trim(), format)
  return body && { body, feedback }
}

function readBody(text: string, format: TextFormat): Body | null {
  if (text === '') return { type: 'essay', model: '' }
  if (/^>\s*\d/.test(text)) return { type: 'foreign', kind: 'ordering' }
  if (text.startsWith('#')) return readNumbers(text.slice(1), format)
  if (text.includes('~')) return readChoice(text, format)
  if (text.includes('=') && text.includes('->')) return readPairs(text, format)
  if (isTruth(text)) {
    const [key = '', , right = ''] = text.split('#')
    return { type: 'truth', key: key.trim(), feedback: readable(right, format) }
  }
  // One right answer may stand without its sign; more than a few words are something else.
  if (!text.startsWith('=') && !/^[^;\n]{1,60}$/.test(text)) return null
  return { type: 'typed', answers: readAnswers(splitAnswers(text), format, 100) }
}

function isTruth(text: string): boolean {
  const word = (/^[^#]*/.exec(text)?.[0] ?? '').trim()
  return /^(T|TRUE|F|FALSE|对|错|正确|错误|√|×)$/i.test(word) && truthOf(word) !== null
}

function readChoice(text: string, format: TextFormat): Body | null {
  const pieces = splitAnswers(text)
  const right = pieces.filter(({ sign }) => sign === '=')
  // `=x=5 ~x=6`: an equation whose sign was not escaped, or two answers.
  if (right.length > 1 && right.some(({ glued }) => glued)) return null
  return {
    type: 'choice',
    single: right.length > 0,
    answers: readAnswers(pieces, format, 0),
  }
}

function readNumbers(text: string, format: TextFormat): Body {
  const [numbers = ''] = text.split('~')
  const answers = readAnswers(splitAnswers(numbers), format, 100).map((answer) => {
    const [, value, tolerance] = /^([^:]+):([^:]*)$/.exec(answer.text) ?? []
    return value === undefined || tolerance === undefined
      ? answer
      : { ...answer, text: value.trim(), tolerance }
  })
  return { type: 'number', answers }
}

function readPairs(text: string, format: TextFormat): Body {
  const pairs = splitAnswers(text).flatMap(({ text: pair }) => {
    const at = pair.indexOf('->')
    if (at < 0) return []
    const [right = ''] = pair.slice(at + 2).split('#')
    return [{ left: readable(pair.slice(0, at), format), right: readable(right, 'moodle') }]
  })
  return { type: 'pairs', pairs }
}

interface Piece {
  sign: '=' | '~' | ''
  text: string
  /** Its sign followed a letter without a space. */
  glued: boolean
}

/**
 * The answers behind their signs. Where each begins a line of its own, a sign within a line counts
 * only as ` =word`: `x = 5` there is an equation whose author forgot the backslash.
 */
function splitAnswers(text: string): Piece[] {
  const lines = text.match(/^\s*[=~]/gm)?.length ?? 0
  const start = lines > 1 ? /^[ \t]*[=~]|(?<=[ \t])[=~](?=\S)/gm : /[=~]/g
  const starts = [...text.matchAll(start)].map(({ index }) => index)
  const cuts = starts[0] === 0 ? starts : [0, ...starts]
  return cuts.flatMap((from, at) => {
    const piece = text.slice(from, cuts[at + 1] ?? text.length)
    const [signs = ''] = /^[\s=~]*/.exec(piece) ?? []
    const rest = piece.slice(signs.length).trim()
    if (rest === '') return []
    const sign = signs.includes('=') ? '=' : signs.includes('~') ? '~' : ''
    return [{ sign, text: rest, glued: /[^\s=~]/.test(text[from - 1] ?? ' ') }]
  })
}

/** `usual`: what an answer without a weight of its own is worth. */
function readAnswers(pieces: Piece[], format: TextFormat, usual: number): MoodleAnswer[] {
  const read = pieces.map(({ sign, text }) => {
    const [weight = '', number = ''] = /^%\s*(-?\d+(?:[.,]\d*)?)\s*%/.exec(text) ?? []
    const rest = text.slice(weight.length)
    const at = rest.indexOf('#')
    // `=#ff0000`: nothing stands before the sign, so it was meant as itself.
    const cut = at < 0 || rest.slice(0, at).trim() === '' ? rest.length : at
    const written = rest.slice(0, cut).replace(/(?<=\S)%-?\d+(?:\.\d+)?%\s*$/, '')
    const plain = withFormat(written, format)
    return {
      option: { ...plain, text: restore(plain.text).trim() },
      fraction: weight === '' ? (sign === '=' ? 100 : usual) : Number(number.replace(',', '.')),
      feedback: readable(rest.slice(cut + 1), format),
    }
  })
  const texts = plainOptions(read.map(({ option }) => option))
  return read.map(({ fraction, feedback }, index) => ({
    text: texts[index] ?? '',
    fraction,
    feedback,
  }))
}
