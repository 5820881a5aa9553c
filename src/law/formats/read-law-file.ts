import { readDocxParagraphs } from '../../platform/docx-lines.ts'
import { decodeText } from '../../platform/tables-text.ts'
import { isOle, isZip } from '../../platform/tables.ts'
import { readOldWord } from '../../platform/word.ts'
import type { LawFile } from './law-text.ts'
import { readLaw, readLawLines } from './read-law.ts'

/** A file that was read, with what its lines are called. */
export interface ReadLawFile extends LawFile {
  unit: 'line' | 'paragraph'
}

/**
 * The laws in a file, whatever its name says it is: txt and Markdown in any Chinese encoding, docx and
 * doc. A file that holds none gives no laws.
 * @throws UnreadableFile
 */
export async function readLawFile(bytes: Uint8Array, name: string): Promise<ReadLawFile> {
  if (!isZip(bytes) && !isOle(bytes)) {
    return { unit: 'line', ...readLaw(decodeText(bytes).text, { name }) }
  }
  const paragraphs = isOle(bytes)
    ? (await readOldWord(bytes)).split('\n')
    : ((await readDocxParagraphs(bytes)) ?? [])
  const lines = paragraphs.flatMap((paragraph, index) =>
    paragraph.split('\n').map((text) => ({ number: index + 1, text: text.trim() })),
  )
  const filled = lines.filter(({ text }) => text !== '')
  return { unit: 'paragraph', ...readLawLines(filled, { name, title: null }) }
}
