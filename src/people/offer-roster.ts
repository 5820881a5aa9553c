import type { Db } from '../platform/db.ts'
import type { Translate } from '../shared/locale.ts'
import type { Person } from '../shared/person.ts'
import type { Screen } from '../shared/screen.ts'
import { previewRoster } from './preview-roster.ts'
import { previewScreen } from './roster-screens.ts'

/**
 * The preview of a file an admin sent, if it is a roster; null for everything else, also for what no
 * table reader understands: it may be a bank.
 */
export async function offerRoster(
  deps: { db: Db; now: () => Date },
  t: Translate,
  file: { bytes: Uint8Array; name: string; person: Person },
): Promise<Screen | null> {
  const { bytes, name: fileName, person } = file
  const preview = await previewRoster(deps, { bytes, fileName, by: person.telegramId })
  return preview.kind === 'preview' ? previewScreen(t, preview) : null
}
