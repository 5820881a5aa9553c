import { readSqlite, type SqliteTable } from '../../../platform/sqlite.ts'
import { UnreadableFile } from '../../../platform/tables.ts'
import type { Note, NoteType } from './note.ts'

const tables = new Set(['col', 'notes', 'cards', 'decks', 'notetypes', 'fields', 'templates'])

type Cell = SqliteTable['rows'][number][number]
type Fields = Map<string, Cell>

/**
 * The notes of an Anki collection in the order they were made. Note types and decks stand in JSON
 * in `col` (up to 2020) or in tables of their own, whose settings are protocol buffers.
 * Format: github.com/ankitects/anki, rslib/src/storage and proto/anki/notetypes.proto.
 * @throws UnreadableFile `file-broken` without notes, or as `readSqlite` does
 */
export async function readCollection(bytes: Uint8Array): Promise<Note[]> {
  const found = await readSqlite(bytes, (table) => tables.has(table))
  if (!found.some(({ name }) => name === 'notes')) throw new UnreadableFile('file-broken')
  const rows = (name: string): Fields[] => recordsOf(found.find((table) => table.name === name))
  const [col] = rows('col')
  const types = new Map([...jsonTypes(col), ...tableTypes(rows)])
  const decks = new Map([...jsonDecks(col), ...tableDecks(rows('decks'))])
  const deckOf = new Map(rows('cards').map((card) => [card.get('nid'), String(card.get('did'))]))
  return rows('notes')
    .sort((a, b) => Number(a.get('id')) - Number(b.get('id')))
    .map((note, at) => {
      const deck = decks.get(deckOf.get(note.get('id') ?? null) ?? '')
      return {
        place: { item: at + 1 },
        type: types.get(String(note.get('mid'))) ?? { fields: [], front: '', back: '' },
        fields: stringOf(note.get('flds')).split('\u001F'),
        html: true,
        ...(deck === undefined ? {} : { deck }),
      }
    })
}

function recordsOf(table: SqliteTable | undefined): Fields[] {
  return (table?.rows ?? []).map(
    (row) => new Map(row.map((cell, at) => [table?.columns[at] ?? '', cell])),
  )
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function jsonTypes(col: Fields | undefined): [string, NoteType][] {
  return jsonEntries(col?.get('models')).map(([id, model]) => {
    const [template] = inOrder(model['tmpls'])
    return [
      id,
      {
        fields: inOrder(model['flds']).map((field) => stringOf(field['name'])),
        front: stringOf(template?.['qfmt']),
        back: stringOf(template?.['afmt']),
      },
    ]
  })
}

/** The deck everything starts in says nothing about its notes. */
function jsonDecks(col: Fields | undefined): [string, string][] {
  return jsonEntries(col?.get('decks')).flatMap(([id, deck]) =>
    id === '1' ? [] : [[id, deckName(stringOf(deck['name']))]],
  )
}

function deckName(name: string): string {
  return name.replaceAll('\u001F', '/').replaceAll('::', '/')
}

function tableTypes(rows: (table: string) => Fields[]): [string, NoteType][] {
  const fields = sortedByOrder(rows('fields'))
  const templates = sortedByOrder(rows('templates'))
  return rows('notetypes').map((type) => {
    const own = (record: Fields): boolean => record.get('ntid') === type.get('id')
    const sides = protoTexts(templates.find(own)?.get('config'))
    return [
      String(type.get('id')),
      {
        fields: fields.filter(own).map((field) => stringOf(field.get('name'))),
        front: sides.get(1) ?? '',
        back: sides.get(2) ?? '',
      },
    ]
  })
}

function tableDecks(decks: Fields[]): [string, string][] {
  return decks.flatMap((deck) =>
    deck.get('id') === 1 ? [] : [[String(deck.get('id')), deckName(stringOf(deck.get('name')))]],
  )
}

function sortedByOrder(records: Fields[]): Fields[] {
  return records.sort((a, b) => Number(a.get('ord')) - Number(b.get('ord')))
}

type Json = Record<string, unknown>

function jsonEntries(cell: Cell | undefined): [string, Json][] {
  try {
    const value: unknown = JSON.parse(stringOf(cell))
    return isObject(value) ? Object.entries(value).filter(isObjectEntry) : []
  } catch {
    return []
  }
}

function isObjectEntry(entry: [string, unknown]): entry is [string, Json] {
  return isObject(entry[1])
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null
}

function inOrder(list: unknown): Json[] {
  const objects = Array.isArray(list) ? list.filter(isObject) : []
  return objects.sort((a, b) => Number(a['ord'] ?? 0) - Number(b['ord'] ?? 0))
}

/** The texts of a protocol buffer's top level by their field number; anything odd ends the reading. */
function protoTexts(cell: Cell | undefined): Map<number, string> {
  const texts = new Map<number, string>()
  if (!(cell instanceof Uint8Array)) return texts
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let shift = 1; at < cell.length; shift *= 128) {
      const byte = cell[at] ?? 0
      at += 1
      value += (byte & 127) * shift
      if (byte < 128) break
    }
    return value
  }
  while (at < cell.length) {
    const tag = varint()
    const wire = tag % 8
    if (wire === 0) varint()
    else if (wire === 1) at += 8
    else if (wire === 5) at += 4
    else if (wire === 2) {
      const length = varint()
      texts.set(Math.floor(tag / 8), Buffer.from(cell.subarray(at, at + length)).toString('utf8'))
      at += length
    } else break
  }
  return texts
}
