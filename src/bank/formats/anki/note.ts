import { htmlToText } from '../clean.ts'
import type { Draft } from '../draft.ts'
import type { Place, Problem } from '../format.ts'
import { headingOf } from '../headers.ts'
import { readHeader } from '../layout.ts'
import { readRow } from '../row.ts'
import { readClozes } from './cloze.ts'

/** What a note's fields are called, and the HTML of its first card's two sides (`''` unknown). */
export interface NoteType {
  fields: string[]
  front: string
  back: string
}

export interface Note {
  place: Place
  type: NoteType
  /** As Anki keeps them. */
  fields: string[]
  html: boolean
  deck?: string
}

/**
 * The questions of a note. Fields that are headed as columns of a question table are read as such;
 * a cloze note asks once for each of its numbers, as Anki does; of any other note the first card is
 * asked: what its front shows, and as the answer the first thing that only its back shows.
 */
export function readNote(note: Note): Draft[] | Problem {
  const { place } = note
  const media = note.fields.some(hasMedia)
  if (isStub(note)) return { where: place, code: 'anki-stub' }
  if (hidesPicture(note)) return { where: place, code: 'picture-only' }
  const texts = note.fields.map((field) => fieldText(field, note.html))
  const shared = {
    ...(note.deck === undefined ? {} : { topic: note.deck }),
    ...(media ? { media } : {}),
  }
  const clozes = readClozes(texts, place)
  if (clozes) return clozes.map((draft) => ({ ...shared, ...draft }))
  const draft = { ...shared, ...(readColumns(note, texts) ?? readSides(note, texts)) }
  return media && isMute(draft) ? { where: place, code: 'picture-only', draft } : [draft]
}

/** The one note that a new package holds for old programs. */
function isStub({ fields }: Note): boolean {
  return (fields[0] ?? '').startsWith('Please update to the latest Anki version')
}

function hidesPicture({ fields }: Note): boolean {
  return fields.some((field) => /\{\{c\d+::image-occlusion:/.test(field))
}

/** Nothing to ask or nothing to answer with. */
function isMute({ stem, options, key }: Draft): boolean {
  return stem === '' || (options.length === 0 && (key ?? '') === '')
}

/** A field as text: no sounds, no marks around formulas, HTML only where the field is HTML. */
function fieldText(field: string, html: boolean): string {
  const bare = field
    .replace(/\[(?:sound|anki):[^\]]*\]/g, '')
    .replace(/\[\/?(?:latex|\$\$?)\]/g, '')
  return html ? htmlToText(bare) : bare.trim()
}

function hasMedia(field: string): boolean {
  return /<(?:img|audio|video|svg|object|embed|iframe)\b|\[(?:sound|anki):/i.test(field)
}

/** Fields called 问题, 选项, 答案, 解析… */
function readColumns({ place, type }: Note, texts: string[]): Draft | null {
  const layout = readHeader({ number: 0, cells: type.fields })
  if (layout?.columns.stem === undefined) return null
  if (headingOf(type.fields[layout.columns.stem] ?? '')?.role !== 'stem') return null
  const draft = readRow(layout, { number: 0, cells: texts }, place)
  return draft && withoutAnalysis(draft)
}

function readSides({ place, type }: Note, texts: string[]): Draft {
  const sides = type.front === '' ? null : templateSides(type)
  const fronts = sides?.front ?? [0]
  const shown = [...new Set(fronts.map((at) => texts[at] ?? '').filter((text) => text !== ''))]
  const others = (sides?.back ?? []).length > 0 ? (sides?.back ?? []) : texts.keys()
  const hidden = [...others].filter((at) => !fronts.includes(at)).map((at) => texts[at] ?? '')
  const told = [...new Set(hidden)].filter((text) => text !== '' && !shown.includes(text))
  const [key = '', ...rest] = told
  return withoutAnalysis({
    place,
    stem: shown.join('\n'),
    options: [],
    key,
    ...(rest.length > 0 ? { explanation: rest.join('\n') } : {}),
  })
}

/** Which fields the front shows and which the back, by their places; what is hidden counts as back. */
function templateSides({ fields, front, back }: NoteType): { front: number[]; back: number[] } {
  const places = (template: string): number[] =>
    [...template.matchAll(/\{\{(?![#^/!])([^{}]+)\}\}/g)].flatMap(([, inside = '']) => {
      const [name = '', ...filters] = inside.split(':').toReversed()
      const asked = filters.some((filter) => /^\s*(?:type|hint)/.test(filter))
      const at = fields.indexOf(name.trim())
      return at < 0 || asked ? [] : [at]
    })
  const hiddenTag =
    /<(script|style)\b[^]*?<\/\1>|<!--[^]*?-->|<(\w+)\b[^>]*(?:visibility|display)\s*:\s*(?:hidden|none)[^]*?<\/\2>/gi
  const shown = places(front.replace(hiddenTag, ''))
  return { front: shown.length > 0 ? shown : [0], back: places(back.replace(hiddenTag, '')) }
}

const answerWord = '【?(?:正确|参考|标准)?答案】?\\s*[:：]?\\s*'
const analysisWord = '【?(?:答案)?解析】?\\s*[:：]\\s*'
const shortKey = '[A-H](?:[\\s、,，]*[A-H])*|√|×|对|错|正确|错误'
const keyThenMore = new RegExp(
  `^(?:${answerWord})?(${shortKey})[.。、,，;；]?\\s*(?:\\n|(?=${analysisWord}))([^]+)$`,
)
const keyThenAnalysis = new RegExp(`^(?:${answerWord})?([^]*?)\\n\\s*${analysisWord}([^]+)$`)

/** `B`, and under it why: people type both on the back. */
function withoutAnalysis(draft: Draft): Draft {
  const { key } = draft
  if (typeof key !== 'string' || draft.explanation !== undefined) return draft
  const hit = keyThenMore.exec(key.trim()) ?? keyThenAnalysis.exec(key.trim())
  if (!hit) return draft
  const explanation = (hit[2] ?? '').replace(new RegExp(`^${analysisWord}`), '').trim()
  return { ...draft, key: hit[1] ?? '', explanation }
}
