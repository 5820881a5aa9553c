import { hasCloze } from '../moodle/cloze.ts'
import { protect } from './escape.ts'

/** The lines that hold one question, or say a category. */
export interface GiftBlock {
  /** 1-based line on which it begins, comments aside. */
  line: number
  /** Its lines without comments, each trimmed. */
  text: string
  comments: string[]
  /** It was not parted from others as the format asks. */
  mended: boolean
}

interface Line {
  number: number
  text: string
}

/**
 * The blocks of a GIFT file. As in Moodle a blank line ends a block and `//` begins a comment. What
 * Moodle would misread is mended where it can only be meant one way: blank lines between the options
 * of a question, and questions without a blank line between them.
 */
export function giftBlocks(text: string): GiftBlock[] {
  return joinOpen(groupsOf(text)).flatMap(({ lines, mended }) =>
    cut(lines).map((block) => ({ ...block, mended: mended || block.mended })),
  )
}

function groupsOf(text: string): Line[][] {
  const groups: Line[][] = [[]]
  for (const [index, raw] of text.split(/\r\n?|\n/).entries()) {
    const line = { number: index + 1, text: raw.trim() }
    if (line.text === '') groups.push([])
    else groups.at(-1)?.push(line)
  }
  return groups.filter((group) => group.length > 0)
}

/** Groups whose `{` is only closed in a later group, with nothing but answers between. */
function joinOpen(groups: Line[][]): { lines: Line[]; mended: boolean }[] {
  const joined: { lines: Line[]; mended: boolean }[] = []
  for (let at = 0; at < groups.length; at += 1) {
    const lines = [...(groups[at] ?? [])]
    const end = isOpen(lines) ? closingGroup(groups, at + 1) : -1
    for (; at < end; at += 1) lines.push(...(groups[at + 1] ?? []))
    joined.push({ lines, mended: end >= 0 })
  }
  return joined
}

function closingGroup(groups: Line[][], from: number): number {
  for (let at = from; at < groups.length; at += 1) {
    const text = codeOf(groups[at] ?? [])
    if (/^(::|\$CATEGORY:)/.test(text)) return -1
    const brace = /[{}]/.exec(text)?.[0]
    if (brace === '}') return at
    if (brace === '{' || !/^[=~#]/.test(text)) return -1
  }
  return -1
}

function isOpen(lines: Line[]): boolean {
  return codeOf(lines).match(/[{}]/g)?.at(-1) === '{'
}

/** The text of lines without comments, escaped signs put away. */
function codeOf(lines: Line[]): string {
  return protect(
    lines
      .filter((line) => !isComment(line))
      .map(({ text }) => text)
      .join('\n'),
  )
}

function isComment({ text }: { text: string }): boolean {
  return text.startsWith('//')
}

/** The questions of lines that no blank line parts. */
function cut(lines: Line[]): GiftBlock[] {
  const starts = startsOf(lines)
  return starts.flatMap(({ at, mended }, index) => {
    const own = lines.slice(at, starts[index + 1]?.at)
    const held = own.filter((line) => !isComment(line))
    const [first] = held
    if (!first) return []
    const comments = own.filter(isComment).map(({ text }) => text)
    return [{ line: first.number, text: held.map(({ text }) => text).join('\n'), comments, mended }]
  })
}

/** Where each begins, with the comments above it. */
function startsOf(lines: Line[]): { at: number; mended: boolean }[] {
  const codes = lines.map((line) => codeOf([line]))
  const lastOpening = hasCloze(codes.join('\n'))
    ? -1
    : codes.findLastIndex((code) => /\{/.test(code))
  const starts = [{ at: 0, mended: false }]
  let open = false
  let last = -1
  for (const [index, code] of codes.entries()) {
    if (isComment(lines[index] ?? { text: '' })) continue
    const before = codes[last]
    const why =
      before === undefined || open ? null : reasonToCut(before, code, lastOpening >= index)
    if (why) starts.push({ at: last + 1, mended: why === 'mended' })
    last = index
    const brace = code.match(/[{}]/g)?.at(-1)
    if (brace) open = brace === '{'
  }
  return starts
}

function reasonToCut(before: string, code: string, more: boolean): 'mended' | 'category' | null {
  if (before.startsWith('$CATEGORY:') || code.startsWith('$CATEGORY:')) return 'category'
  return code.startsWith('::') || (before.endsWith('}') && more) ? 'mended' : null
}
