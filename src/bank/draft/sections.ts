import { clip } from '../../shared/screen.ts'
import type { DraftSource } from './rules/draft.ts'

/** A longer section is parted, so that a prompt with it stays below 3,000 tokens. */
const longestSection = 1_800
/** Bare headings, signatures and dates have less than this. */
const shortestSection = 12
const numerals = '[一二三四五六七八九十百零〇]'

/**
 * A policy as sections that questions can rest on, each called after its number: 第N条 where it has
 * articles, else 一、 with （一）, else 1. or its paragraphs. What stands before the first number is
 * left out. `text` is one line a paragraph.
 */
export function cutPolicy({ law, text }: { law: string; text: string }): DraftSource[] {
  const lines = text.split('\n').map((line) => line.trim())
  const filled = lines.filter((line) => line !== '')
  const level = levels.find(
    ({ starts }) => filled.filter((line) => starts.some((one) => one.test(line))).length > 1,
  )
  const sections = level ? level.cut(filled) : byParagraph(filled)
  return sections
    .flatMap(({ article, text: whole }) =>
      inPieces(whole).map((piece) => ({ article, text: piece })),
    )
    .filter(({ text: piece }) => piece.length >= shortestSection)
    .map((section) => ({ law, ...section }))
}

/** What a document is called: a line near its top that reads like a title, else the name of its file. */
export function policyTitle(text: string, fileName: string): string {
  const top = text.split('\n').slice(0, 6)
  const title = top.map((line) => line.trim().replace(/^《|》$/g, '')).find(isTitle)
  return clip(title ?? fileName.replace(/\.[A-Za-z0-9]{1,5}$/, '').trim(), 60) || '制度文件'
}

function isTitle(line: string): boolean {
  return (
    line.length <= 40 &&
    /(?:办法|规定|规则|制度|细则|通知|意见|方案|规范|指引|要求|守则|条例|预案|流程|纪律)(?:[（(][^）)]*[）)])?$/.test(
      line,
    )
  )
}

interface Section {
  article: string
  text: string
}

const article = new RegExp(`^(第(?:${numerals}|\\d){1,6}条(?:之${numerals}{1,2})?)[\\s：:、]*`)
const part = new RegExp(`^(${numerals}{1,3})、\\s*`)
const item = new RegExp(`^[（(](${numerals}{1,3})[）)]\\s*`)
const point = /^(\d{1,2})[.．、](?!\d)\s*/

const levels: { starts: RegExp[]; cut: (lines: string[]) => Section[] }[] = [
  { starts: [article], cut: (lines) => cutAt(lines, (line) => found(line, article, (n) => n)) },
  { starts: [part, item], cut: byPartAndItem },
  {
    starts: [point],
    cut: (lines) => cutAt(lines, (line) => found(line, point, (n) => `第${n}项`)),
  },
]

function found(line: string, start: RegExp, name: (number: string) => string): Section | null {
  const number = start.exec(line)?.[1]
  return number === undefined ? null : { article: name(number), text: line.replace(start, '') }
}

/** `第一部分第（二）项`: the item is called after the part above it. */
function byPartAndItem(lines: string[]): Section[] {
  let above = ''
  return cutAt(lines, (line) => {
    const begun = found(line, part, (number) => `第${number}部分`)
    if (begun) above = begun.article
    return begun ?? found(line, item, (number) => `${above}第（${number}）项`)
  })
}

/** A section from each line that begins one to the next; headings of chapters are in none. */
function cutAt(lines: string[], begin: (line: string) => Section | null): Section[] {
  const chapter = new RegExp(`^第${numerals}{1,3}[编章节](?:\\s|$)`)
  const sections: Section[] = []
  for (const line of lines) {
    const begun = begin(line)
    const open = sections.at(-1)
    if (begun) sections.push(begun)
    else if (open && !chapter.test(line)) open.text = `${open.text}\n${line}`.trim()
  }
  return sections
}

function byParagraph(lines: string[]): Section[] {
  return lines.map((text, index) => ({ article: `第${index + 1}段`, text }))
}

function inPieces(text: string): string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > longestSection) {
    const end = Math.max(
      rest.lastIndexOf('\n', longestSection),
      rest.lastIndexOf('。', longestSection) + 1,
    )
    const at = end > longestSection / 2 ? end : longestSection
    pieces.push(rest.slice(0, at).trim())
    rest = rest.slice(at)
  }
  return [...pieces, rest.trim()]
}
