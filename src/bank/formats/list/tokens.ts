import { headOf, isContents, type Head } from './heads.ts'
import { cutAtLabels, type Piece } from './labels.ts'
import type { Line } from './lines.ts'
import { startOf, type Start } from './numbers.ts'
import { startsOption } from './options.ts'

/** A line and what it may begin; what it does begin depends on the lines around it. */
export interface Token {
  line: Line
  head?: Head
  start?: Start
  /** `@@@` and the like: the question above ends. */
  end?: true
  /** The line, or what stands behind its number or heading, cut at its labels. */
  pieces: Piece[]
  /** The whole line cut at its labels: what it says where its number is none of a question. */
  whole: Piece[]
}

/** The lines of a list, each with what it may begin. Tables of contents are left out. */
export function tokensOf(lines: Line[]): Token[] {
  return lines.filter(({ text }) => !isContents(text)).map(tokenOf)
}

function tokenOf(line: Line): Token {
  const text = line.text.replace(/\s*\t\s*$/, '').replace(/^\s*\t\s*/, '')
  if (/^@{2,}$/.test(text)) return { line, end: true, pieces: [], whole: [] }
  const whole = cutAtLabels(text)
  const head = headOf(text) ?? labelledHead(whole)
  if (head) return { line, head, pieces: head.rest ? cutAtLabels(head.rest) : [], whole }
  const labelled = labelledStart(whole)
  if (labelled) {
    const [, ...others] = whole
    return {
      line,
      start: labelled,
      pieces: [{ field: null, text: labelled.rest }, ...others],
      whole,
    }
  }
  const start = startsOption(text) ? null : startOf(text)
  if (!start) return { line, pieces: whole, whole }
  return { line, start, pieces: cutAtLabels(start.rest), whole }
}

/** `题型：单选题`, `分类：所得税知识（180题）`. */
function labelledHead([first, ...others]: Piece[]): Head | null {
  if (!first || others.length > 0 || first.text === '') return null
  if (first.field === 'kind') return { kind: first.text }
  if (first.field !== 'section') return null
  return { labelled: true, topic: first.text.replace(/\s*[（(]\s*共?\s*\d+\s*题?\s*[)）]$/, '') }
}

/** `问：…`, `题干：…`. */
function labelledStart([first]: Piece[]): Start | null {
  if (first?.field !== 'stem') return null
  return { number: null, style: 'tag', doubtful: false, rest: first.text }
}

/** Where the lines that belong to the token at `index` end: before the next that begins something. */
export function endOf(tokens: Token[], index: number): number {
  let end = index + 1
  for (;;) {
    const token = tokens[end]
    if (!token || token.start || token.head || token.end) return end
    end += 1
  }
}
