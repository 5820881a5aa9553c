import type { DraftKey } from './draft.ts'
import { parseList } from './options.ts'

const underscores = /[_＿﹍﹎]{2,}|(?<![A-Za-z0-9])_(?![A-Za-z0-9])/g
const brackets = /[（(【[][\s　_＿]*[)）】\]]/g
const gaps = /(?<=\S)(?: {6,}|　{3,})(?=\S)|[—－]{4,}/g

/**
 * How many blanks a stem shows, likeliest first: `____`, `（ ）`, both together, wide gaps. Never
 * empty: a stem without a mark has one blank at its end.
 */
export function blankCounts(stem: string): number[] {
  const lines = count(stem, underscores)
  const rounds =
    count(stem.replace(underscores, ''), brackets) + count(stem, /[（(]\s*[_＿]+\s*[)）]/g)
  const wide = count(stem, gaps)
  const counts = [lines, lines + rounds, rounds, wide].filter((number) => number > 0)
  return [...new Set(counts.length > 0 ? counts : [1])]
}

/** Whether the stem shows a place to fill in; a bracket at the very end may only take a √. */
export function hasBlank(stem: string): boolean {
  if (count(stem, underscores) > 0 || count(stem, gaps) > 0) return true
  const rounds = stem.match(brackets)?.length ?? 0
  return rounds > 1 || (rounds === 1 && !/[（(【[][\s　]*[)）】\]]\s*[。.？?！!]?\s*$/.test(stem))
}

/**
 * The accepted spellings for each blank, or null when the key does not come out at the number of
 * blanks. Blanks are parted by whichever sign gives the right number; spellings within a blank by
 * `|||`, `|`, `；` or `/`.
 */
export function readBlanks(key: DraftKey, stem: string): string[][] | null {
  if (Array.isArray(key)) return readList(key, stem)
  const text = String(key).trim()
  if (text === '') return null
  const list = parseList(text)
  if (list && list.length > 0) return readList(list, stem)
  for (const wanted of blankCounts(stem)) {
    const blanks = splitInto(text, wanted)
    if (blanks) return blanks
  }
  return null
}

function readList(key: string[] | string[][], stem: string): string[][] | null {
  if (key.length === 0) return null
  const blanks = key.map((blank) => (Array.isArray(blank) ? blank.map(tidy) : variants(blank)))
  if (blanks.some((blank) => blank.length === 0 || blank.includes(''))) return null
  const counts = blankCounts(stem)
  if (counts.includes(blanks.length) || !hasBlank(stem)) return blanks
  // One blank and a list of texts: they are spellings of it.
  if (counts[0] === 1) return [[...new Set(blanks.flat())]]
  const [only] = key
  return key.length === 1 && typeof only === 'string' ? readBlanks(only, stem) : null
}

/** Signs between the answers of several blanks, the least likely inside an answer first. */
const betweenBlanks = [
  /\s*\$;\$\s*/,
  /\s*\n\s*/,
  /\s*[;；]\s*/,
  /(?<!\|)\s*\|\s*(?!\|)/,
  /\s*#+\s*/,
  /\s*&+\s*/,
  /\t+| {2,}|　+/,
  /\s*[，,]\s*/,
  /\s*、\s*/,
  /\s+/,
  /\s*[/／]\s*/,
  /\s*[-—]{2,}\s*/,
]

function splitInto(text: string, wanted: number): string[][] | null {
  if (wanted === 1) return [variants(text)]
  const numbered = text
    .split(/\s*(?:[（(]\d{1,2}[)）]|[①-⑳]|(?:^|(?<=[\s;；,，]))\d{1,2}[.．、](?!\d))\s*/)
    .map((part) => part.replace(/[;；,，、]+$/, '').trim())
    .filter((part) => part !== '')
  if (numbered.length === wanted && /[（(①\d]/.test(text.slice(0, 2))) return numbered.map(variants)
  for (const sign of betweenBlanks) {
    const parts = text.split(sign).map(tidy)
    if (parts.at(-1) === '') parts.pop()
    if (parts.length === wanted && !parts.includes('')) return parts.map(variants)
  }
  return null
}

/** `忽视|||忽略` and `8小时/八小时` are two spellings; `km/h`, `1/2` and `元/平方米` are one. */
function variants(blank: string): string[] {
  const text = tidy(blank)
  const strong = text.split(/\s*\|{1,3}\s*|\s*[;；]\s*/).filter((part) => part !== '')
  if (strong.length > 1) return [...new Set(strong)]
  const weak = text.split(/\s*[/／]\s*/)
  if (weak.length < 2 || weak.some((part) => part === '') || isUnit(text)) return [text]
  return [...new Set(weak)]
}

function isUnit(text: string): boolean {
  if (/^\d+\s*[/／]\s*\d+/.test(text) || /:\/\/|^\/|\/$/.test(text)) return true
  return /[/／](?:[a-zA-Z]{1,3}[²³23]?|秒|分|分钟|时|小时|天|日|周|月|年|次|人|户|件|台|辆|吨|千克|公斤|克|升|米|千米|公里|平方米|立方米|亩|公顷)$/.test(
    text,
  )
}

function tidy(text: string): string {
  return text
    .trim()
    .replace(/^[“"「](.*)[”"」]$/s, '$1')
    .replace(/[。]$/, '')
    .trim()
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
