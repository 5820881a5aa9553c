import type { Deps } from '../../platform/deps.ts'
import type { Translate } from '../../shared/locale.ts'
import type { Screen } from '../../shared/screen.ts'
import { regradedScreen } from './screens.ts'
import { findChangesOf } from './store.ts'

/** What an officer is told when marks of theirs were given anew; null when none was. */
export async function renderRegrade(
  { db }: Pick<Deps, 'db'>,
  t: Translate,
  about: { officerId: number; regradeId: number },
): Promise<{ screen: Screen } | null> {
  const found = await findChangesOf(db, about)
  return found && { screen: regradedScreen(t, found.question, found.changes) }
}
