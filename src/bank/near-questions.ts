import type { Question } from '../shared/question.ts'
import type { Item, Place } from './formats/format.ts'
import { findNear } from './near-duplicates.ts'
import { normaliseStem, type Identity } from './rules.ts'

/** A question that the bank has, as far as comparing needs it. */
export interface KnownText {
  id: number
  key: string
  stem: string
  options: string[] | null
}

/** What an item of a file resembles: an item before it, or a question of the bank. */
export type NearNote =
  | { similarity: number; place: Place; number: number }
  | { similarity: number; questionId: number }

/** Shorter stems (下列说法正确的是) say too little to tell questions apart. */
const tellingStem = 10
/** A stem that this many different questions share tells none of them apart. */
const sharedBy = 3

/** The questions of a bank, taken in page by page, as they are compared with those of a file. */
export interface KnownStems {
  ids: number[]
  keys: Set<string>
  stems: string[]
  /** The normalised options, where the stem alone may not tell: by place in the list. */
  options: Map<number, string[]>
}

/**
 * Gathers a bank's questions from pages, each asked for by the last id of the page before. Only the
 * normalised texts are kept: whole banks weigh tens of megabytes.
 */
export async function gatherKnown(
  page: (after: number) => Promise<KnownText[]>,
  identities: Identity[],
): Promise<KnownStems> {
  const known: KnownStems = { ids: [], keys: new Set(), stems: [], options: new Map() }
  const asked = new Set(identities.map(({ stem }) => stem))
  for (let some = await page(0); some.length > 0; some = await page(known.ids.at(-1) ?? 0)) {
    for (const { id, key, stem: raw, options } of some) {
      const stem = normaliseStem(raw)
      if (stem.length < tellingStem || asked.has(stem)) {
        known.options.set(known.ids.length, (options ?? []).map(normaliseStem))
      }
      known.ids.push(id)
      known.keys.add(key)
      known.stems.push(stem)
    }
  }
  return known
}

/**
 * The items that resemble a question of the bank or an item before them, by their index. Stems are
 * compared; stem and options where the stem is short, options where it is shared by many. What the
 * bank has exactly, or the file twice, is left out: that is known anyway.
 */
export function findNearItems(
  items: Item[],
  identities: Identity[],
  known: KnownStems,
): { notes: Map<number, NearNote>; complete: boolean } {
  const generic = genericStems(identities, known)
  const compared = (stem: string, listOptions: () => string[]): string => {
    const isShort = stem.length < tellingStem
    const options = isShort || generic.has(stem) ? listOptions() : []
    if (options.length === 0) return stem
    return (isShort && !generic.has(stem) ? [stem, ...options] : options).join('\n')
  }
  const seen = new Set<string>()
  const texts = items.map(({ question }, index) => {
    const { stem = '', key = '' } = identities[index] ?? {}
    if (known.keys.has(key) || seen.has(key)) return ''
    seen.add(key)
    return compared(stem, () => optionsOf(question).map(normaliseStem))
  })
  const against = known.stems.map((stem, index) =>
    compared(stem, () => known.options.get(index) ?? []),
  )
  const { near, complete } = findNear(texts, against)
  const notes = new Map<number, NearNote>()
  for (const { index, similarity: exact, of } of near) {
    const similarity = Math.round(exact * 1000) / 1000
    if ('against' in of) notes.set(index, { similarity, questionId: known.ids[of.against] ?? 0 })
    else notes.set(index, { similarity, place: items[of.index]?.place ?? {}, number: of.index + 1 })
  }
  return { notes, complete }
}

/** Stems that so many different questions of file and bank share that they tell none apart. */
function genericStems(identities: Identity[], known: KnownStems): Set<string> {
  const counts = new Map<string, number>()
  const keys = new Set<string>()
  for (const { stem, key } of identities) {
    if (known.keys.has(key) || keys.has(key)) continue
    keys.add(key)
    counts.set(stem, (counts.get(stem) ?? 0) + 1)
  }
  for (const stem of known.stems) {
    const count = counts.get(stem)
    if (count !== undefined) counts.set(stem, count + 1)
  }
  return new Set([...counts].flatMap(([stem, count]) => (count >= sharedBy ? stem : [])))
}

function optionsOf(question: Question): string[] {
  return question.kind === 'single' || question.kind === 'multiple' ? question.options : []
}
