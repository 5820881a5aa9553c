import { comparable } from './clean.ts'
import { parseList, upperLetter } from './options.ts'
import { truthOf, truthPair } from './truth.ts'

/** How a choice key could be read; the file as a whole decides about bare numbers. */
export type NumberBase = 0 | 1 | null

export interface Choices {
  options: string[]
  /** What the key calls each option. */
  labels: string[]
}

/** Right options by index, ascending, or the code of what is wrong with the key. */
export type KeyReading = number[] | { code: 'no-key' | 'key-unclear' | 'key-outside'; key: string }

/** The key of a cell without `答案：`, brackets around it and a full stop behind it. */
export function bareKey(text: string): string {
  return text
    .trim()
    .replace(/^(?:正确|参考|标准)?答案\s*(?:是|为)?\s*[:：]?\s*/, '')
    .replace(/^(?:选|answer)\s*[:：]?\s*(?=[A-Za-z])/i, '')
    .replace(/^[【[(（]\s*([^【】[\]()（）]*?)\s*[】\])）]$/, '$1')
    .replace(/[。.;；,，、]+$/, '')
    .trim()
}

/** The letters of a key that holds nothing else: `ABD`, `a,b`, `A；C`, `A、B`, `A和B`; or null. `A或B` is no key. */
export function keyLetters(text: string): string[] | null {
  const plain = bareKey(text).normalize('NFKC')
  if (!/^[A-Za-z](?:[\s,;、|/&+.和及与]*[A-Za-z])*$/.test(plain)) return null
  const letters = plain.toUpperCase().match(/[A-Z]/g) ?? []
  return new Set(letters).size === letters.length && letters.length <= 26 ? letters : null
}

/** The whole numbers of a key that holds nothing else: `1`, `2.0`, `1,3`; or null. */
export function keyNumbers(text: string): number[] | null {
  const plain = bareKey(text).normalize('NFKC')
  if (!/^\d{1,2}(?:\.0)?(?:[\s,;、|/&]+\d{1,2}(?:\.0)?)*$/.test(plain)) return null
  return plain.split(/[\s,;、|/&]+/).map(Number)
}

/**
 * Finds what a key means among the options: their text first where it can be nothing else, then
 * letters, letters with text (`B、《史记》`), several texts, right/wrong words, numbers.
 */
export function readChoiceKey(
  key: string | string[],
  choices: Choices,
  base: NumberBase,
): KeyReading {
  const parts = (Array.isArray(key) ? key : (parseList(key) ?? [key])).filter((part) => part !== '')
  const whole = parts.length === 1 ? (parts[0] ?? '') : parts.join('、')
  if (parts.length === 0 || bareKey(whole) === '') return { code: 'no-key', key: '' }
  if (parts.length > 1) return readParts(parts, choices, base)
  return readWhole(whole, choices, base)
}

function readWhole(key: string, choices: Choices, base: NumberBase): KeyReading {
  const letters = choices.labels.length > 0 ? keyLetters(key) : null
  const text = matchText(key, choices.options)
  // `AB` among the options A, B, AB, O is the option AB; `A` is the letter A.
  if (letters && !(letters.length > 1 && text !== null)) return readLetters(letters, choices, key)
  const numbers = keyNumbers(key)
  if (numbers && base !== null) return readNumbers(numbers, choices, base, key)
  if (text !== null) return [text]
  return readLettered(key, choices) ?? readTexts(key, choices) ?? unclear(key, choices)
}

function unclear(key: string, choices: Choices): KeyReading {
  const truth = truthOf(bareKey(key))
  const pair = truthPair(choices.options)
  if (truth !== null && pair) return [pair[0] === truth ? 0 : 1]
  return { code: 'key-unclear', key }
}

function readParts(parts: string[], choices: Choices, base: NumberBase): KeyReading {
  const found = new Set<number>()
  for (const part of parts) {
    const reading = readWhole(part, choices, base)
    if (!Array.isArray(reading)) return reading
    for (const index of reading) found.add(index)
  }
  return ascending(found)
}

function readLetters(letters: string[], { labels }: Choices, key: string): KeyReading {
  const found = letters.map((letter) => labels.indexOf(letter))
  return found.includes(-1) ? { code: 'key-outside', key: bareKey(key) } : ascending(new Set(found))
}

function readNumbers(
  numbers: number[],
  { options }: Choices,
  base: 0 | 1,
  key: string,
): KeyReading {
  const found = numbers.map((number) => number - base)
  const outside = found.some((index) => index < 0 || index >= options.length)
  return outside ? { code: 'key-outside', key: bareKey(key) } : ascending(new Set(found))
}

/** The one option with this text, or null where none or several have it. */
function matchText(key: string, options: string[]): number | null {
  const wanted = [comparable(key), comparable(bareKey(key))]
  const hits = options.flatMap((option, index) =>
    option !== '' && wanted.includes(comparable(option)) ? [index] : [],
  )
  return hits.length === 1 ? (hits[0] ?? null) : null
}

/** `B、《史记》` and `A.甲；C.丙`: letters, each with the text of its option. */
function readLettered(key: string, choices: Choices): KeyReading | null {
  const pieces = bareKey(key)
    .split(
      /[\n;；|]+|(?<=\S)\s+(?=[（(]?[A-Za-z][)）.．、:：])|[,，、]\s*(?=[A-Za-z][.．、:：)）])/,
    )
    .filter((piece) => piece.trim() !== '')
  const found = new Set<number>()
  for (const piece of pieces) {
    const hit = /^\s*[（(【[]?([A-Za-zＡ-Ｚ])[)）】\]]?\s*[.．、:：\s]\s*(.+)$/s.exec(piece)
    const index = choices.labels.indexOf(upperLetter(hit?.[1] ?? ''))
    if (!hit || index < 0) return null
    const said = comparable(hit[2] ?? '')
    const meant = choices.options.findIndex((option) => comparable(option) === said)
    // A letter beside the text of another option cannot be trusted.
    if (meant >= 0 && meant !== index) return { code: 'key-unclear', key: bareKey(key) }
    found.add(index)
  }
  return found.size > 0 ? ascending(found) : null
}

/** Several option texts in one cell, parted by a sign that no option needs. */
function readTexts(key: string, choices: Choices): KeyReading | null {
  for (const separator of [
    /\n+/,
    /\$;\$/,
    /\|+/,
    /[;；]/,
    /&/,
    /#/,
    /[,，]/,
    /、/,
    /[/／]/,
    /\s{2,}/,
    /\s+/,
  ]) {
    const parts = bareKey(key)
      .split(separator)
      .filter((part) => part.trim() !== '')
    if (parts.length < 2) continue
    const found = parts.map((part) => matchText(part, choices.options))
    if (found.every((index) => index !== null)) return ascending(new Set(found))
  }
  return null
}

function ascending(indexes: Set<number>): number[] {
  return [...indexes].sort((a, b) => a - b)
}
