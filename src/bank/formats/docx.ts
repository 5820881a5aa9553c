import { readZip } from '../../platform/tables-zip.ts'
import { UnreadableFile, type Sheet } from '../../platform/tables.ts'
import {
  childOf,
  descendantsOf,
  elementsOf,
  parseXml,
  type XmlElement,
} from '../../platform/xml.ts'
import { readBody, type WordTable } from './docx/body.ts'
import { numbererOf, type Numberer } from './docx/numbering.ts'
import type { BankFile } from './format.ts'
import { readHeader } from './layout.ts'
import { readList } from './list.ts'
import { readTableBank } from './table.ts'

const parts = {
  document: 'word/document.xml',
  numbering: 'word/numbering.xml',
  styles: 'word/styles.xml',
}

/** A book of a thousand pages has about 10 MB of XML; its tree takes some ten times that. */
const maxXml = 20_000_000

/**
 * The questions in a Word file (docx), as lists or as tables.
 * @throws UnreadableFile as `readZip` and `parseXml`, and `file-too-big` {limit}
 */
export async function readDocxBank(bytes: Uint8Array): Promise<BankFile> {
  const { document, numberOf } = await openDocx(bytes)
  return readDocument('docx', document, numberOf)
}

/**
 * The lines of a Word file (docx) as a person reads them, the cells of tables as well.
 * @throws UnreadableFile as `readDocxBank`
 */
export async function readDocxLines(bytes: Uint8Array): Promise<string[]> {
  const { document, numberOf } = await openDocx(bytes)
  return readBody(bodyOf(document), numberOf, () => false).lines.map(({ text }) => text)
}

async function openDocx(bytes: Uint8Array): Promise<{ document: XmlElement; numberOf: Numberer }> {
  const wanted = new Set(Object.values(parts))
  const files = await readZip(bytes, (name) => wanted.has(name))
  const read = (name: string): XmlElement | null => {
    const file = files.get(name)
    return file ? parsed(file.toString('utf8')) : null
  }
  const document = read(parts.document)
  if (!document) throw new UnreadableFile('file-broken')
  return { document, numberOf: numbererOf(read(parts.numbering), read(parts.styles)) }
}

/**
 * The questions in a Word file saved as XML: Word 2003, or one file with all parts of a docx.
 * @throws UnreadableFile as `parseXml`, and `file-too-big` {limit}
 */
export function readWordXmlBank(text: string): BankFile {
  const root = parsed(text)
  if (root.name !== 'package') return readDocument('doc', root, numberInList)
  const part = (path: string): XmlElement | null => {
    const found = elementsOf(root, 'part').find((one) => one.attributes.get('name') === `/${path}`)
    const data = found && childOf(found, 'xmlData')
    return (data && elementsOf(data)[0]) ?? null
  }
  const document = part(parts.document)
  if (!document) throw new UnreadableFile('file-broken')
  return readDocument('doc', document, numbererOf(part(parts.numbering), part(parts.styles)))
}

function parsed(text: string): XmlElement {
  if (text.length > maxXml) throw new UnreadableFile('file-too-big', { limit: '20 MB' })
  return parseXml(text)
}

/** Word 2003 keeps the number that it shows beside the paragraph. */
const numberInList: Numberer = (paragraph) => {
  const properties = childOf(paragraph, 'pPr')
  const list = properties && childOf(properties, 'listPr')
  const shown = (list && childOf(list, 't'))?.attributes.get('val') ?? ''
  return /[\dA-Za-z一-龥]/.test(shown) ? `${shown} ` : ''
}

function readDocument(format: string, document: XmlElement, numberOf: Numberer): BankFile {
  const { lines, tables } = readBody(bodyOf(document), numberOf, isBank)
  const list = readList(lines)
  const banks = tables.map((table, index) => readTableBank(asSheet(table, index)))
  return {
    format,
    items: [...list.items, ...banks.flatMap(({ items }) => items)],
    problems: [...list.problems, ...banks.flatMap(({ problems }) => problems)],
  }
}

function bodyOf(document: XmlElement): XmlElement {
  return childOf(document, 'body') ?? descendantsOf(document, 'body')[0] ?? document
}

/** Whether the columns of a table are those of a bank. */
function isBank(table: WordTable): boolean {
  return table
    .slice(0, 3)
    .some((cells, index) => cells.length > 1 && readHeader({ number: index + 1, cells }) !== null)
}

function asSheet(table: WordTable, index: number): Parameters<typeof readTableBank>[0] {
  const rows = table
    .map((cells, at) => ({ number: at + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  const sheet: Sheet = { name: `表${index + 1}`, rows }
  return { format: 'xlsx', sheets: [sheet] }
}
