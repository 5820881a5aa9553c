/** The text of cells and fields without what only computers see. Pure. */

import { htmlEntities } from '../../platform/html-entities.ts'

/**
 * A text as a person reads it: no zero-width characters, no-break spaces as spaces, one kind of
 * line end, no more than one empty line, HTML of web editors as plain text. Full-width characters
 * stay; only the look-alikes of Han characters that PDF leaves (⻔ for 门) become the real ones.
 */
export function cleanText(text: string): string {
  return tidyText(isHtml(text) ? htmlToText(text) : text)
}

/**
 * `cleanText` for a text that is known to be no HTML, whatever it looks like. Here and below a run of
 * spaces is only looked at from its start: from each of its places it would take minutes.
 */
export function tidyText(text: string): string {
  return withoutControls(text)
    .replace(/[\u200B-\u200D\u2060\uFEFF\u00AD]/g, '')
    .replace(/[\u00A0\u2007\u202F]/g, ' ')
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/_x000D_/g, '')
    .replace(/[\u2E80-\u2FDF]/g, (radical) => radical.normalize('NFKC'))
    .replace(/(?<![ \t])[ \t]+\n/g, '\n')
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

/** For comparing: half-width, lower case, without spaces and without punctuation behind words. */
export function comparable(text: string): string {
  const whole = text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
  return whole.replace(/(?<=[^.,;:!?。、])[.,;:!?。、]+$/, '')
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
  if (!text.includes('</')) return false
  return /^<(p|div|span|font|strong|b|em|i|u|table|ul|ol|h[1-6])\b[^>]*>[^]*[^<>\s][^]*<\/\1>$/i.test(
    text.trim(),
  )
}

const tags =
  'a abbr acronym address article aside audio b bdi bdo big blockquote body br button canvas caption center cite code col colgroup dd del details dfn div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label li link main mark meta nav nobr object ol p param pre q rp rt ruby s samp script section small source span strike strong style sub summary sup table tbody td tfoot th thead time tr tt u ul var video wbr'
const tagNames = tags.replaceAll(' ', '|')
const attributes = String.raw`(?:\s+[\w:@.-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?)*\s*\/?`
const tag = new RegExp(String.raw`<\/?(?:\w+:\w+|${tagNames})${attributes}>`, 'gi')
const pairedTag = new RegExp(String.raw`<(${tagNames})${attributes}>[^]*?<\/\1\s*>`, 'i')
const lineTag =
  /<br\b[^>]*>|<\/?(?:p|div|tr|li|ul|ol|dl|dt|dd|table|blockquote|pre|hr|section|article|h[1-6])\b[^>]*>/gi

/** Whether a text is HTML by its markup: tags in pairs, `<br>`, a picture, an entity. */
export function hasMarkup(text: string): boolean {
  if (!/[<&]/.test(text)) return false
  if (/<br\s*\/?>|<img\b[^>]*>|<\/p>/i.test(text)) return true
  if (text.includes('</') && pairedTag.test(text)) return true
  return Array.from(text.matchAll(/&(#x?[0-9a-f]+|\w+);/gi)).some(([, name]) => entity(name ?? ''))
}

/**
 * HTML as plain text: blocks and `<br>` become lines, cells are parted, small raised and lowered
 * digits stay raised and lowered (10² is not 102), entities are characters, other tags nothing.
 * Line ends of the source count only where no tag makes lines, or in `<pre>`. What only looks like
 * a tag (`<INSERT>`, `a<b`) stays.
 */
export function htmlToText(html: string): string {
  const kept = html.replace(/<!--[^]*?-->|<(script|style)\b[^>]*>[^]*?<\/\1>/gi, '')
  const parts = kept.split(/(<pre\b[^>]*>[^]*?<\/pre>)/i)
  const byTags = parts.length > 1 || kept.search(lineTag) >= 0
  const text = parts
    .map((part, index) =>
      byTags && index % 2 === 0 ? part.replace(/(?<!\s)\s*[\r\n]\s*/g, ' ') : part,
    )
    .join('')
    .replace(/<su([pb])\b[^>]*>([^<]{1,12})<\/su\1>/gi, (_, kind: string, inner: string) =>
      script(inner, kind.toLowerCase() === 'p'),
    )
    .replace(/<\/t[dh]>\s*<t[dh]\b[^>]*>/gi, ' | ')
    .replace(/(?:(?<! ) +)?(<li\b[^>]*>) */gi, '$1• ')
    .replace(lineTag, '\n')
    .replace(tag, '')
    .replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => entity(name) ?? whole)
  return text
    .split('\n')
    .map((line) => (byTags ? line.replace(/^[ \t\u00A0]+|[ \t\u00A0]+$/g, '') : line))
    .join('\n')
    .replace(/\n{2,}/g, '\n')
    .trim()
}

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return htmlEntities[name] ?? htmlEntities[name.toLowerCase()]
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : undefined
}

const raised: Record<string, string> = Object.fromEntries(
  Array.from('0123456789+-−=()n', (sign, at) => [sign, Array.from('⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ')[at] ?? '']),
)
const lowered: Record<string, string> = Object.fromEntries(
  Array.from('0123456789+-−=()', (sign, at) => [sign, Array.from('₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎')[at] ?? '']),
)

function script(inner: string, up: boolean): string {
  const signs = Array.from(inner.trim(), (sign) => (up ? raised : lowered)[sign])
  if (signs.every((sign) => sign !== undefined)) return signs.join('')
  return /^[A-Za-z]{2,}$/.test(inner.trim()) ? inner : `${up ? '^' : '_'}${inner.trim()}`
}
