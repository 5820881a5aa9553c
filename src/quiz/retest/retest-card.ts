import type { Sql } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { dayIn } from '../../shared/day.ts'
import type { Translate } from '../../shared/locale.ts'
import type { Screen } from '../../shared/screen.ts'
import { findSitting, saveSitting } from '../deal-store.ts'
import { optionOrder, seededRandom } from '../shuffle.ts'
import { findNextItem, saveShown } from '../store.ts'
import { retestScreen } from './screens.ts'
import { findRetest, saveRetestSitting, type Retest } from './store.ts'

type CardDeps = Pick<Deps, 'db' | 'now'> & { settings: Pick<Deps['settings'], 'timeZone'> }

/**
 * The card with the old and the new text and the question, made when it is sent: the question is dealt
 * here. Null when there is nothing left to ask: it was taken out, answered in another set since, the
 * change was taken back, or the officer is away; the daily sets bring the question in time.
 */
export async function retestCard(
  deps: CardDeps,
  t: Translate,
  about: { officerId: number; taskId: number },
): Promise<{ screen: Screen; sent: (messageId: number, sql: Sql) => Promise<void> } | null> {
  const today = dayIn(deps.settings.timeZone, deps.now())
  const retest = await findRetest(deps.db, { ...about, today })
  if (!retest || !retest.isLive || retest.isAnswered) return null
  if (retest.isOvertaken || retest.isAway) return null
  const sittingId = retest.sittingId ?? (await deal(deps, about, retest))
  const item = sittingId === null ? null : await findNextItem(deps.db, sittingId)
  if (!item || item.shown) return null
  return {
    screen: retestScreen(t, retest, item),
    sent: (messageId, sql) => saveShown(sql, item.answerId, { messageId, now: deps.now() }),
  }
}

async function deal(
  { db, now }: CardDeps,
  { officerId, taskId }: { officerId: number; taskId: number },
  { day, questionId, versionId, content }: Retest,
): Promise<number | null> {
  const order = optionOrder(content, seededRandom(officerId * 31 + questionId))
  const saved = await saveSitting(db, {
    officerId,
    day,
    kind: 'RETEST',
    number: 1,
    theme: null,
    dealtAt: now(),
    items: [{ questionId, versionId, order, sure: null }],
  })
  // Dealt before a crash: an officer has one retest a day, so it is this one.
  const sittingId = saved ?? (await findSitting(db, officerId, day, 'RETEST'))?.id ?? null
  if (sittingId !== null) await saveRetestSitting(db, { taskId, officerId, sittingId })
  return sittingId
}
