import { comparable } from '../clean.ts'
import type { Draft } from '../draft.ts'
import type { Problem } from '../format.ts'
import { keyLetters } from '../keys.ts'
import { kindOf } from '../kinds.ts'
import { truthOf } from '../truth.ts'
import { stemParts, textOf, type Block, type Part } from './block.ts'
import { choiceKeyInStem, isListedKey, truthKeyInStem, type BracketKey } from './keys.ts'
import type { Field } from './labels.ts'
import { joinLines } from './lines.ts'
import { underlinedBlanks, type Marks } from './marks.ts'
import { tagBehind } from './numbers.ts'
import { shapeOf, type Shape } from './shape.ts'

export type Drafted = { draft: Draft; marks: Marks } | { problem: Problem }

/** Longer than any question: a text that no rule took apart. */
const maxBlock = 20_000

/** What the lines of a block say, or why they are no question. `width`: see `wrapWidth`. */
export function draftOf(block: Block, width: number): Drafted {
  const parts = stemParts(block)
  const text = textOf(parts)
  if (text.length > maxBlock) return refuse(block, 'list-unread')
  const fields = readFields(block)
  const kind = block.kind ?? tagInStem(text) ?? block.section.kind
  const shape = shapeOf(parts, kind, fields.get('key')?.[0] ?? '')
  if (typeof shape === 'string') return refuse(block, shape)
  const keyed = withKey(shapedDraft(block, shape, { kind, width }), fields, width)
  if (!keyed) return refuse(block, 'list-two-keys')
  const draft = withFields(keyed, block, fields, width)
  if (isNothing(draft, block)) return refuse(block, 'list-unread')
  return { draft: withUnderlines(draft, parts), marks: shape.marks }
}

function shapedDraft(
  block: Block,
  { before, options, right, remarks }: Shape,
  { kind, width }: { kind: string | undefined; width: number },
): Draft {
  return {
    place: placeOf(block),
    stemRead: true,
    stem: tagBehind(joinLines(before.split('\n'), width)).stem,
    options,
    ...(kind === undefined ? {} : { kind }),
    ...(right ? { right } : {}),
    ...(remarks ? { remarks } : {}),
    ...(block.parts.some(({ line }) => line.media) ? { media: true } : {}),
  }
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
    if (open !== null && open !== 'stem' && open !== 'options') {
      const texts = fields.get(open) ?? []
      if (field === null) texts.push(`${texts.pop() ?? ''}\n${text}`.trimStart())
      else texts.push(text)
      fields.set(open, texts)
    }
  }
  if (behind) fillFrom(fields, behind)
  return fields
}

/** The answer behind the questions says what the question itself does not. */
function fillFrom(fields: Fields, { key, explanation }: NonNullable<Block['listed']>): void {
  const said = (fields.get('key') ?? []).some((text) => text.trim() !== '')
  if (!said) fields.set('key', [key])
  if (explanation && !fields.has('explanation')) fields.set('explanation', [explanation])
}

function tagInStem(text: string): string | undefined {
  const lines = text.split('\n')
  return lines.map((line) => tagBehind(line).kind).find((kind) => kind !== undefined)
}

/** The draft with its key, from a label, a bracket or behind the questions; null for two keys. */
function withKey(draft: Draft, fields: Fields, width: number): Draft | null {
  const inBracket = bracketKey(draft)
  const said = (fields.get('key') ?? []).filter((text) => text.trim() !== '')
  const [first] = said
  if (first === undefined) {
    return inBracket ? keyFromBracket(draft, inBracket, fields) : withKeyBehindOptions(draft)
  }
  if (draft.right) return draft
  if (draft.options.length === 0 && !isListedKey(first)) {
    return { ...draft, key: joinLines(said.join('\n').trim().split('\n'), width) }
  }
  if (new Set(said.map(comparable)).size > 1) return null
  const { key, behind } = splitKey(first, draft.options)
  if (behind) explain(fields, behind)
  return withBothKeys(draft, key, inBracket)
}

/** `C. 丙。（AB）`: a bracket with letters behind the last option, where there is no other key. */
function withKeyBehindOptions(draft: Draft): Draft {
  const last = draft.options.at(-1) ?? ''
  const found = draft.right ? null : choiceKeyInStem(last, draft.options.length)
  const hit = /\s*[（(【[][^（）()【】[\]]*[)）】\]]\s*[。.]?$/.exec(last)
  if (!found || !hit || hit.index === 0 || !/[A-ZＡ-Ｚ]/.test(hit[0])) return draft
  return {
    ...draft,
    options: [...draft.options.slice(0, -1), last.slice(0, hit.index)],
    key: found.key,
  }
}

/** A key below and one in the bracket must be the same; where they are, the bracket is emptied. */
function withBothKeys(draft: Draft, key: string, inBracket: BracketKey | null): Draft | null {
  if (!inBracket) return { ...draft, key }
  if (sameKey(inBracket.key, key)) return { ...draft, stem: inBracket.stem, key }
  return isLastThing(draft.stem) ? null : { ...draft, key }
}

function explain(fields: Fields, text: string): void {
  fields.set('explanation', [text, ...(fields.get('explanation') ?? [])])
}

function bracketKey({ stem, options, kind }: Draft): BracketKey | null {
  const written = /[（(]\s*(?:正确|参考)?答案\s*[:：]?\s*([^（）()]+?)\s*[)）]/.exec(stem)
  if (written) return { key: written[1] ?? '', stem: stem.replace(written[0], '').trim() }
  if (options.length > 1) return choiceKeyInStem(stem, options.length)
  const word = kindOf(kind ?? '')
  if (word !== 'true-false' && word !== 'unknown') return null
  return truthKeyInStem(stem, word === 'true-false')
}

function keyFromBracket(draft: Draft, { key, stem, behind }: BracketKey, fields: Fields): Draft {
  if (behind) explain(fields, behind)
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
  const told: [keyof Draft, string][] = [
    ['explanation', text('explanation')],
    ['source', text('source')],
    ['topic', text('topic') || (block.section.topic ?? '')],
    ['difficulty', text('difficulty')],
    ['kind', draft.kind ?? kindIn(text('kind') || text('section'))],
  ]
  const all = { ...draft, ...Object.fromEntries(told.filter(([, value]) => value !== '')) }
  if (!isParted(draft, fields)) return all
  const { explanation: _, ...parted } = all
  return { ...parted, key: wholeAnswer(block) }
}

function kindIn(text: string): string {
  return kindOf(text) === 'unknown' ? '' : text
}

/** Answers to the parts of a case, each with its reasons: together they are the answer. */
function isParted({ options, key }: Draft, fields: Fields): boolean {
  const words = options.length === 0 && key !== undefined && !isListedKey(String(key))
  return words && (fields.get('explanation')?.length ?? 0) > 1
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
