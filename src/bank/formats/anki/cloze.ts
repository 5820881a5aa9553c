import type { Draft } from '../draft.ts'
import { exactFillIn } from '../exact.ts'
import type { Place } from '../format.ts'

type Cloze = { number: number; text: Piece[]; hint: string }
type Piece = string | Cloze

/**
 * One fill-in for each number of `{{c1::text::hint}}`, as Anki asks them; clozes of one number are
 * blanks of one question. Null where there is none.
 */
export function readClozes(texts: string[], place: Place): Draft[] | null {
  const asking = texts.filter((text) => /\{\{c\d+::/.test(text))
  if (asking.length === 0) return null
  const pieces = parseClozes(asking.join('\n'))
  const explanation = texts.filter((text) => text !== '' && !asking.includes(text)).join('\n')
  return clozeNumbers(pieces).map((number) => {
    const key: string[][] = []
    const stem = renderCloze(pieces, number, key)
    const draft = { place, stem, options: [], ...(explanation === '' ? {} : { explanation }) }
    return exactFillIn(draft, key)
  })
}

function parseClozes(source: string): Piece[] {
  const open: Cloze[] = [{ number: 0, text: [], hint: '' }]
  for (const [token] of source.matchAll(/\{\{c\d+::|\}\}|(?:(?!\{\{c\d+::|\}\})[^])+/g)) {
    const number = /^\{\{c(\d+)::/.exec(token)?.[1]
    const top = open.at(-1)
    if (number !== undefined && open.length < 20) {
      open.push({ number: Number(number), text: [], hint: '' })
    } else if (token === '}}' && open.length > 1 && top) {
      open.pop()
      open.at(-1)?.text.push(withHint(top))
    } else top?.text.push(token)
  }
  // A brace that is never closed is text.
  return open.flatMap(({ text }) => text)
}

function withHint(cloze: Cloze): Cloze {
  const last = cloze.text.at(-1)
  const at = typeof last === 'string' ? last.indexOf('::') : -1
  if (typeof last !== 'string' || at < 0) return cloze
  return {
    ...cloze,
    text: [...cloze.text.slice(0, -1), last.slice(0, at)],
    hint: last.slice(at + 2),
  }
}

function clozeNumbers(pieces: Piece[]): number[] {
  const all = pieces.flatMap((piece): number[] =>
    typeof piece === 'string' ? [] : [piece.number, ...clozeNumbers(piece.text)],
  )
  return [...new Set(all)].sort((a, b) => a - b)
}

/** The text with the clozes of one number as blanks, whose texts go into `key`. */
function renderCloze(pieces: Piece[], number: number, key: string[][]): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece
      if (piece.number !== number) return renderCloze(piece.text, number, key)
      key.push([renderCloze(piece.text, 0, [])])
      return piece.hint === '' ? '____' : `____（${piece.hint}）`
    })
    .join('')
}
