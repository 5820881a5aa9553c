import { runApart } from '../platform/tables-apart.ts'
import { decodeText } from '../platform/tables-text.ts'
import { isOle, isZip, maxFileBytes, UnreadableFile } from '../platform/tables.ts'
import type { ReadLawFile } from './formats/read-law-file.ts'

/**
 * `readLawFile` in a worker thread with limits on memory and time.
 * @throws UnreadableFile
 */
export async function readLawApart(bytes: Uint8Array, name: string): Promise<ReadLawFile> {
  if (bytes.length > maxFileBytes) throw new UnreadableFile('file-too-big', { limit: '20 MB' })
  const script = { beside: import.meta.url, name: 'read-worker' }
  return await runApart<ReadLawFile>(script, { bytes, name })
}

const startOfArticle =
  /^[#>*\s]*(?:<b[^>]*>)?第\s?[零〇○一二三四五六七八九十百千\d０-９]{1,7}\s?条/gm

/** False where a glance shows that a file holds no law, so that no worker is started for it. */
export function mayHoldLaw(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (isZip(bytes)) return buffer.includes('word/document.xml')
  if (isOle(bytes)) return buffer.includes(Buffer.from('WordDocument', 'utf16le'))
  try {
    return (decodeText(bytes).text.match(startOfArticle)?.length ?? 0) >= 3
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    return false
  }
}
