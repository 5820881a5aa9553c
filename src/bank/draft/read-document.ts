import { runApart } from '../../platform/tables-apart.ts'
import { UnreadableFile } from '../../platform/tables.ts'

/** A policy of a hundred pages; what is longer is a book. */
const longestDocument = 100_000
/** Less is no document to draft from. */
const shortestDocument = 60

/**
 * The prose in a txt, Markdown, docx or doc file, one line a paragraph, with the numbers that Word
 * makes by itself; read in a worker. Null where there is none, or too much of it.
 */
export async function readDocument(bytes: Uint8Array): Promise<string | null> {
  const script = { beside: import.meta.url, name: 'read-worker' }
  try {
    const lines = await runApart<string[]>(script, { bytes })
    const text = lines
      .map((line) => line.replace(/^[#>*\s]+/, '').trim())
      .filter((line) => line !== '')
      .join('\n')
    const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0
    return chinese >= shortestDocument && text.length <= longestDocument ? text : null
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    return null
  }
}
