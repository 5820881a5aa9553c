import { oleKind } from '../../platform/tables-book.ts'
import { guessDelimiter, readCsv, regularity } from '../../platform/tables-csv.ts'
import { decodeText, type DecodedText } from '../../platform/tables-text.ts'
import { checkZip } from '../../platform/tables-zip.ts'
import { isExcelMarkup, isOle, isWorkbook, isZip } from '../../platform/tables.ts'
import { inferLayout } from './infer.ts'
import { readHeader } from './layout.ts'
import { hasOptionLines, isChineseList } from './recognise-list.ts'
import { beginsAsGift, looksLikeGift, recognisePlain } from './recognise-plain.ts'
import { truthOf } from './truth.ts'

/**
 * What a file is by its content. `table` is every spreadsheet and csv, `list` is prose with numbered
 * questions; `archive`, `encrypted`, `html`, `image`, `office`, `pdf` and `xml` are told apart so that
 * a person hears what to do instead.
 */
export type Format =
  | 'aiken'
  | 'anki'
  | 'anki-text'
  | 'archive'
  | 'doc'
  | 'docx'
  | 'encrypted'
  | 'examview'
  | 'gift'
  | 'html'
  | 'image'
  | 'json'
  | 'jsonl'
  | 'list'
  | 'moodle'
  | 'office'
  | 'pdf'
  | 'qti'
  | 'sqlite'
  | 'table'
  | 'xml'

export interface Recognised {
  format: Format
  /** The text of a text format. */
  decoded: DecodedText | null
}

/**
 * Tells formats apart by content; names and extensions lie (a `.txt` that is JSON lines, an `.xlsx`
 * that is an old xls).
 * @throws UnreadableFile for a broken or dangerous zip, and for bytes that are no text
 */
export async function recognise(bytes: Uint8Array): Promise<Recognised> {
  const binary = magic(bytes)
  if (binary) return { format: binary, decoded: null }
  if (isZip(bytes)) return { format: recogniseZip(await checkZip(bytes)), decoded: null }
  if (isOle(bytes)) return { format: recogniseOle(bytes), decoded: null }
  const decoded = decodeText(bytes)
  return { format: recogniseText(decoded.text), decoded }
}

function magic(bytes: Uint8Array): Format | null {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  if (start.startsWith('%PDF')) return 'pdf'
  if (start.startsWith('SQLite format 3')) return 'sqlite'
  if (/^(\x89PNG|\xff\xd8\xff|GIF8|BM.{2}\0\0|RIFF)/s.test(start)) return 'image'
  const archives = ['Rar!', '7z\xbc\xaf', '\x1f\x8b']
  return archives.some((mark) => start.startsWith(mark)) ? 'archive' : null
}

function recogniseZip(names: Set<string>): Format {
  if (isWorkbook(names)) return 'table'
  if (names.has('word/document.xml')) return 'docx'
  if (names.has('ppt/presentation.xml')) return 'office'
  const all = [...names]
  if (all.some((name) => /(^|\/)imsmanifest\.xml$/.test(name))) return 'qti'
  return all.some((name) => name.startsWith('collection.anki2')) ? 'anki' : 'archive'
}

function recogniseOle(bytes: Uint8Array): Format {
  const kind = oleKind(bytes)
  if (kind === 'xls') return 'table'
  return kind === 'other' ? 'office' : kind
}

function recogniseText(decoded: string): Format {
  const text = decoded.replace(/^\uFEFF/, '').trim()
  if (text === '' || isExcelMarkup(text)) return 'table'
  const json = recogniseJson(text)
  if (json) return json
  if (text.startsWith('<')) return recogniseMarkup(text)
  if (/^#(separator|html|notetype|deck|columns|tags)\b/.test(text)) return 'anki-text'
  if (beginsAsGift(text)) return 'gift'
  if (hasHeader(text)) return 'table'
  return recogniseLines(text)
}

/** Text that no sign of a format begins. */
function recogniseLines(text: string): Format {
  if (isChineseList(text)) return 'list'
  const plain = recognisePlain(text)
  if (plain) return plain
  if (hasOptionLines(text)) return 'list'
  if (isCards(text)) return 'anki-text'
  return isRegular(text) ? 'table' : 'list'
}

function recogniseJson(text: string): 'json' | 'jsonl' | null {
  if (!/^(\{|\[\s*([[{"\]\-\d]|true|false|null))/.test(text)) return null
  if (parses(text)) return 'json'
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const good = lines.slice(0, 20).filter((line) => parses(line.trim().replace(/,$/, ''))).length
  if (lines.length > 1 && good > 0 && good >= Math.min(lines.length, 20) / 2) return 'jsonl'
  return /^[{[]\s*["{[]/.test(text) ? 'json' : null
}

function parses(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

function recogniseMarkup(text: string): Format {
  const start = text
    .slice(0, 50_000)
    .replace(/<!--[^]*?-->/g, '')
    .slice(0, 2000)
  if (/<w:wordDocument[\s>]|<pkg:package[\s>]/.test(start)) return 'doc'
  if (/<quiz[\s>]/i.test(start)) return 'moodle'
  if (/<examview\b/i.test(start)) return 'examview'
  if (/<(\w+:)?(questestinterop|(qti-)?assessment-?item|pool)[\s>]/i.test(start)) return 'qti'
  // A question may begin with a tag; a page or an XML file says what it is.
  if (!/^<(\?xml|!doctype|html|head|body)\b/i.test(text) && looksLikeGift(text)) return 'gift'
  return /<!doctype html|<html|<body|<div|<p>/i.test(start) ? 'html' : 'xml'
}

/** A row of headings near the top makes any text a table. */
function hasHeader(text: string): boolean {
  const delimiter = guessDelimiter(text)
  const rows = readCsv(text.slice(0, 20_000), delimiter).slice(0, 40)
  return rows.some((row) => row.cells.length > 1 && readHeader(row) !== null)
}

/** Question and answer parted by a tab, as programs for flash cards write them. */
function isCards(text: string): boolean {
  const rows = readCsv(text.slice(0, 60_000), '\t')
  const pairs = rows.filter(({ cells }) => cells.length === 2 || cells.length === 3)
  const count = (test: (cells: string[]) => boolean): number =>
    pairs.filter(({ cells }) => test(cells)).length
  if (pairs.length < 2 || pairs.length < rows.length * 0.6) return false
  // A column of kinds, of numbers or of keys makes a table; letters and numbers a list.
  const questions = new Set(pairs.map(({ cells }) => cells[0]))
  if (questions.size < pairs.length * 0.6) return false
  if (count(([first = '']) => /^[（(]?([A-Z]|\d{1,4})[)）.、．:：]?$/.test(first)) > 0) return false
  const isKey = (cell: string): boolean =>
    /^[A-H](?:[\s,，、;；]*[A-H])*$/.test(cell) || truthOf(cell) !== null
  const keys = count((cells) => cells.some(isKey))
  return keys < pairs.length / 2
}

function isRegular(text: string): boolean {
  const delimiter = guessDelimiter(text)
  if (regularity(text.slice(0, 60_000), delimiter) < 0.8) return false
  return inferLayout(readCsv(text.slice(0, 60_000), delimiter)) !== null
}
