import { comparable } from './clean.ts'
import type { Draft } from './draft.ts'
import type { Problem } from './format.ts'
import { keyLetters } from './keys.ts'
import { kindOf } from './kinds.ts'
import { stemParts, textOf, type Block, type Part } from './list-block.ts'
import { choiceKeyInStem, isListedKey, truthKeyInStem } from './list-keys.ts'
import type { Field } from './list-labels.ts'
import { flatten, joinLines } from './list-lines.ts'
import { markedOptions, underlinedBlanks, type Marks } from './list-marks.ts'
import { tagBehind } from './list-numbers.ts'
import { cutOptions, type OptionCut } from './list-options.ts'
import { truthOf } from './truth.ts'

export type Drafted = { draft: Draft; marks: Marks } | { problem: Problem }

/** Longer than any question: a text that no rule took apart. */
const maxBlock = 20_000

/** What the lines of a block say, or why they are no question. `width`: see `wrapWidth`. */
export function draftOf(block: Block, width: number): Drafted {
  const parts = stemParts(block)
  const text = textOf(parts)
  if (text.length > maxBlock) return refuse(block, 'list-unread')
  const fields = readFields(block)
  const tagged = block.kind ?? tagInStem(text)
  const kind = tagged ?? block.section.kind
  const cut = takesOptions(kind, fields) ? cutOptions(text) : null
  if (cut?.several) return refuse(block, 'list-several')
  if (cut?.broken) return refuse(block, 'list-options-broken')
  const shape = cut
    ? lettered(text, cut)
    : (listed(parts, kind) ?? byLine(parts, kind, fields) ?? { before: text, options: [] })
  const base: Draft = {
    place: placeOf(block),
    stem: joinLines(shape.before.split('\n'), width),
    options: shape.options,
    ...(kind === undefined ? {} : { kind }),
    ...(shape.right ? { right: shape.right } : {}),
    ...(shape.remarks ? { remarks: shape.remarks } : {}),
    ...(block.parts.some(({ line }) => line.media) ? { media: true } : {}),
  }
  const keyed = withKey({ ...base, stem: tagBehind(base.stem).stem }, fields, width)
  if (!keyed) return refuse(block, 'list-two-keys')
  const draft = withFields(keyed, block, fields, width)
  const marks = cut ? markedOptions(parts, cut) : new Map<string, boolean[]>()
  return isNothing(draft, block)
    ? refuse(block, 'list-unread')
    : { draft: withUnderlines(draft, parts), marks }
}

/** The words of a block as they stand in the file, to show to a person. */
export function blockText({ parts }: Block): string {
  const lines = [...new Set(parts.map(({ line }) => line))]
  return lines
    .map(({ text }) => text)
    .join('\n')
    .slice(0, 2000)
}

function refuse(block: Block, code: string): Drafted {
  return { problem: { where: placeOf(block), code, block: blockText(block) } }
}

function placeOf({ parts }: Block): Draft['place'] {
  return parts[0]?.line.place ?? {}
}

type Fields = Map<Field, string[]>

/** Each labelled field with its texts, one for each time the label stands there. */
function readFields({ parts, listed: behind }: Block): Fields {
  const fields: Fields = new Map()
  let open: Field | null = null
  for (const { field, text } of parts) {
    open = field ?? open
    if (open === null || open === 'stem' || open === 'options') continue
    const texts = fields.get(open) ?? []
    if (field !== null || texts.length === 0) texts.push(text)
    else texts.push(`${texts.pop() ?? ''}\n${text}`)
    fields.set(open, texts)
  }
  if (behind && !fields.has('key')) fields.set('key', [behind.key])
  if (behind?.explanation && !fields.has('explanation'))
    fields.set('explanation', [behind.explanation])
  return fields
}

function tagInStem(text: string): string | undefined {
  const lines = text.split('\n')
  return lines.map((line) => tagBehind(line).kind).find((kind) => kind !== undefined)
}

