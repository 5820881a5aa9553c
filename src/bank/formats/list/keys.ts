import { truthOf } from '../truth.ts'

/** The keys of lists: at the end of a stem, and in the answers behind a section. Pure. */

const letters = '[A-Za-zＡ-Ｚａ-ｚ]'
const capitals = '[A-ZＡ-Ｚ]'
const signs = '√|×|✓|✔|✗|✘|╳|〤|对|错|正确|错误'
const choiceBracket = new RegExp(
  `[（(【\\[]\\s*(${capitals}(?:[、,，.．\\s]*${capitals}){0,7})\\s*[)）】\\]]`,
  'g',
)
const truthBracket = new RegExp(`[（(【\\[]\\s*(${signs})\\s*[)）】\\]]`, 'g')
/** Letters and words that mean right and wrong only where such a mark is awaited. */
const looseBracket = new RegExp(`[（(【\\[]\\s*(${signs}|是|否|T|F|Y|N|V|X|x|v)\\s*[)）】\\]]`, 'g')

export interface BracketKey {
  /** The stem with an empty bracket in place of the key, or without it where it had another. */
  stem: string
  key: string
  /** What stands behind the bracket: a correction or a reason. */
  behind?: string
}

/**
 * The only bracket of a stem that holds the letters of options; null for none or several, and for
 * one amid a sentence that leaves another place for the key: `甲公司（A）应当（  ）`.
 */
export function choiceKeyInStem(stem: string, options: number): BracketKey | null {
  const hits = [...stem.matchAll(choiceBracket)].filter(([, text = '']) =>
    fitsOptions(text, options),
  )
  const [hit] = hits
  if (!hit || hits.length !== 1) return null
  const last = /^\s*[。.？?！!：:]?\s*$/.test(stem.slice(hit.index + hit[0].length))
  if (!last && emptyPlace.test(stem)) return null
  return { key: hit[1] ?? '', stem: withoutKey(stem, hit) }
}

const emptyPlace = /[（(【[]\s*[)）】\]]|_{2,}/

function fitsOptions(text: string, options: number): boolean {
  const found = text.normalize('NFKC').match(/[A-Z]/g) ?? []
  const fits = found.every((letter) => letter.charCodeAt(0) - 65 < options)
  return fits && new Set(found).size === found.length
}

/**
 * A bracket with √ or ×, 对 or 错 in or behind a statement; null for none or several. `awaited`: the
 * statement stands among questions of true or false, where T, V or 是 are marks too.
 */
export function truthKeyInStem(stem: string, awaited = false): BracketKey | null {
  const hits = [...stem.matchAll(awaited ? looseBracket : truthBracket)]
  const [hit] = hits
  if (!hit || hits.length > 1) return hits.length > 1 ? null : bareTruth(stem)
  const behind = stem
    .slice(hit.index + hit[0].length)
    .replace(/^[。.，,；;\s]+/, '')
    .replace(/^(?:改正|更正|理由|解析|改为|应为)\s*[:：]\s*/, '')
    .trim()
  const before = stem.slice(0, hit.index)
  // Behind the whole sentence there can only be what is said about it.
  const remark = behind !== '' && /[。.！!；;]\s*$/.test(before)
  return {
    key: mark(hit[1] ?? ''),
    stem: remark ? before.trim() : withoutKey(stem, hit),
    ...(remark ? { behind } : {}),
  }
}

/** `……。√`, `…… ×`: the mark without a bracket. */
function bareTruth(stem: string): BracketKey | null {
  const hit = /(?:(?<=[。.；;）)])|\s)\s*(√|×|✓|✗|✔|✘|╳|对|错|正确|错误)\s*[。.]?$/.exec(stem)
  return hit && hit.index > 0
    ? { key: mark(hit[1] ?? ''), stem: stem.slice(0, hit.index).trim() }
    : null
}

/** √ for what other systems write as T, Y or V. */
function mark(text: string): string {
  const truth = /^[vV]$/.test(text) ? true : truthOf(text)
  return truth === null ? text : truth ? '对' : '错'
}

