import type { Db } from '../platform/db.ts'
import type { Translate } from '../shared/locale.ts'
import type { Screen } from '../shared/screen.ts'
import { previewScreen } from './manage/screens.ts'
import { previewLawImport } from './preview-law-import.ts'
import { mayHoldLaw } from './read-law-apart.ts'

/**
 * The preview of a file an admin sent, if laws are in it; null for everything else, also for a
 * question bank that cites laws and for what cannot be read: another reader may know it.
 */
export async function offerLawFile(
  deps: { db: Db; now: () => Date },
  t: Translate,
  file: { bytes: Uint8Array; name: string; person: { telegramId: number } },
): Promise<Screen | null> {
  const { bytes, name, person } = file
  if (!mayHoldLaw(bytes)) return null
  const preview = await previewLawImport(deps, { bytes, name, by: person.telegramId })
  return preview.kind === 'preview' ? previewScreen(t, preview) : null
}
