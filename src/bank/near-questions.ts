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

/**
 * The items that resemble a question of the bank or an item before them, by their index. Stems are
 * compared; with stem and options where the stem is short or shared by many. What the bank has
 * exactly, or the file twice, is left out: that is known anyway.
 */
export function findNearItems(
  items: Item[],
  identities: Identity[],
  known: KnownText[],
): { notes: Map<number, NearNote>; complete: boolean } {
  const there = known.map((one) => ({ ...one, text: normaliseStem(one.stem) }))
  const generic = genericStems([
    ...identities,
    ...there.map(({ text, key }) => ({ stem: text, key })),
  ])
  const seen = new Set(known.map(({ key }) => key))
  const texts = items.map(({ question }, index) => {
    const { stem = '', key = '' } = identities[index] ?? {}
    if (seen.has(key)) return ''
    seen.add(key)
    return comparedText(stem, optionsOf(question), generic)
  })
  const against = there.map(({ text, options }) => comparedText(text, options ?? [], generic))
  const { near, complete } = findNear(texts, against)
  const notes = new Map<number, NearNote>()
  for (const { index, similarity: exact, of } of near) {
    const similarity = Math.round(exact * 1000) / 1000
    if ('against' in of) notes.set(index, { similarity, questionId: known[of.against]?.id ?? 0 })
    else notes.set(index, { similarity, place: items[of.index]?.place ?? {}, number: of.index + 1 })
  }
  return { notes, complete }
}

function genericStems(identities: Identity[]): Set<string> {
  const keys = new Map<string, Set<string>>()
  const generic = new Set<string>()
  for (const { stem, key } of identities) {
    const own = keys.get(stem)
    if (!own) keys.set(stem, new Set([key]))
    else if (own.add(key).size >= sharedBy) generic.add(stem)
  }
  return generic
}

function comparedText(stem: string, options: string[], generic: Set<string>): string {
  if (stem.length >= tellingStem && !generic.has(stem)) return stem
  return [stem, ...options.map(normaliseStem)].join('\n')
}

function optionsOf(question: Question): string[] {
  return question.kind === 'single' || question.kind === 'multiple' ? question.options : []
}
