import { paragraphText, readDocxDocument } from './docx-lines.ts'
import type { Row, Sheet } from './tables-types.ts'
import { childOf, descendantsOf, elementsOf, type XmlElement } from './xml.ts'

/** What Word allows. */
const maxColumns = 63

/**
 * The tables of a Word file as sheets, each named by the last line above it. A cell merged downwards counts for each
 * of its rows, as in a workbook. Null where the zip is no Word file.
 * @throws UnreadableFile as `readDocxDocument`
 */
export async function readDocxTables(bytes: Uint8Array): Promise<Sheet[] | null> {
  const document = await readDocxDocument(bytes)
  if (!document) return null
  const sheets: Sheet[] = []
  let line = ''
  for (const element of blocksOf(document)) {
    if (element.name === 'tbl') sheets.push({ name: line, rows: rowsOf(element) })
    else line = paragraphText(element).trim() || line
  }
  return sheets
}

/** Paragraphs and tables in their order, whatever frames stand around them. */
function blocksOf(element: XmlElement): XmlElement[] {
  return elementsOf(element).flatMap((child) =>
    child.name === 'p' || child.name === 'tbl' ? [child] : blocksOf(child),
  )
}

function rowsOf(table: XmlElement): Row[] {
  const rows: Row[] = []
  let cells: string[] = []
  for (const [index, row] of partsOf(table, 'tr').entries()) {
    cells = cellsOf(row, cells)
    if (cells.some((cell) => cell !== '')) rows.push({ number: index + 1, cells })
  }
  return rows
}

function cellsOf(row: XmlElement, above: string[]): string[] {
  const cells: string[] = []
  for (const cell of partsOf(row, 'tc')) {
    const text = isMergedUp(cell) ? (above[cells.length] ?? '') : textOfCell(cell)
    const width = Math.min(maxColumns, Number(property(cell, 'gridSpan')?.get('val') ?? 1))
    cells.push(text, ...Array.from({ length: width - 1 }, () => ''))
  }
  return cells
}

function isMergedUp(cell: XmlElement): boolean {
  const merge = property(cell, 'vMerge')
  return merge !== undefined && merge.get('val') !== 'restart'
}

/** The attributes of a property of a cell. */
function property(cell: XmlElement, name: string): Map<string, string> | undefined {
  const properties = childOf(cell, 'tcPr')
  return properties && childOf(properties, name)?.attributes
}

function textOfCell(cell: XmlElement): string {
  return descendantsOf(cell, 'p').map(paragraphText).join('\n').trim()
}

/** The rows of a table or the cells of a row, not those of a table within. */
function partsOf(element: XmlElement, name: 'tr' | 'tc'): XmlElement[] {
  return elementsOf(element).flatMap((child) => {
    if (child.name === name) return [child]
    return child.name === 'tbl' ? [] : partsOf(child, name)
  })
}
