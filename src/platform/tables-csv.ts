import Papa from 'papaparse'

import type { Row } from './tables-types.ts'

const delimiters = [',', '\t', ';', '|', '，'] as const

/**
 * The records of a text table, numbered as a spreadsheet would number its rows. A record whose
 * quotes do not balance is read literally, up to the end of its line, so that one stray quote never
 * swallows the rows after it.
 */
export function readCsv(text: string, delimiter: string = guessDelimiter(text)): Row[] {
  const records: string[][] = []
  let rest = text.replace(/^\uFEFF/, '').replace(/(?<!\r)\r+\n|\r/g, '\n')
  while (rest !== '') {
    const { good, consumed } = parseUntilFault(rest, delimiter)
    for (const record of good) records.push(record)
    rest = rest.slice(consumed)
    if (rest === '') break
    const end = rest.indexOf('\n')
    const line = end < 0 ? rest : rest.slice(0, end)
    records.push(literal(line, delimiter))
    rest = end < 0 ? '' : rest.slice(end + 1)
  }
  return records.flatMap((cells, index) => toRow(cells, index + 1))
}

/** Which character parts the cells, by the share of lines that agree on the number of them. */
export function guessDelimiter(text: string): string {
  const sample = text.slice(0, 60_000)
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const score = regularity(sample, delimiter)
    if (score > best.score + 0.05) best = { delimiter, score }
  }
  return best.delimiter
}

/**
 * How much a text looks like a table parted by this character: 0 none, 1 every record has the same
 * number of cells and more than one.
 */
export function regularity(text: string, delimiter: string): number {
  const { data } = Papa.parse<string[]>(text.trim(), {
    delimiter,
    preview: 60,
    skipEmptyLines: true,
  })
  if (data.length === 0) return 0
  const counts = new Map<number, number>()
  for (const record of data) {
    const width = record.length
    if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1)
  }
  return Math.max(0, ...counts.values()) / data.length
}

/** The records before the first one whose quotes are wrong, and how many characters they took. */
function parseUntilFault(text: string, delimiter: string): { good: string[][]; consumed: number } {
  const good: string[][] = []
  let consumed = 0
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    skipEmptyLines: false,
    step(result, parser) {
      if (result.errors.some((error) => error.type === 'Quotes')) return parser.abort()
      good.push(result.data)
      consumed = result.meta.cursor
    },
  })
  return { good, consumed }
}

function literal(line: string, delimiter: string): string[] {
  return line.split(delimiter).map((cell) => cell.replace(/^"(.*)"$/, '$1').replace(/""/g, '"'))
}

function toRow(cells: string[], number: number): Row[] {
  const trimmed = cells.map((cell) => cell.replace(/^[ \t\n]+|[ \t\n]+$/g, ''))
  while (trimmed.length > 0 && trimmed.at(-1) === '') trimmed.pop()
  return trimmed.length > 0 ? [{ number, cells: trimmed }] : []
}