/** Letters in an answer in words or in a blank are no options, unless the key says that they are. */
function takesOptions(kind: string | undefined, fields: Fields): boolean {
  const word = kindOf(kind ?? '')
  if (word !== 'short' && word !== 'fill-in') return true
  return keyLetters(fields.get('key')?.[0] ?? '') !== null
}

interface Shape {
  before: string
  options: string[]
  right?: boolean[]
  remarks?: string[]
}

function lettered(text: string, cut: OptionCut): Shape {
  const raw = cut.ranges.map(({ start, end }) => flatten(text.slice(start, end).trim().split('\n')))
  return { before: cut.before.replace(/[*＊√✓○□●\s]+$/, ''), ...withMarks(raw, text, cut) }
}

const rightSign = /\s*(?:[（(【[]\s*(?:正确答案|正确选项|√|✓)\s*[)）】\]]|[√✓✔])\s*$/

/** Options that say themselves that they are right: `甲(正确答案)`, `√A. 甲`. */
function withMarks(raw: string[], text: string, cut: OptionCut): Omit<Shape, 'before'> {
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

/** Options without letters, where a label or a mark of the right one tells them. */
function listed(parts: Part[], kind: string | undefined): Shape | null {
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
function byLine(parts: Part[], kind: string | undefined, fields: Fields): Shape | null {
  const letters = keyLetters(fields.get('key')?.[0] ?? '')
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

/** The draft with its key, from a label, a bracket or behind the questions; null for two keys. */
function withKey(draft: Draft, fields: Fields, width: number): Draft | null {
  const inBracket = bracketKey(draft)
  const said = (fields.get('key') ?? []).filter((text) => text.trim() !== '')
  if (said.length === 0) return inBracket ? keyFromBracket(draft, inBracket, fields) : draft
  if (draft.right) return draft
  const words = draft.options.length === 0 && !isListedKey(said[0] ?? '')
  if (words) return { ...draft, key: joinLines(said.join('\n').trim().split('\n'), width) }
  if (new Set(said.map(comparable)).size > 1) return null
  const { key, behind } = splitKey(said[0] ?? '', draft.options)
  if (behind) fields.set('explanation', [behind, ...(fields.get('explanation') ?? [])])
  const same = inBracket && sameKey(inBracket.key, key)
  if (inBracket && !same && isLastThing(draft.stem)) return null
  return { ...draft, stem: same ? inBracket.stem : draft.stem, key }
}

function bracketKey({ stem, options, kind }: Draft): ReturnType<typeof truthKeyInStem> {
  const written = /[（(]\s*(?:正确|参考)?答案\s*[:：]?\s*([^（）()]+?)\s*[)）]/.exec(stem)
  if (written) return { key: written[1] ?? '', stem: stem.replace(written[0], '').trim() }
  if (options.length > 1) return choiceKeyInStem(stem, options.length)
  const word = kindOf(kind ?? '')
  return word === 'true-false' || word === 'unknown' ? truthKeyInStem(stem) : null
}

function keyFromBracket(
  draft: Draft,
  { key, stem, behind }: NonNullable<ReturnType<typeof truthKeyInStem>>,
  fields: Fields,
): Draft {
  if (behind) fields.set('explanation', [behind, ...(fields.get('explanation') ?? [])])
  return { ...draft, stem, key }
}

function sameKey(one: string, other: string): boolean {
  const letters = [keyLetters(one)?.toSorted().join(''), keyLetters(other)?.toSorted().join('')]
  if (letters[0] !== undefined) return letters[0] === letters[1]
  return truthOf(one) !== null && truthOf(one) === truthOf(other)
}

/** Whether the bracket with letters is where a key stands: at the end, or the only place for it. */
function isLastThing(stem: string): boolean {
  return /[（(]\s*[A-H√×对错]{1,8}\s*[)）]\s*[。.？?]?\s*$/.test(stem)
}

/** `C。因为……`: the letters, and what is said about them; `(a)(b)` are letters too. */
function splitKey(text: string, options: string[]): { key: string; behind?: string } {
  const bracketed = /^(?:[（(]\s*[A-Za-z]\s*[)）]\s*)+$/.exec(text.trim())
  if (bracketed) return { key: text.replace(/[^A-Za-z]/g, '') }
  const [first = '', ...rest] = text.trim().split('\n')
  if (rest.length > 0 && isListedKey(first)) return { key: first, behind: rest.join('\n').trim() }
  const hit =
    /^[（(【]?([A-Z](?:[、,，\s]*[A-Z])*|√|×|对|错|正确|错误)[)）】]?\s*[。；;，,.]\s*(?=[\u4e00-\u9fff《“])([^]+)$/.exec(
      text.trim(),
    )
  const [, key, behind = ''] = hit ?? []
  const isOption = options.some((option) => comparable(option) === comparable(behind))
  return key === undefined || isOption ? { key: text } : { key, behind }
}

function withFields(draft: Draft, block: Block, fields: Fields, width: number): Draft {
  const text = (field: Field): string =>
    joinLines((fields.get(field) ?? []).join('\n').trim().split('\n'), width)
  const words =
    draft.options.length === 0 && draft.key !== undefined && !isListedKey(String(draft.key))
  const explanations = fields.get('explanation') ?? []
  // Answers to the parts of a case, each with its reasons: together they are the answer.
  const parted = words && explanations.length > 1
  const topic = text('topic') || block.section.topic
  const kindField = text('kind') || text('section')
  return {
    ...draft,
    ...(draft.kind === undefined && kindOf(kindField) !== 'unknown' ? { kind: kindField } : {}),
    ...(parted ? { key: wholeAnswer(block) } : {}),
    ...(!parted && explanations.length > 0 ? { explanation: text('explanation') } : {}),
    ...(text('source') ? { source: text('source') } : {}),
    ...(topic ? { topic } : {}),
    ...(text('difficulty') ? { difficulty: text('difficulty') } : {}),
  }
}

function wholeAnswer({ parts }: Block): string {
  const from = parts.findIndex(({ field }) => field === 'key')
  const to = parts.findIndex(
    ({ field }, at) =>
      at > from && ['topic', 'difficulty', 'source', 'other'].includes(field ?? ''),
  )
  return textOf(parts.slice(from, to < 0 ? parts.length : to)).trim()
}

/** A numbered line with neither options nor key nor anything that asks. */
function isNothing({ stem, options, key, right }: Draft, { kind, section }: Block): boolean {
  if (options.length > 1 || key !== undefined || right || kind !== undefined) return false
  if (section.kind !== undefined) return false
  return !/[？?]|_{2,}|[（(]\s*[)）]|^(?:简述|试述|论述|什么是|如何|怎样|为什么|请)/.test(stem)
}

/** Underlined words of a question with blanks are its answers, where it has no other. */
function withUnderlines(draft: Draft, parts: Part[]): Draft {
  if (draft.key !== undefined || kindOf(draft.kind ?? '') !== 'fill-in') return draft
  const found = underlinedBlanks(draft.stem, parts) ?? betweenUnderscores(draft.stem)
  return found ? { ...draft, ...found, remarks: ['note-key-by-mark'] } : draft
}

/** `____北京____`: an answer written on its line. */
function betweenUnderscores(stem: string): { stem: string; key: string[][] } | null {
  const key: string[][] = []
  const bare = stem.replace(/_{2,}\s*([^_\n]{1,40}?)\s*_{2,}/g, (_, answer: string) => {
    key.push([answer.trim()])
    return '____'
  })
  return key.length > 0 && (bare.match(/_{2,}/g) ?? []).length === key.length
    ? { stem: bare, key }
    : null
}
