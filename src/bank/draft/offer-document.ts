import type { Deps } from '../../platform/deps.ts'
import type { Translate } from '../../shared/locale.ts'
import type { Screen } from '../../shared/screen.ts'
import { readDocument } from './read-document.ts'
import { keepText } from './request-drafts.ts'
import { documentOffer } from './screens.ts'
import { policyTitle } from './sections.ts'

/**
 * What can be done with a file that holds no questions: its text, without personal data, is kept for
 * the button that drafts from it. Null where it is no prose.
 */
export async function offerDocument(
  deps: Pick<Deps, 'db' | 'now'>,
  t: Translate,
  file: { bytes: Uint8Array; name: string; by: number },
): Promise<Screen | null> {
  const { bytes, name, by } = file
  const text = await readDocument(bytes)
  if (text === null) return null
  const kept = await keepText(deps, { title: policyTitle(text, name), text, by })
  return documentOffer(t, kept)
}
