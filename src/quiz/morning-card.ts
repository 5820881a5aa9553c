import type { Sql } from '../platform/db.ts'
import type { Deps } from '../platform/deps.ts'
import type { Day } from '../shared/day.ts'
import type { Translate } from '../shared/locale.ts'
import type { Screen } from '../shared/screen.ts'
import { findDuty } from './duty-store.ts'
import { morningScreen } from './screens.ts'
import { startDay } from './start-set.ts'
import { findNextItem, saveShown } from './store.ts'

/**
 * The card that opens an officer's day, made when it is sent: the first question is dealt here. Null
 * when there is nothing to open: excused since, begun already, or no question to ask.
 */
export async function morningCard(
  deps: Pick<Deps, 'db' | 'now' | 'settings'>,
  t: Translate,
  { officerId, day }: { officerId: number; day: Day },
): Promise<{ screen: Screen; sent: (messageId: number, sql: Sql) => Promise<void> } | null> {
  const duty = await findDuty(deps.db, officerId, day)
  // MISSED: an operator sends a past day's card again while it can be made up.
  if (duty?.state !== 'DUE' && duty?.state !== 'MISSED') return null
  const started = await startDay(deps, officerId, day)
  if (started.kind !== 'sitting') return null
  const item = await findNextItem(deps.db, started.sittingId)
  if (!item || item.shown) return null
  return {
    screen: morningScreen(t, item),
    sent: (messageId, sql) => saveShown(sql, item.answerId, { messageId, now: deps.now() }),
  }
}
