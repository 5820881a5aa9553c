import type { Question } from '../../../shared/question.ts'
import type { Draft, DraftSource } from './draft.ts'

/** Why a draft may not be shown to a reviewer as it is. */
export type DraftFault =
  | 'quote-not-in-article'
  | 'key-not-from-quote'
  | 'several-right'
  | 'options-alike'
  | 'options-of-different-kind'
  | 'key-in-stem'
  | 'key-stands-out'
  | 'too-long'
  | 'not-self-contained'
  | 'duplicate'

/**
 * What is wrong with a draft, whoever made it, as far as code can tell from the article alone; an
 * empty list where nothing is. `others` are questions it must not repeat.
 */
export function checkDraft(
  { question }: Draft,
  { source }: { source: DraftSource; others: Question[] },
): DraftFault[] {
  const faults: DraftFault[] = []
  const bare = (text: string) => text.normalize('NFKC').replace(/\s/g, '')
  const quote = bare(question.basis?.quote ?? '')
  if (quote === '' || !bare(source.text).includes(quote)) faults.push('quote-not-in-article')
  if (question.stem.length > 200) faults.push('too-long')
  return faults
}
