import type { Translate } from '../shared/locale.ts'
import type { Screen } from '../shared/screen.ts'
import { foreseeLawImport, type ForeseeDeps } from './change/foresee-law-import.ts'
import { previewScreen } from './manage/screens.ts'
import { previewLawImport } from './preview-law-import.ts'
import { mayHoldLaw } from './read-law-apart.ts'

/**
 * The preview of a file an admin sent, if laws are in it; null for everything else, also for a
 * question bank that cites laws and for what cannot be read: another reader may know it.
 */
export async function offerLawFile(
  deps: ForeseeDeps,
  t: Translate,
  file: { bytes: Uint8Array; name: string; person: { telegramId: number } },
): Promise<Screen | null> {
  const { bytes, name, person } = file
  if (!mayHoldLaw(bytes)) return null
  const preview = await previewLawImport(deps, { bytes, name, by: person.telegramId })
  if (preview.kind !== 'preview') return null
  return previewScreen(t, preview, await foreseeLawImport(deps, preview.importId))
}
