import type { Deps } from '../platform/deps.ts'
import type { Day } from '../shared/day.ts'
import type { Translate } from '../shared/locale.ts'
import type { Screen } from '../shared/screen.ts'
import { nudgeScreen } from './screens.ts'
import { findProgress } from './store.ts'

/** The nudge as it is true at the moment of sending; null when the officer has finished or is excused. */
export async function renderNudge(
  { db }: Pick<Deps, 'db'>,
  t: Translate,
  { officerId, day }: { officerId: number; day: Day },
): Promise<{ screen: Screen } | null> {
  const progress = await findProgress(db, officerId, day)
  if (progress?.state !== 'DUE') return null
  return { screen: nudgeScreen(t, { day, ...progress }) }
}
