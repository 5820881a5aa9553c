import type { Deps } from '../../platform/deps.ts'
import type { TableFile } from '../../platform/tables.ts'
import type { Translate } from '../../shared/locale.ts'
import type { Screen } from '../../shared/screen.ts'
import { previewShifts } from './preview-shifts.ts'
import { previewScreen } from './screens.ts'

/** The preview of a table an admin sent, if it is a duty roster; null for everything else. */
export async function offerShifts(
  deps: Pick<Deps, 'db' | 'now' | 'settings'>,
  t: Translate,
  file: { tables: TableFile; name: string; person: { telegramId: number } },
): Promise<Screen | null> {
  const { tables, name: fileName, person } = file
  const preview = await previewShifts(deps, { tables, fileName, by: person.telegramId })
  return preview && previewScreen(t, preview)
}
