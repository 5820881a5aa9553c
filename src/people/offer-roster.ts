import type { Db } from '../platform/db.ts'
import type { TableFile } from '../platform/tables.ts'
import type { Translate } from '../shared/locale.ts'
import type { Person } from '../shared/person.ts'
import type { Screen } from '../shared/screen.ts'
import { previewTables } from './preview-roster.ts'
import { previewScreen } from './roster-screens.ts'

/** The preview of a table an admin sent, if it is a roster; null for everything else. */
export async function offerRoster(
  deps: { db: Db; now: () => Date },
  t: Translate,
  file: { tables: TableFile; name: string; person: Person },
): Promise<Screen | null> {
  const { tables, name: fileName, person } = file
  const preview = await previewTables(deps, { tables, fileName, by: person.telegramId })
  return preview.kind === 'preview' ? previewScreen(t, preview) : null
}
