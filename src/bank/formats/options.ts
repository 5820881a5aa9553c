/** Options out of the shapes files give them in: prefixes, one cell, the stem. Pure. */

/** `A.` `A、` `(A)` `Ａ．` `[A]` `A:` at the start of an option; group 1 is the letter. */
const prefix =
  /^\s*[（(【[]?\s*([A-Za-zＡ-Ｚａ-ｚ])\s*(?:[)）】\]]\s*[.．、:：,，]?|[.．、:：,，。。﹒])\s*/

export interface Labelled {
  options: string[]
  labels: string[]
}

/** `0` → `A`: what the key calls an option when the file gives no other name. */
export function letterAt(index: number): string {
  return String.fromCharCode(65 + index)
}

/** `Ａ`, `a` → `A`. */
export function upperLetter(letter: string): string {
  return letter.normalize('NFKC').toUpperCase()
}

/**
 * Options without their own `A、`. When every option carries a letter, those letters are what the
 * key means, in whatever order they stand; when only some do, a prefix counts as one only where it
 * is the letter of that place (`C. elegans` in place A is an option). `D本单位…` beside `A.` `B.`
 * `C.` is a forgotten dot.
 */
export function stripPrefixes({ options, labels }: Labelled): Labelled {
  const filled = options.filter((option) => option !== '').length
  const spaced = options.every((option, index) => option.startsWith(`${labels[index] ?? ''} `))
  if (spaced && filled > 1)
    return { options: options.map((option) => option.slice(2).trim()), labels }
  const found = options.map((option) => letterOf(option))
  const count = found.filter((letter) => letter !== null).length
  const distinct = new Set(found.filter((letter) => letter !== null)).size
  if (count === 0) return { options, labels }
  if (count === filled && filled > 1 && distinct === count) {
    return {
      options: options.map((option) => option.replace(prefix, '').trim()),
      labels: found.map((letter, index) => letter ?? labels[index] ?? letterAt(index)),
    }
  }
  const mostly = count * 2 >= filled
  return {
    options: options.map((option, index) => {
      if (found[index] === labels[index]) return option.replace(prefix, '').trim()
      const bare = new RegExp(`^${labels[index] ?? ''}(?=[\\u4e00-\\u9fff《“])`)
      return mostly && found[index] === null && labels[index] ? option.replace(bare, '') : option
    }),
    labels,
  }
}

function letterOf(option: string): string | null {
  const letter = prefix.exec(option)?.[1]
  return letter === undefined ? null : upperLetter(letter)
}

/**
 * A text that holds `A.… B.… C.…` in order, cut at its letters: what stands before A, and the
 * options. Null when there are no two letters in order.
 */
export function cutAtLetters(text: string): { before: string; options: string[] } | null {
  for (const style of markerStyles) {
    const cuts = findMarkers(text, style)
    const first = cuts[0]
    if (cuts.length < 2 || !first) continue
    const options = cuts.map((cut, index) =>
      text
        .slice(cut.end, cuts[index + 1]?.start ?? text.length)
        .replace(/^[\s|;；&]+|[\s|;；&]+$/g, ''),
    )
    if (options.some((option) => option === '')) continue
    return { before: text.slice(0, first.start).trim(), options }
  }
  return null
}

/** Strict to loose: a letter with a sign, in brackets, with a space, or right before Han. */
const markerStyles: ((letter: string) => RegExp)[] = [
  (letter) => new RegExp(`(?<![A-Za-z0-9_])[${forms(letter)}]\\s*[.．、:：。﹒]\\s*`, 'g'),
  (letter) => new RegExp(`[（(【\\[]\\s*[${forms(letter)}]\\s*[)）】\\]]\\s*[.．、:：]?\\s*`, 'g'),
  (letter) => new RegExp(`(?<![A-Za-z0-9_(（])[${forms(letter)}]\\s*[)）,，]\\s*`, 'g'),
  (letter) => new RegExp(`(?<=^|[\\s|;；])[${forms(letter)}][ \\t]+`, 'g'),
  (letter) => new RegExp(`(?<=^|[\\s|;；])[${forms(letter)}](?=[\\u4e00-\\u9fff《“])`, 'g'),
]

function forms(letter: string): string {
  const wide = String.fromCharCode(letter.charCodeAt(0) + 0xfee0)
  return `${letter}${wide}${letter.toLowerCase()}`
}

function findMarkers(
  text: string,
  style: (letter: string) => RegExp,
): { start: number; end: number }[] {
  const cuts: { start: number; end: number }[] = []
  let from = 0
  for (let index = 0; index < 26; index += 1) {
    const pattern = style(letterAt(index))
    pattern.lastIndex = from
    const hit = pattern.exec(text)
    if (!hit) break
    cuts.push({ start: hit.index, end: hit.index + hit[0].length })
    from = hit.index + hit[0].length
  }
  return cuts
}

/** Signs that part options in one cell, the least likely inside an option first. */
const separators = [
  /\s*\$;\$\s*/,
  /\s*\|{3}\s*/,
  /\s*#{2,}\s*/,
  /\s*\n\s*/,
  /\s*\|\s*/,
  /\s*[;；]\s*/,
  /\t+/,
  /\s*&\s*/,
  /\s*#\s*/,
  / {2,}|　+/,
  /\s*、\s*/,
  /\s*[，,]\s*/,
  /\s*[/／]\s*/,
  / +/,
]

/**
 * The options in one cell: a list of Python or JSON, letters in order, or parted by a sign. `fits`
 * says whether the key can be found among parts; the first sign whose parts fit is taken, or else
 * the first that gives two parts.
 */
export function splitOptionsCell(
  cell: string,
  fits: (parts: string[]) => boolean,
): string[] | null {
  const list = parseList(cell)
  if (list && list.length > 1) return list
  const lettered = cutAtLetters(cell)
  if (lettered && lettered.before === '') return lettered.options
  let fallback: string[] | null = null
  for (const separator of separators) {
    const parts = cell
      .split(separator)
      .map((part) => part.trim())
      .filter((part) => part !== '')
    if (parts.length < 2 || parts.length > 26) continue
    if (fits(parts)) return parts
    fallback ??= parts
  }
  return fallback
}

/** A list as JSON or Python writes it: `['甲', "乙"]`, `["甲"]`; null for any other text. */
export function parseList(text: string): string[] | null {
  const trimmed = text.trim()
  if (!/^[[(].*[\])]$/s.test(trimmed)) return null
  const body = trimmed.slice(1, -1)
  const parts: string[] = []
  const element =
    /\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(-?[\d.]+|True|False|true|false))\s*(,|$)/y
  while (element.lastIndex < body.length) {
    const hit = element.exec(body)
    if (!hit) return null
    parts.push((hit[1] ?? hit[2] ?? hit[3] ?? '').replace(/\\(.)/g, '$1'))
    if (hit[4] === '') break
  }
  return parts.length > 0 ? parts : null
}
