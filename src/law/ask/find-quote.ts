/** Finds words that a model gives as a quote in the text of an article. Pure. */

/** A quote has at least and at most so many characters; less proves nothing, more is no quote. */
const shortest = 4
const longest = 200

/**
 * Where the quote stands in `text`, widened to the clauses that hold it, so that no quote loses the
 * 不得 in front of it or begins in the middle of a number; null where it is not there. Width, case,
 * white space and quotation marks do not count.
 */
export function findQuote(text: string, quote: string): { start: number; end: number } | null {
  const wanted = compared(quote.replace(/^[\s，。；：、,.;:]+|[\s，。；：、,.;:…]+$/g, '')).plain
  if (wanted.length < shortest || wanted.length > longest) return null
  const { plain, places } = compared(text)
  const at = plain.indexOf(wanted)
  if (at < 0) return null
  const last = places[at + wanted.length - 1] ?? 0
  const start = clauseStart(text, places[at] ?? 0)
  const end = clauseEnd(text, last + 1)
  return end - start > longest ? null : { start, end }
}

/** A text in the spelling that is compared, and where each of its characters stands in the text. */
function compared(text: string): { plain: string; places: number[] } {
  let plain = ''
  const places: number[] = []
  for (let at = 0; at < text.length; at += 1) {
    const character = (text[at] ?? '').normalize('NFKC').toLowerCase()
    if (/^[\s"'“”‘’\u200b]*$/.test(character)) continue
    plain += character
    for (let count = 0; count < character.length; count += 1) places.push(at)
  }
  return { plain, places }
}

const border = /[，。；：\n]/

function clauseStart(text: string, from: number): number {
  let start = from
  while (start > 0 && !border.test(text[start - 1] ?? '')) start -= 1
  while (/\s/.test(text[start] ?? '')) start += 1
  return start
}

function clauseEnd(text: string, from: number): number {
  let end = from
  while (end < text.length && !border.test(text[end] ?? '')) end += 1
  return end
}
