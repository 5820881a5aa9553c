/** A half-open range of characters. */
export interface Span {
  start: number
  end: number
}

/** A text in one spelling, with the place in the raw text that every character came from. */
export interface Normalised {
  text: string
  /** `origin[i]` is the raw index of `text[i]`; one more entry holds the raw length. */
  origin: number[]
}

/** A sentence and the clauses (between commas, colons and brackets) that it is made of. */
export interface Sentence extends Span {
  clauses: Span[]
}

/**
 * Brings an answer into one spelling: NFKC (full width to half width), lower case, invisible
 * characters gone, line ends and list numbers as full stops, blanks between Chinese words as commas.
 */
export function normalise(raw: string): Normalised {
  const chars: string[] = []
  const origin: number[] = []
  const source = withoutListNumbers(raw)
  let at = 0
  for (const symbol of source) {
    // By code unit, since places in the text count them: an emoji has two.
    for (const unit of spell(symbol, chars.at(-1), source.slice(at + symbol.length)).split('')) {
      chars.push(unit)
      origin.push(at)
    }
    at += symbol.length
  }
  origin.push(raw.length)
  return { text: chars.join(''), origin }
}

/** The normalised text alone, where no way back to the raw text is needed. */
export function plain(raw: string): string {
  return normalise(raw).text
}

/** Cuts a normalised text into sentences and these into clauses; empty ones are left out. */
export function sentencesOf(text: string): Sentence[] {
  return cut(text, { start: 0, end: text.length }, /[。;!?…]/).map((sentence) => ({
    ...sentence,
    clauses: cut(text, sentence, /[,:()"“”[\]{}]/),
  }))
}

/** The words of the raw answer behind a range of the normalised text, trimmed. */
export function quoteOf(raw: string, { origin }: Normalised, { start, end }: Span): string {
  return raw.slice(origin[start] ?? 0, origin[end] ?? raw.length).trim()
}

/** The letters, digits and Chinese characters only, so that two spellings of one text agree. */
export function bare(raw: string): string {
  return raw
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

const listNumber =
  /(^|[\s。；;，,：:、])([(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)）]|[、.．](?!\d)))/g
const spokenNumber =
  /(^|[\s。；;，,：:])([一二三四五六七八]是|第[一二三四五六七八][，,、：:]|首先|其次|最后)/g

/** Same length as before: a full stop and characters that the next step drops. */
function withoutListNumbers(raw: string): string {
  return raw.replace(/[①-⒇]/g, '。').replace(listNumber, stop).replace(spokenNumber, stop)
}

function stop(_: string, before: string, mark: string): string {
  return before + '。' + '\u200b'.repeat(mark.length - 1)
}

const han = /\p{Script=Han}/u

function spell(symbol: string, before: string | undefined, after: string): string {
  if (/[\r\n\u2028\u2029]/.test(symbol)) return '。'
  if (/\p{Cf}/u.test(symbol)) return ''
  if (/\s/.test(symbol)) {
    const next = after.trimStart()[0] ?? ''
    return han.test(before ?? '') && han.test(next) ? ',' : ''
  }
  const spelled = symbol.normalize('NFKC').toLowerCase().replace(/\s/g, '')
  if (spelled !== '.') return spelled
  return /\d/.test(before ?? '') && /^\d/.test(after) ? '.' : '。'
}

function cut(text: string, within: Span, at: RegExp): Span[] {
  const parts: Span[] = []
  let start = within.start
  for (let i = within.start; i <= within.end; i++) {
    if (i < within.end && !at.test(text[i] ?? '')) continue
    if (i > start) parts.push({ start, end: i })
    start = i + 1
  }
  return parts
}
