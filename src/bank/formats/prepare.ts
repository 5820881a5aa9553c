import { cleanText, hasPicture } from './clean.ts'
import type { Draft } from './draft.ts'
import { bareKey, keyLetters, readChoiceKey } from './keys.ts'
import { kindOf, type KindWord } from './kinds.ts'
import { cutAtLetters, letterAt, splitOptionsCell, stripPrefixes } from './options.ts'
import { truthOf, truthPair } from './truth.ts'

/** A draft with its texts cleaned and its options found, wherever the file had put them. */
export interface Prepared extends Draft {
  word: KindWord
  labels: string[]
  /** The options carried letters that were not in order. */
  sorted?: true
}

/** Finds the stem, the options and the key of a draft; decides nothing. */
export function prepare(draft: Draft): Prepared {
  if (draft.settled) {
    const media = draft.media === true || hasPicture(draft.stem)
    return { ...draft, word: 'unknown', labels: [], media }
  }
  const key = cleanKey(draft.key)
  const base = {
    ...draft,
    ...(key === undefined ? {} : { key }),
    stem: cleanText(draft.stem),
    word: kindOf(draft.kind ?? ''),
    media: draft.media === true || hasPicture(draft.stem) || draft.options.some(hasPicture),
  }
  const found = findOptions(base, draft.options.map(cleanText))
  const stripped = stripPrefixes(found)
  const kept = inLetterOrder(
    stripped.options.flatMap((option, index) => (option === '' ? [] : [index])),
    stripped.labels,
  )
  return withBracketKey({
    ...base,
    stem: found.stem,
    options: kept.map((index) => stripped.options[index] ?? ''),
    labels: kept.map((index) => stripped.labels[index] ?? letterAt(index)),
    ...(!draft.labels && kept.some((index, place) => place > 0 && index < (kept[place - 1] ?? 0))
      ? { sorted: true }
      : {}),
    ...(draft.right ? { right: kept.map((index) => draft.right?.[index] ?? false) } : {}),
  })
}

/** Options that carry the letters A to n in another order stand in the order of their letters. */
function inLetterOrder(kept: number[], labels: string[]): number[] {
  const at = (index: number): string => labels[index] ?? ''
  const sorted = kept.toSorted((a, b) => at(a).localeCompare(at(b)))
  return sorted.every((index, place) => at(index) === letterAt(place)) ? sorted : kept
}

function cleanKey(key: Draft['key']): Draft['key'] {
  if (typeof key === 'string') return cleanText(key)
  if (!Array.isArray(key)) return key
  return key.every((part) => typeof part === 'string') ? key.map(cleanText) : key
}

interface Found {
  stem: string
  options: string[]
  labels: string[]
}

function findOptions(draft: Draft & { word: KindWord }, options: string[]): Found {
  const labels = draft.labels?.map((label) => label.normalize('NFKC').toUpperCase())
  const filled = options.filter((option) => option !== '')
  const [only] = filled
  const whole = {
    stem: draft.stem,
    options,
    labels: labels ?? options.map((_, at) => letterAt(at)),
  }
  if (filled.length === 1 && only !== undefined && draft.word !== 'fill-in') {
    const parts = splitOptionsCell(only, (candidates) => fits(draft, candidates))
    // A column called options may only repeat the letter of the right one.
    return parts ? lettered(draft.stem, parts) : (optionsInStem(draft) ?? whole)
  }
  if (filled.length > 1 || draft.word === 'fill-in' || draft.word === 'short') return whole
  return optionsInStem(draft) ?? whole
}

function lettered(stem: string, options: string[]): Found {
  return { stem, options: options.map(cleanText), labels: options.map((_, at) => letterAt(at)) }
}

/** Whether the key can be found among these options, so that they were parted at the right sign. */
function fits(draft: Draft, options: string[]): boolean {
  const { key } = draft
  if (truthPair(options)) return true
  if (typeof key !== 'string' && !isTexts(key)) return true
  if (typeof key === 'string' && key === '') return true
  const labels = options.map((_, at) => letterAt(at))
  return Array.isArray(readChoiceKey(key, stripPrefixes({ options, labels }), 1))
}

function isTexts(key: Draft['key']): key is string[] {
  return Array.isArray(key) && key.every((part) => typeof part === 'string')
}

/** Options that were typed into the stem: after letters, or parted by `&`, `|` or line ends. */
function optionsInStem(draft: Draft & { word: KindWord }): Found | null {
  const cut = cutAtLetters(draft.stem)
  if (cut && cut.before !== '' && wantsOptions(draft, cut.options)) {
    return lettered(cut.before, cut.options)
  }
  for (const separator of [/\s*\$;\$\s*/, /\s*&\s*/, /\s*\|\s*/, /\s*\n\s*/]) {
    const [stem, ...options] = draft.stem.split(separator).filter((part) => part !== '')
    if (stem !== undefined && options.length > 1 && fitsText(draft, options)) {
      return lettered(stem, options)
    }
  }
  return null
}

function wantsOptions(draft: Draft & { word: KindWord }, options: string[]): boolean {
  if (['single', 'multiple', 'choice'].includes(draft.word)) return true
  const letters = typeof draft.key === 'string' && keyLetters(draft.key) !== null
  return letters || fitsText(draft, options)
}

/** Stricter than `fits`: the key must be the text of options, so that no stem is cut by chance. */
function fitsText(draft: Draft, options: string[]): boolean {
  const { key } = draft
  if (typeof key !== 'string' && !isTexts(key)) return false
  // `ENIAC` is a word as soon as an option says it, `A` never.
  if (typeof key === 'string' && (keyLetters(key)?.length === 1 || truthOf(key) !== null)) {
    return false
  }
  const labels = options.map(() => '')
  return Array.isArray(readChoiceKey(key, { options, labels }, null))
}

const bracketKey =
  /[（(【[]\s*([A-Ha-hＡ-Ｈ](?:[、,，\s]*[A-Ha-hＡ-Ｈ]){0,7}|√|×|✓|✗|对|错|正确|错误)\s*[)）】\]]/g

/** A key inside the stem (`…是（ C ）。`): taken where there is no other, and always hidden. */
function withBracketKey(prepared: Prepared): Prepared {
  if (prepared.stemRead) return prepared
  const hits = [...prepared.stem.matchAll(bracketKey)]
  const [hit] = hits
  const inside = hit?.[1]?.normalize('NFKC').trim().toUpperCase()
  if (hits.length !== 1 || !hit || !inside) return prepared
  const stem = prepared.stem.replace(hit[0], '（  ）').trim()
  if (hasKey(prepared)) {
    const told = typeof prepared.key === 'string' && bareKey(prepared.key).toUpperCase() === inside
    return told ? { ...prepared, stem } : prepared
  }
  const answers = prepared.options.length > 1 || truthOf(inside) !== null
  return answers ? { ...prepared, stem, key: inside } : prepared
}

function hasKey({ key, right }: Prepared): boolean {
  if (right) return true
  return key !== undefined && key !== '' && !(Array.isArray(key) && key.length === 0)
}
