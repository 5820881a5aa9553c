import type { BankFile } from './format.ts'
import { readQuestionText } from './read-question-text.ts'
import { settleDrafts } from './settle.ts'

/**
 * What a text with questions holds. One question in the layout of `questionAsText` is read back
 * exactly as it was.
 */
export function readListText(text: string): BankFile {
  const settled = readQuestionText(text)
  const place = { line: 1 }
  const drafts = settled ? [{ place, stem: settled.stem, options: [], settled }] : []
  return { format: 'list', ...settleDrafts(drafts) }
}
