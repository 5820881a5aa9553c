import { cleanCell, fillMerged, maxColumns, maxRows, numberText } from './tables-book.ts'
import { UnreadableFile, type Row, type Sheet } from './tables-types.ts'
import { openEntries, type ZipEntries } from './tables-zip.ts'
import { attribute, OddXml, scanXml, type XmlReader } from './xml-scan.ts'
import { childOf, descendantsOf, elementsOf, parseXml, type XmlElement } from './xml.ts'

/** Below this many bytes of XML the whole of a workbook in memory is no burden. */
const worthStreaming = 3_000_000

/**
 * The sheets of a big plain xlsx, read as it is inflated: a bank of 100,000 questions takes a third
 * of the time and memory of reading the workbook whole, and gives the same rows. Null for a small
 * file and for everything that plain banks do not have (dates, charts, other spreadsheets' formats),
 * which is for `readBook`.
 * @throws UnreadableFile `file-too-big`, and as `checkZip` does
 */
export async function streamBook(
  bytes: Uint8Array,
  worth: number = worthStreaming,
): Promise<Sheet[] | null> {
  const zip = await openEntries(bytes)
  const heavy = [...zip.sizes].reduce(
    (sum, [name, size]) => sum + (name.endsWith('.xml') ? size : 0),
    0,
  )
  if (heavy < worth || !zip.sizes.has('xl/workbook.xml')) return null
  try {
    return await readSheets(zip)
  } catch (error) {
    const odd = error instanceof OddXml
    const broken = error instanceof UnreadableFile && error.code.startsWith('xml-')
    if (odd || broken) return null
    throw error
  }
}

async function readSheets(zip: ZipEntries): Promise<Sheet[]> {
  const parts = await findParts(zip)
  const plain = parts.styles === null ? [] : plainStyles(await readXml(zip, parts.styles))
  const shared = parts.strings === null ? [] : await readShared(zip, parts.strings)
  const sheets: Sheet[] = []
  for (const { name, path } of parts.sheets) {
    const reading = sheetReader(shared, plain)
    const scan = scanXml(reading.reader)
    await zip.stream(path, (chunk) => scan.write(chunk))
    scan.end()
    sheets.push({ name, rows: reading.rows() })
  }
  return sheets
}

interface Parts {
  sheets: { name: string; path: string }[]
  strings: string | null
  styles: string | null
}

async function findParts(zip: ZipEntries): Promise<Parts> {
  const relations = elementsOf(await readXml(zip, 'xl/_rels/workbook.xml.rels'))
  const target = (relation: XmlElement): string =>
    new URL(relation.attributes.get('Target') ?? '', 'zip:/xl/').pathname.replace(/^\//, '')
  const ofType = (type: string): string | null => {
    const found = relations.find(({ attributes }) => attributes.get('Type')?.endsWith(type))
    const path = found ? target(found) : null
    return path !== null && zip.sizes.has(path) ? path : null
  }
  const book = await readXml(zip, 'xl/workbook.xml')
  const sheets = elementsOf(childOf(book, 'sheets') ?? book, 'sheet').map((sheet) => {
    const relation = relations.find(
      ({ attributes }) => attributes.get('Id') === sheet.attributes.get('id'),
    )
    if (!relation?.attributes.get('Type')?.endsWith('/worksheet')) throw new OddXml('no worksheet')
    return { name: sheet.attributes.get('name') ?? '', path: target(relation) }
  })
  return { sheets, strings: ofType('/sharedStrings'), styles: ofType('/styles') }
}

async function readXml(zip: ZipEntries, path: string): Promise<XmlElement> {
  if (!zip.sizes.has(path)) throw new OddXml(`no ${path}`)
  const chunks: Buffer[] = []
  await zip.stream(path, (chunk) => chunks.push(chunk))
  return parseXml(Buffer.concat(chunks).toString('utf8'))
}

/** Which cell styles show a number as it is: formats 0 (General), 1 (`0`) and 49 (text). */
function plainStyles(styles: XmlElement): boolean[] {
  const formats = childOf(styles, 'cellXfs')
  const ids = formats ? descendantsOf(formats, 'xf').map((xf) => xf.attributes.get('numFmtId')) : []
  return ids.map((id) => ['0', '1', '49', undefined].includes(id))
}

/** The strings that cells point to; runs of one string are joined, phonetic ones left out. */
async function readShared(zip: ZipEntries, path: string): Promise<string[]> {
  const strings: string[] = []
  const texts = textCollector()
  const scan = scanXml({
    get wantsText() {
      return texts.wanted()
    },
    open: (name) => texts.open(name),
    close(name) {
      texts.close(name)
      if (name === 'si') strings.push(cleanCell(texts.take()))
    },
    text: (value) => texts.add(value),
  })
  await zip.stream(path, (chunk) => scan.write(chunk))
  scan.end()
  return strings
}

/** Joins the `<t>` of a string, whatever runs it is parted into. */
function textCollector() {
  let text = ''
  let inText = false
  let phonetic = false
  return {
    wanted: () => inText && !phonetic,
    open(name: string): void {
      if (name === 't') inText = true
      else if (name === 'rPh') phonetic = true
    },
    close(name: string): void {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetic = false
    },
    add(value: string): void {
      text += value
    },
    take(): string {
      const whole = text
      text = ''
      return whole.includes('_x') ? whole.replace(/_x([\da-f]{4})_/gi, unescaped) : whole
    },
  }
}

/** `_x000D_`: how Excel writes a character that XML cannot hold. */
function unescaped(_whole: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16))
}

