import { hasCloze } from './cloze.ts'
import { protect } from './gift-escape.ts'

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

function isComment({ text }: Line): boolean {
  return text.startsWith('//')
}

function cut(lines: Line[]): GiftBlock[] {
  const blocks: GiftBlock[] = []
  let held: Line[] = []
  let comments: string[] = []
  const close = (mended: boolean): void => {
    const [first] = held
    if (!first) return
    blocks.push({
      line: first.number,
      text: held.map(({ text }) => text).join('\n'),
      comments,
      mended,
    })
    held = []
    comments = []
  }
  let waiting: string[] = []
  for (const [index, line] of lines.entries()) {
    if (isComment(line)) {
      waiting.push(line.text)
      continue
    }
    const why = held.length === 0 ? null : reasonToCut(held, lines.slice(index))
    if (why) close(why === 'mended')
    comments.push(...waiting)
    waiting = []
    held.push(line)
  }
  comments.push(...waiting)
  close(false)
  return blocks
}

function reasonToCut(held: Line[], rest: Line[]): 'mended' | 'category' | null {
  const [next] = rest
  if (!next || isOpen(held)) return null
  if (held[0]?.text.startsWith('$CATEGORY:') || next.text.startsWith('$CATEGORY:'))
    return 'category'
  if (next.text.startsWith('::')) return 'mended'
  if (!codeOf(held).endsWith('}')) return null
  const following = codeOf(rest)
  const cloze = hasCloze(codeOf(held)) || hasCloze(following)
  return following.includes('{') && !cloze ? 'mended' : null
}
