import { readOldWord } from '../../platform/word.ts'
import { readWordXmlBank } from './docx.ts'
import type { BankFile, Source } from './format.ts'
import { readList } from './list.ts'
import { textLines } from './list/lines.ts'

/**
 * The questions in a Word file of the time before docx: the binary one, or one saved as XML.
 * @throws UnreadableFile as `readOldWord` and `readWordXmlBank`
 */
export async function readDocBank({ bytes, decoded }: Source): Promise<BankFile> {
  if (decoded) return readWordXmlBank(decoded.text)
  const lines = textLines(await readOldWord(bytes))
  const numbered = lines.map((line, index) => ({ ...line, place: { paragraph: index + 1 } }))
  return { format: 'doc', ...readList(numbered) }
}
