import { cleanText } from '../clean.ts'
import type { Place } from '../format.ts'

/** Text that stands out in Word, and how: a possible mark of the right option. */
export interface Span {
  by: 'highlight' | 'colour' | 'bold' | 'underline'
  start: number
  end: number
}

/** A line of a text or of a Word file, with something on it. */
export interface Line {
  place: Place
  text: string
  /** An empty line stands before it. */
  gap: boolean
  spans?: Span[]
  /** A picture stands in it. */
  media?: boolean
}

/** The lines of a text file that hold something. */
export function textLines(text: string): Line[] {
  const lines: Line[] = []
  let gap = false
  for (const [index, raw] of text.split(/\r\n?|\n|\f|\u2028/).entries()) {
    const line = cleanText(tamed(raw))
    if (line !== '') lines.push({ place: { line: index + 1 }, text: line, gap })
    gap = line === ''
  }
  return lines
}

/** No line of a question is as long; patterns need not be quick on what is. */
const longest = 50_000

/** A line without the endless runs of spaces that only a hostile file has. */
export function tamed(line: string): string {
  return line.slice(0, longest).replace(/[^\S\n]{40,}/g, ' '.repeat(40))
}

/** Without page numbers, rulers, and the headers and footers that every page repeats. */
export function withoutFurniture(lines: Line[]): Line[] {
  const counts = new Map<string, number>()
  for (const { text } of lines) counts.set(text, (counts.get(text) ?? 0) + 1)
  const kept: Line[] = []
  let gap = false
  for (const line of lines) {
    const repeated = (counts.get(line.text) ?? 0) >= 4 && mayBeHeader(line.text)
    const ruler = isRuler(line.text)
    if (ruler || repeated || isPageNumber(line.text)) {
      // A ruler parts questions; the furniture of a page stands in the middle of one.
      gap ||= ruler
      continue
    }
    kept.push(gap && !line.gap ? { ...line, gap } : line)
    gap = false
  }
  return kept
}

function isRuler(text: string): boolean {
  return /^(?:[-=*—–─━~～·•.#+]\s*){4,}$|^[_＿]{20,}$/.test(text)
}

function isPageNumber(text: string): boolean {
  return /^(?:[-—–·]\s*\d{1,4}\s*[-—–·]|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*\/\s*\d{1,4}|page\s*\d+(\s*of\s*\d+)?)$/i.test(
    text,
  )
}

/** A line of its own that no question needs: neither sentence, nor option, nor field. */
function mayBeHeader(text: string): boolean {
  if (text.length < 6 || text.length > 40) return false
  if (/^[（(]?[A-Za-z\d]{1,3}[.．、)）:：\s]/.test(text)) return false
  return !/[:：。？?！!；;，,…]|[（(【[]\s*[)）】\]]|_{2,}|答案|解析|题/.test(text)
}

/** Lines of one text put together: those that a page width broke are one line again. */
export function joinLines(lines: string[], width: number): string {
  return lines.reduce((text, line, index) => {
    const before = lines[index - 1]
    if (before === undefined) return line
    return wrapped(before, width) ? `${text}${glue(text, line)}${line}` : `${text}\n${line}`
  }, '')
}

/** Lines put together without line ends, as an option needs it. */
export function flatten(lines: string[]): string {
  return lines.reduce(
    (text, line) => (text === '' ? line : `${text}${glue(text, line)}${line}`),
    '',
  )
}

function glue(before: string, after: string): string {
  return /[A-Za-z0-9,.;:]$/.test(before) && /^[A-Za-z0-9(]/.test(after) ? ' ' : ''
}

function wrapped(line: string, width: number): boolean {
  return width > 0 && widthOf(line) >= width * 0.85 && !/[。！？：:!?；;]$/.test(line)
}

/**
 * The width of a page whose lines were broken at it, in half-width characters; 0 where lines end
 * where their writer ended them.
 */
export function wrapWidth(lines: Line[]): number {
  const widths = lines.map(({ text }) => widthOf(text)).sort((a, b) => a - b)
  const widest = widths.at(-1) ?? 0
  const typical = widths[Math.floor(widths.length * 0.98)] ?? 0
  const full = widths.filter((width) => width >= typical * 0.9).length
  const sharp = widest <= typical * 1.15 && widest >= 40 && widest <= 130
  return sharp && full >= 5 && full >= lines.length * 0.05 ? typical : 0
}

function widthOf(text: string): number {
  let width = 0
  for (const sign of text) width += (sign.codePointAt(0) ?? 0) > 0x2000 ? 2 : 1
  return width
}
