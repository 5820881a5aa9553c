import { inflateZstd } from '../../platform/sqlite.ts'
import { readZip } from '../../platform/tables-zip.ts'
import { UnreadableFile } from '../../platform/tables.ts'
import { readCollection } from './anki/collection.ts'
import { readNote, type Note } from './anki/note.ts'
import type { BankFile, Source } from './format.ts'
import { settleDrafts } from './settle.ts'

/**
 * An Anki package (.apkg, .colpkg). New ones hold the deck compressed and, for old programs, a
 * second collection that only says so: the newest is read.
 * @throws UnreadableFile
 */
export async function readAnki({ bytes }: Source): Promise<BankFile> {
  const entries = await readZip(bytes, (name) => name.startsWith('collection.anki2'))
  const packed = entries.get('collection.anki21b')
  const plain = entries.get('collection.anki21') ?? entries.get('collection.anki2')
  const collection = packed ? inflateZstd(packed) : plain
  if (!collection) throw new UnreadableFile('file-broken')
  return { format: 'anki', ...readNotes(await readCollection(collection)) }
}

/** The questions of notes, and what each other note is. */
export function readNotes(notes: Note[]): Pick<BankFile, 'items' | 'problems'> {
  const read = notes.map(readNote)
  const settled = settleDrafts(read.flatMap((found) => (Array.isArray(found) ? found : [])))
  const refused = read.flatMap((found) => (Array.isArray(found) ? [] : [found]))
  return {
    items: settled.items,
    problems: [...refused, ...settled.problems].sort(
      (a, b) => (a.where.item ?? a.where.row ?? 0) - (b.where.item ?? b.where.row ?? 0),
    ),
  }
}
