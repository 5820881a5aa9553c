import { numeral, readNumeral } from '../article-number.ts'
import type { Line } from './law-text.ts'

/** The lines of a text or Markdown file that say something, and the title its front matter gives. */
export function readLines(text: string): { title: string | null; lines: Line[] } {
  const all = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const front = frontMatter(all)
  const lines = all
    .map((line, index) => ({ number: index + 1, text: withoutMarkup(line) }))
    .slice(front.lines)
    .filter((line) => line.text !== '')
  return { title: front.title, lines }
}

/** `---`, `key: value` lines, `---`. Its date is when the file was edited, not when the law was made. */
function frontMatter(lines: string[]): { title: string | null; lines: number } {
  const end = lines[0]?.trim() === '---' ? lines.slice(1, 40).indexOf('---') : -1
  if (end < 0) return { title: null, lines: 0 }
  const named = lines.slice(1, end + 1).find((line) => line.startsWith('title:'))
  const title = named?.replace(/^title:\s*/, '').replace(/^["']|["']$/g, '') ?? ''
  return { title: title.trim() || null, lines: end + 2 }
}

/** Comments, anchors and bold around numbers, heading marks, links to other versions. */
function withoutMarkup(line: string): string {
  return line
    .replace(/<!--.*?-->/g, '')
    .replace(/<\/?(?:b|strong|p|br|span|a|h\d)\b[^>]*>/gi, '')
    .replace(/^\s*(?:#{1,6}\s+|>\s+)/, '')
    .replace(/\*\*|[\u200B\u2060\uFEFF]/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
}

/** The beginning of an article: its number and what follows on the line. */
export interface ArticleStart {
  article: number
  insertion: number | null
  rest: string
  /** False where the words follow the number without a space: it may be a reference. */
  spaced: boolean
}

const start = new RegExp(`^第\\s*(${numeral}+)\\s*条(?:\\s*之\\s*(${numeral}+))?(\\s*)(.*)$`, 's')

/** Reads `第八十三条 …`; null for every other line. */
export function readArticleStart(text: string): ArticleStart | null {
  const [, number = '', inserted, space = '', rest = ''] = start.exec(text) ?? []
  const article = readNumeral(number)
  if (article === null) return null
  const insertion = inserted === undefined ? null : readNumeral(inserted)
  return { article, insertion, rest, spaced: space !== '' || rest === '' || /^[【（[]/.test(rest) }
}

/** A heading: `第三章 违反治安管理的行为和处罚`, or 附则 without a number. */
export interface Heading {
  /** 0 the outermost; null for one without a number, which stands where the outermost ones do. */
  level: number | null
  text: string
}

const heading = new RegExp(`^第(${numeral}+)(编|分编|章|节|目|部分)(?:\\s+(.*)|([^\\s].*))?$`)
const levels = ['编', '分编', '章', '节', '目']

/** Reads a heading; null for every other line. */
export function readHeading(text: string): Heading | null {
  if (text.length > 60) return null
  const bare = text.replace(/\s/g, '')
  if (/^(?:总则|分则|附则|序言|前言|引言)$/.test(bare)) return { level: null, text: bare }
  const found = heading.exec(text)
  if (!found || /[。；，：]/.test(text)) return null
  const [, number = '', kind = '', spaced, glued] = found
  const name = (spaced ?? glued ?? '').trim()
  return {
    level: kind === '部分' ? 0 : levels.indexOf(kind),
    text: `第${number}${kind} ${tidy(name)}`.trim(),
  }
}

/** `总  则` → `总则`, other wide spaces become one. */
function tidy(name: string): string {
  return name.replace(/^(\S)\s+(\S)(?:\s+(\S))?$/, '$1$2$3').replace(/\s+/g, ' ')
}

/** True for the line over a table of contents. */
export function isContents(text: string): boolean {
  return /^目\s*[录次]$/.test(text)
}

/** True for the line over an annex, which is no part of the last article. */
export function isAnnex(text: string): boolean {
  return /^附\s*(?:件|录|表|图|：|:)/.test(text) && text.length <= 60 && !/[。；]/.test(text)
}
