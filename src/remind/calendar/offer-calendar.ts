import type { TableFile } from '../../platform/tables.ts'
import { dayIn } from '../../shared/day.ts'
import type { Translate } from '../../shared/locale.ts'
import type { Screen } from '../../shared/screen.ts'
import { previewCalendar, type PreviewDeps } from './preview-calendar.ts'
import { looksLikeCalendar, readCalendarFile } from './read-file.ts'
import { previewScreen } from './screens.ts'

/** The preview of a table an admin sent, if it is a calendar; null for everything else. */
export async function offerCalendar(
  deps: PreviewDeps,
  t: Translate,
  file: { tables: TableFile; name: string; person: { telegramId: number } },
): Promise<Screen | null> {
  if (!looksLikeCalendar(file.tables)) return null
  const plan = readCalendarFile(file.tables, dayIn(deps.settings.timeZone, deps.now()))
  const about = { plan, source: file.name, by: file.person.telegramId }
  return previewScreen(t, await previewCalendar(deps, about))
}
