import WordExtractor from 'word-extractor'

import { UnreadableFile } from './tables-types.ts'

/**
 * The text of a Word 97 to 2003 file (.doc), a line a paragraph, cells parted by tabs. Numbers that
 * Word makes by itself are not in it.
 * @throws UnreadableFile `file-broken`
 */
export async function readOldWord(bytes: Uint8Array): Promise<string> {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const document = await new WordExtractor().extract(buffer)
    return `${document.getBody()}\n${document.getTextboxes({ includeHeadersAndFooters: false })}`
  } catch {
    throw new UnreadableFile('file-broken')
  }
}
