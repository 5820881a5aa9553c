import { keyLetters } from '../keys.ts'
import { kindOf } from '../kinds.ts'
import { textOf, type Part } from './block.ts'
import { flatten } from './lines.ts'
import { markedOptions, type Marks } from './marks.ts'
import { cutOptions, type OptionCut } from './options.ts'

/** The stem and the options of a block, before its key is looked at. */
export interface Shape {
  before: string
  options: string[]
  right?: boolean[]
  remarks?: string[]
  marks: Marks
}

/** What stands where in a stem, or the code of why that cannot be known. `key`: as it is written. */
export function shapeOf(parts: Part[], kind: string | undefined, key: string): Shape | string {
  const text = textOf(parts)
  const cut = takesOptions(kind, key) ? cutOptions(text) : null
  // `答案：A`, then more words, under 案例分析: an answer in words, or a question with options?
  if (!cut && keyLetters(key) === null && keyLetters(firstLine(key)) !== null && cutOptions(text))
    return 'list-unread'
  if (!cut) return { marks: new Map<string, boolean[]>(), ...withoutLetters(parts, kind, key) }
  if (cut.several) return 'list-several'
  if (cut.broken) return 'list-options-broken'
  return { ...lettered(text, cut), marks: markedOptions(parts, cut) }
}

/** Letters in an answer in words or in a blank are no options, unless the key says that they are. */
function takesOptions(kind: string | undefined, key: string): boolean {
  const word = kindOf(kind ?? '')
  return (word !== 'short' && word !== 'fill-in') || keyLetters(key) !== null
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}

type Plain = Omit<Shape, 'marks'>

function lettered(text: string, cut: OptionCut): Plain {
  const raw = cut.ranges.map(({ start, end }) => flatten(text.slice(start, end).trim().split('\n')))
  const before = cut.before.replace(/[*＊√✓○□●\s]+$/, '')
  return { before, ...withMarks(raw, text, cut), ...bracketed(before, raw) }
}

/** `…是（A.甲；B.乙）`: the bracket around all options belongs to none. */
function bracketed(before: string, raw: string[]): Partial<Plain> {
  const last = raw.at(-1) ?? ''
  const around = /[（(]$/.test(before) && /[)）]\s*[。.]?$/.test(last)
  if (!around) return {}
  const options = [...raw.slice(0, -1), last.replace(/[)）]\s*[。.]?$/, '').trim()]
  return { before: `${before} ${before.endsWith('（') ? '）' : ')'}`, options }
}

const rightSign = /\s*(?:[（(【[]\s*(?:正确答案|正确选项|√|✓)\s*[)）】\]]|[√✓✔])\s*$/

/** Options that say themselves that they are right: `甲(正确答案)`, `√A. 甲`. */
function withMarks(raw: string[], text: string, cut: OptionCut): Omit<Plain, 'before'> {
  const signed = cut.ranges.map(({ letter }) =>
    /(?:^|\n)\s*[*＊√✓✔]\s*$/.test(text.slice(0, letter)),
  )
  const bare = raw.map((option) => option.replace(/[*＊√✓✔○□●◯\s]+$/, ''))
  const said = raw.map((option) => rightSign.test(option))
  // A sign at the end of an option may be the one before the next letter.
  if (signed.some(Boolean) && signed.filter(Boolean).length < raw.length) {
    const atLines = cut.ranges.every(
      ({ letter }) => letter === 0 || /\n[^\n]{0,3}$/.test(text.slice(0, letter)),
    )
    if (atLines) return { options: bare, right: signed }
  }
  if (said.some(Boolean) && !said.every(Boolean)) {
    return { options: raw.map((option) => option.replace(rightSign, '').trim()), right: said }
  }
  return { options: raw }
}

function withoutLetters(parts: Part[], kind: string | undefined, key: string): Plain {
  return listed(parts, kind) ?? byLine(parts, kind, key) ?? { before: textOf(parts), options: [] }
}

/** Options without letters, where a label or a mark of the right one tells them. */
function listed(parts: Part[], kind: string | undefined): Plain | null {
  const at = parts.findIndex(({ field }) => field === 'options')
  const marked = parts.some(({ text }) => /[（(]正确答案[)）]\s*$/.test(text))
  const from = at >= 0 ? at : marked && kind !== undefined ? 1 : -1
  if (from < 1) return null
  const lines = parts.slice(from).map(({ text }) => text.replace(/^[○□●◯◎\s]+/, ''))
  const options = lines.filter((line) => line !== '')
  const right = options.map((option) => rightSign.test(option))
  return {
    before: textOf(parts.slice(0, from)),
    options: options.map((option) => option.replace(rightSign, '').trim()),
    ...(right.some(Boolean) ? { right } : {}),
  }
}

/** Lines below the stem whose letters a word processor made and nobody kept; the key has letters. */
function byLine(parts: Part[], kind: string | undefined, key: string): Plain | null {
  const letters = keyLetters(key)
  const word = kindOf(kind ?? '')
  const [stem, ...lines] = parts.map(({ text }) => text)
  if (!letters || !['single', 'multiple', 'choice', 'unknown'].includes(word) || stem === undefined)
    return null
  const asks = /[）)？?：:]\s*[。.]?$/.test(stem)
  if (lines.length < 2 || lines.length > 8 || (lines.length !== 4 && !asks)) return null
  if (letters.some((letter) => letter.charCodeAt(0) - 65 >= lines.length)) return null
  const options = lines.map((line) => line.replace(/^A(?=[\u4e00-\u9fff])/, ''))
  return { before: stem, options, remarks: ['note-options-by-line'] }
}
