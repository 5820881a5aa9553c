/** The text of cells and fields without what only computers see. Pure. */

/**
 * A text as a person reads it: no zero-width characters, no-break spaces as spaces, one kind of
 * line end, no more than one empty line, HTML of web editors as plain text. Full-width characters
 * stay; only the look-alikes of Han characters that PDF leaves (⻔ for 门) become the real ones.
 */
export function cleanText(text: string): string {
  const plain = withoutControls(text)
    .replace(/[\u200B-\u200D\u2060\uFEFF\u00AD]/g, '')
    .replace(/[\u00A0\u2007\u202F]/g, ' ')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/_x000D_/g, '')
    .replace(/[\u2E80-\u2FDF]/g, (radical) => radical.normalize('NFKC'))
  return (isHtml(plain) ? htmlToText(plain) : plain)
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Control characters have no place in a question, and neither XML nor PostgreSQL takes them all. */
export function withoutControls(text: string): string {
  return (
    text
      // oxlint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
      // Halves of surrogate pairs.
      .replace(/\p{Surrogate}/gu, '')
  )
}

/** For comparing: half-width, lower case, without spaces and without punctuation at the end. */
export function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/[.,;:!?。、,;:]+$/g, '')
}

/** Whether a text holds a picture of a web page. */
export function hasPicture(text: string): boolean {
  return /<img\b[^>]*>|@@PLUGINFILE@@|!\[[^\]]*\]\([^)]+\)/i.test(text)
}

/**
 * Text of a web editor, and not a question about HTML: it has entities, or its tags come in pairs
 * around text, or it holds a picture. A lone `<br>` or `<title>` is somebody's option.
 */
function isHtml(text: string): boolean {
  if (!/[<&]/.test(text)) return false
  if (/&nbsp;|<img\b[^>]*>/i.test(text)) return true
  return /^<(p|div|span|font|strong|b|em|i|u|table|ul|ol|h[1-6])\b[^>]*>[^]*[^<>\s][^]*<\/\1>$/i.test(
    text.trim(),
  )
}

const entities: Record<string, string> = {
  nbsp: ' ',
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  mdash: '—',
  hellip: '…',
  middot: '·',
  times: '×',
  divide: '÷',
  ge: '≥',
  le: '≤',
}

/** HTML as plain text: blocks and `<br>` become lines, entities characters, other tags nothing. */
export function htmlToText(html: string): string {
  return html
    .replace(/<(script|style)\b[^>]*>[^]*?<\/\1>/gi, '')
    .replace(/<br\s*\/?>|<\/(p|div|tr|li|h[1-6])>/gi, '\n')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (whole, name: string) => entity(name) ?? whole)
    .replace(/\n{2,}/g, '\n')
    .trim()
}

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name.toLowerCase()]
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : undefined
}