interface Merge {
  s: { r: number; c: number }
  e: { r: number; c: number }
}

function sheetReader(shared: string[], plain: boolean[]): { reader: XmlReader; rows(): Row[] } {
  const rows: Row[] = []
  const merges: Merge[] = []
  const texts = textCollector()
  let row: Row = { number: 0, cells: [] }
  let cell = { column: -1, type: '', style: 0 }
  let value = ''
  let inValue = false

  function open(name: string, tag: string): void {
    if (name === 'c') {
      cell = openCell(tag, cell.column)
      value = ''
    } else if (name === 'v') inValue = true
    else if (name === 'row') {
      row = { number: Number(attribute(tag, 'r') ?? row.number + 1), cells: [] }
      cell = { column: -1, type: '', style: 0 }
    } else if (name === 'mergeCell') merges.push(readMerge(attribute(tag, 'ref') ?? ''))
    else texts.open(name)
  }

  function close(name: string): void {
    if (name === 'v') inValue = false
    else if (name === 'c') {
      const inline = texts.take()
      const text = inline === '' ? cellText(cell, value, { shared, plain }) : cleanCell(inline)
      if (text !== '' && cell.column < maxColumns) put(row.cells, cell.column, text)
    } else if (name === 'row') {
      if (row.cells.length > 0) rows.push(row)
      if (rows.length > maxRows) throw new UnreadableFile('file-too-big', { limit: `${maxRows}` })
    } else texts.close(name)
  }

  return {
    reader: {
      get wantsText() {
        return inValue || texts.wanted()
      },
      open,
      close,
      text(part) {
        if (inValue) value += part
        else texts.add(part)
      },
    },
    rows() {
      fillMerged(rows, merges)
      return rows
    },
  }
}

function put(cells: string[], column: number, text: string): void {
  while (cells.length < column) cells.push('')
  cells[column] = text
}

function openCell(tag: string, before: number): { column: number; type: string; style: number } {
  const at = attribute(tag, 'r')
  return {
    column: at === null ? before + 1 : columnOf(at),
    type: attribute(tag, 't') ?? 'n',
    style: Number(attribute(tag, 's') ?? 0),
  }
}

/** `AB12` → 27. */
function columnOf(address: string): number {
  let column = 0
  for (let at = 0; at < address.length; at += 1) {
    const code = address.charCodeAt(at)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column - 1
}

function readMerge(ref: string): Merge {
  const [from = '', to = from] = ref.split(':')
  const corner = (address: string) => ({
    r: Number(/\d+/.exec(address)?.[0] ?? 1) - 1,
    c: columnOf(address),
  })
  return { s: corner(from), e: corner(to) }
}

function cellText(
  { type, style }: { type: string; style: number },
  value: string,
  { shared, plain }: { shared: string[]; plain: boolean[] },
): string {
  if (value === '') return ''
  switch (type) {
    case 's':
      return shared[Number(value)] ?? ''
    case 'str':
      return cleanCell(value)
    case 'b':
      return value === '1' || value === 'true' ? 'TRUE' : 'FALSE'
    case 'n':
      if (plain[style] === false) throw new OddXml('a formatted number')
      return Number.isFinite(Number(value)) ? numberText(Number(value)) : ''
    default:
      throw new OddXml(`a cell of type ${type}`)
  }
}
