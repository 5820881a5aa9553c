import { childOf, descendantsOf, elementsOf, type XmlElement } from '../../../platform/xml.ts'
import { cleanText } from '../clean.ts'
import { tamed, type Line, type Span } from '../list/lines.ts'
import type { Numberer } from './numbering.ts'
import { readParagraph } from './paragraph.ts'

/** The rows of a table, each cell with its paragraphs as lines. */
export type WordTable = string[][]

export interface WordBody {
  lines: Line[]
  tables: WordTable[]
}

/**
 * A document as a person reads it: lines, automatic numbers written out, text boxes after the
 * paragraph they hang on. `isBank` says of a table whether it holds questions by rows: then it is
 * kept apart, else its cells are lines.
 */
export function readBody(
  body: XmlElement,
  numberOf: Numberer,
  isBank: (table: WordTable) => boolean,
): WordBody {
  const out: WordBody = { lines: [], tables: [] }
  const writer = { out, gap: false, numberOf, isBank }
  walk(writer, body)
  return out
}

interface Writer {
  out: WordBody
  gap: boolean
  numberOf: Numberer
  isBank: (table: WordTable) => boolean
}

function walk(writer: Writer, element: XmlElement): void {
  for (const child of elementsOf(element)) {
    if (child.name === 'p') writeParagraph(writer, child)
    else if (child.name === 'tbl') writeTable(writer, child)
    else if (!['del', 'moveFrom', 'sectPr', 'sdtPr', 'sdtEndPr'].includes(child.name))
      walk(writer, child)
  }
}

function writeParagraph(writer: Writer, element: XmlElement): void {
  const { text, spans, media, boxes } = readParagraph(element)
  const prefix = text.trim() === '' ? '' : writer.numberOf(element)
  let from = 0
  for (const [index, raw] of text.split('\n').entries()) {
    const own = spans.flatMap((span) => clipped(span, from, from + raw.length))
    writeLine(writer, index === 0 ? prefix : '', raw, { spans: own, media })
    from += raw.length + 1
  }
  for (const box of boxes) walk(writer, box)
}

function clipped(span: Span, from: number, to: number): Span[] {
  const start = Math.max(span.start, from) - from
  const end = Math.min(span.end, to) - from
  return end > start ? [{ by: span.by, start, end }] : []
}

function writeLine(
  writer: Writer,
  prefix: string,
  raw: string,
  { spans, media }: { spans: Span[]; media: boolean },
): void {
  const text = cleanLine(`${prefix}${raw}`)
  if (text === '' && !media) {
    writer.gap = true
    return
  }
  const { lines } = writer.out
  lines.push({
    place: { paragraph: lines.length + 1 },
    text,
    gap: writer.gap,
    ...(spans.length > 0 ? { spans: moved(spans, raw, text) } : {}),
    ...(media ? { media } : {}),
  })
  writer.gap = false
}

function cleanLine(text: string): string {
  return cleanText(tamed(text)).replace(/[ \t]*\t[ \t]*/g, '\t')
}

/** Where the same words stand once the line is cleaned and has its number. */
function moved(spans: Span[], raw: string, text: string): Span[] {
  return spans.flatMap(({ by, start, end }) => {
    const words = cleanLine(raw.slice(start, end))
    const hint = cleanLine(raw.slice(0, start)).length
    const at = text.indexOf(words, Math.max(0, hint - 2))
    const found = at >= 0 ? at : text.indexOf(words)
    return words === '' || found < 0 ? [] : [{ by, start: found, end: found + words.length }]
  })
}

function writeTable(writer: Writer, table: XmlElement): void {
  const rows = rowsOf(table, writer.numberOf)
  const keys = keyRows(rows)
  if (!keys && writer.isBank(rows)) {
    writer.out.tables.push(rows)
    return
  }
  for (const line of keys ?? rows.flat().flatMap((cell) => cell.split('\n'))) {
    writeLine(writer, '', line, { spans: [], media: false })
  }
  writer.gap = true
}

function rowsOf(table: XmlElement, numberOf: Numberer): WordTable {
  const rows: WordTable = []
  for (const row of elementsOf(table, 'tr')) {
    const cells: string[] = []
    for (const cell of elementsOf(row, 'tc')) {
      const properties = childOf(cell, 'tcPr')
      const merged = properties && childOf(properties, 'vMerge')
      const goesOn = merged && merged.attributes.get('val') !== 'restart'
      cells.push(goesOn ? (rows.at(-1)?.[cells.length] ?? '') : cellText(cell, numberOf))
      const span = properties && childOf(properties, 'gridSpan')
      const width = Math.min(60, Number(span?.attributes.get('val') ?? 1))
      for (let extra = 1; extra < width; extra += 1) cells.push('')
    }
    rows.push(cells)
  }
  return rows
}

function cellText(cell: XmlElement, numberOf: Numberer): string {
  return descendantsOf(cell, 'p')
    .map((paragraph) => `${numberOf(paragraph)}${readParagraph(paragraph).text}`.trim())
    .filter((text) => text !== '')
    .join('\n')
}

/** A table of answers, numbers above keys, as lines `1.A 2.C`; null for any other table. */
function keyRows(rows: WordTable): string[] | null {
  const lines: string[] = []
  for (let at = 0; at < rows.length; at += 2) {
    const [numbers = [], keys = []] = [rows[at], rows[at + 1]]
    const paired = numbers.flatMap((number, column) => {
      const key = keys[column] ?? ''
      return /^\d{1,4}$/.test(number) && key !== '' && key.length < 10 ? [`${number}.${key}`] : []
    })
    const headed = /^(题号|序号)?$/.test(numbers[0] ?? '') || /^\d+$/.test(numbers[0] ?? '')
    if (!headed || paired.length === 0) return null
    lines.push(paired.join(' '))
  }
  return lines.length > 0 ? lines : null
}