function withoutKey(stem: string, hit: RegExpExecArray): string {
  const before = stem.slice(0, hit.index)
  const after = stem.slice(hit.index + hit[0].length)
  const last = /^\s*[。.？?！!]?\s*$/.test(after)
  const other = emptyPlace.test(before)
  if (last && (other || /[。.？?！!]\s*$/.test(before)))
    return `${before.trim()}${other ? after.trim() : ''}`.trim()
  return `${before}（  ）${after}`.trim()
}

export interface ListedKey {
  number: number
  key: string
}

const keyWord = `${letters}(?:[、,，.\\s]{0,2}${letters}){0,8}|√|×|✓|✗|✔|✘|╳|对|错|正确|错误`
const single = new RegExp(
  `^[（(【\\[]?\\s*(\\d{1,4})\\s*[)）】\\]]?\\s*[.．、:：]?\\s*[（(【\\[]?\\s*(${letters}{1,9}|√|×|✓|✗|✔|✘|╳|对|错|正确|错误)\\s*[)）】\\]]?\\s*(?=$|[\\s;；,，、。.]|\\d)[\\s;；,，、。.]*`,
)
const range =
  /^[（(【[]?\s*(\d{1,4})\s*(?:[-—－–~～]{1,2}|至|到)\s*(\d{1,4})\s*[)）】\]]?\s*题?\s*[.．、:：]?\s*/

/**
 * A line of nothing but numbers with their keys: `1-5 ABCDE`, `1—3：AB ACD BD`, `1.A 2.C`, `6、√`;
 * null for any other line, and where a range and its keys do not come out even.
 */
export function listedKeys(text: string): ListedKey[] | null {
  const keys: ListedKey[] = []
  let rest = text.normalize('NFKC').trim()
  while (rest !== '') {
    const span = range.exec(rest)
    if (span) {
      const read = readRange(Number(span[1]), Number(span[2]), rest.slice(span[0].length))
      if (!read) return null
      keys.push(...read.keys)
      rest = read.rest
      continue
    }
    const one = single.exec(rest)
    if (!one) return null
    keys.push({ number: Number(one[1]), key: one[2] ?? '' })
    rest = rest.slice(one[0].length)
  }
  return keys.length > 0 ? keys : null
}

/** Whether a text is a key of a choice or of a true-false question and nothing else. */
export function isListedKey(text: string): boolean {
  return new RegExp(`^[（(【\\[]?\\s*(?:${keyWord})\\s*[)）】\\]]?[。.；;]?$`).test(text.trim())
}

function readRange(
  from: number,
  to: number,
  text: string,
): { keys: ListedKey[]; rest: string } | null {
  const count = to - from + 1
  if (count < 2 || count > 200) return null
  const next = text.search(/[\s;；,，、。]\s*[（(【[]?\d{1,4}\s*(?:[-—－–~～]|至|到|[.．、:：)）])/)
  const own = (next < 0 ? text : text.slice(0, next)).trim().replace(/[;；。.]$/, '')
  const rest = next < 0 ? '' : text.slice(next).replace(/^[\s;；,，、。]+/, '')
  const parts = splitKeys(own, count)
  if (!parts) return null
  return { keys: parts.map((key, index) => ({ number: from + index, key })), rest }
}

function splitKeys(text: string, count: number): string[] | null {
  const spaced = text.split(/[\s,，、;；|/]+/).filter((part) => part !== '')
  if (spaced.length === count && spaced.every(isListedKey)) return spaced
  const joined = spaced.join('')
  const each = joined.match(/[A-Za-zＡ-Ｚ√×✓✗✔✘╳对错]/g) ?? []
  // `ABCDE ABCDE` is ten keys; `AB C` is two, of which one is lost among three.
  const [first = ''] = spaced
  const even = spaced.slice(0, -1).every((part) => part.length === first.length)
  if (spaced.length > 1 && (!even || first.length < 5)) return null
  return each.length === count && each.join('') === joined ? each : null
}
