import { readCsv } from '../../platform/tables-csv.ts'
import type { Row } from '../../platform/tables.ts'
import { readNotes } from './anki.ts'
import type { Note } from './anki/note.ts'
import type { BankFile, Source } from './format.ts'

const separators = new Map([
  ['comma', ','],
  ['semicolon', ';'],
  ['tab', '\t'],
  ['space', ' '],
  ['pipe', '|'],
  ['colon', ':'],
])

/**
 * A text export of Anki: notes as lines, fields parted by tabs unless its first lines say otherwise
 * (`#separator:`, `#html:`, `#columns:`, `#deck column:`…). Where no column is named the first is
 * the question and the second its answer. Format: docs.ankiweb.net, "Text Files".
 */
export function readAnkiText({ decoded }: Source): BankFile {
  const text = (decoded?.text ?? '').replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const header = readHeaderLines(text)
  const rows = readCsv(header.body, header.separator)
    .filter((row) => !isComment(row))
    .map((row) => ({ ...row, number: row.number + header.lines }))
  const html = header.settings.get('html') === 'true' || looksLikeHtml(header)
  return { format: 'anki-text', ...readNotes(rows.map((row) => toNote(row, header, html))) }
}

interface Header {
  settings: Map<string, string>
  separator: string
  /** How many lines it takes. */
  lines: number
  body: string
}

function readHeaderLines(text: string): Header {
  const settings = new Map<string, string>()
  const lines = text.split('\n')
  let count = 0
  for (const line of lines) {
    const hit = /^#([a-z][a-z ]*):(.*)$/i.exec(line)
    if (!hit) break
    settings.set((hit[1] ?? '').toLowerCase(), (hit[2] ?? '').trim() || (hit[2] ?? ''))
    count += 1
  }
  const named = settings.get('separator') ?? 'tab'
  return {
    settings,
    separator: separators.get(named.toLowerCase()) ?? (named.length === 1 ? named : '\t'),
    lines: count,
    body: lines.slice(count).join('\n'),
  }
}

/** Anki passes over lines that begin with `#`; here only those that are one cell, with a space. */
function isComment({ cells }: Row): boolean {
  return cells.length === 1 && /^#\s/.test(cells[0] ?? '')
}

function looksLikeHtml({ settings, body }: Header): boolean {
  return !settings.has('html') && /<br\s*\/?>|<div>|&nbsp;/i.test(body)
}

function toNote(row: Row, { settings, separator }: Header, html: boolean): Note {
  const columnOf = (name: string): number => Number(settings.get(`${name} column`) ?? 0) - 1
  const deckColumn = columnOf('deck')
  const aside = new Set(['notetype', 'deck', 'tags', 'guid'].map(columnOf))
  const names = (settings.get('columns') ?? '').split(separator).map((name) => name.trim())
  const deck = (deckColumn < 0 ? settings.get('deck') : row.cells[deckColumn]) ?? ''
  const isField = (_: string, at: number): boolean => !aside.has(at)
  return {
    place: { row: row.number },
    type: { fields: names.filter(isField), front: '', back: '' },
    fields: row.cells.filter(isField),
    html,
    ...(deck === '' || /^(?:Default|默认|系统默认)$/.test(deck)
      ? {}
      : { deck: deck.split('::').join('/') }),
  }
}
