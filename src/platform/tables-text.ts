import { UnreadableFile } from './tables-types.ts'

export interface DecodedText {
  text: string
  encoding: 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'
}

/** More stray bytes than this share of the text, and it is not text of that encoding. */
const tolerated = 0.002

/**
 * The text of a file that names no encoding: a byte order mark decides, else strict UTF-8, else
 * GB18030, which is what Windows in China writes. (Guessing by statistics called a short UTF-8 file
 * ISO-8859-1; this order was right on every real file.) A UTF-8 file with a stray byte stays UTF-8.
 * @throws UnreadableFile `file-binary` where the bytes are no text
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const marked = decodeMarked(bytes)
  if (marked) return marked
  if (bytes.includes(0)) throw new UnreadableFile('file-binary')
  const strict = tryDecode(bytes, 'utf-8')
  if (strict !== null) return { text: strict, encoding: 'utf-8' }
  const loose = new TextDecoder('utf-8').decode(bytes)
  const chinese = new TextDecoder('gb18030').decode(bytes)
  const best = strayShare(loose) < Math.min(tolerated, strayShare(chinese)) ? loose : chinese
  if (strayShare(best) > 0.05 || controlShare(best) > 0.01) throw new UnreadableFile('file-binary')
  return { text: best, encoding: best === loose ? 'utf-8' : 'gb18030' }
}

function decodeMarked(bytes: Uint8Array): DecodedText | null {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) {
    return { text: new TextDecoder('utf-8').decode(bytes), encoding: 'utf-8' }
  }
  if (first === 0xff && second === 0xfe) {
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'utf-16le' }
  }
  if (first === 0xfe && second === 0xff) {
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'utf-16be' }
  }
  return null
}

function tryDecode(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The share of characters that stand for undecodable bytes or lie in private use areas. */
function strayShare(text: string): number {
  return text.length === 0 ? 0 : (text.match(/[\uFFFD\uE000-\uF8FF]/g)?.length ?? 0) / text.length
}

function controlShare(text: string): number {
  if (text.length === 0) return 0
  let controls = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 32 && code !== 9 && code !== 10 && code !== 13) controls += 1
  }
  return controls / text.length
}
