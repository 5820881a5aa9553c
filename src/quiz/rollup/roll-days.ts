import type { Deps } from '../../platform/deps.ts'
import { addDays, dayIn } from '../../shared/day.ts'
import { isOpenFor } from '../choose-day.ts'
import { countDay, listStaleDays, markOver } from './store.ts'

type RollDeps = Pick<Deps, 'db' | 'now' | 'settings'>

/** No holiday keeps a set open for longer. */
const longestHoliday = 14

/**
 * Notes which days are over, because nobody can make them up any more: they are counted from the next minute on. A
 * change that is being written at this moment, and does not know of it yet, is complete by then.
 */
export async function noteOverDays(deps: RollDeps): Promise<void> {
  const today = dayIn(deps.settings.timeZone, deps.now())
  let firstOpen = today
  for (let back = 1; back <= longestHoliday; back += 1) {
    const day = addDays(today, -back)
    if (await isOpenFor(deps, day)) firstOpen = day
  }
  await markOver(deps.db, { beforeDay: firstOpen, now: deps.now() })
}

/**
 * Counts the days that are over and not counted, or changed since; the latest first. Ends after `budgetMs`; run
 * again, it goes on. Returns how many it counted.
 */
export async function rollDays(
  { db, now }: Pick<RollDeps, 'db' | 'now'>,
  { budgetMs }: { budgetMs: number },
): Promise<number> {
  const settled = new Date(now().getTime() - 60_000)
  const started = performance.now()
  let counted = 0
  for (const day of await listStaleDays(db, settled)) {
    await countDay(db, { day, now: now() })
    counted += 1
    if (performance.now() - started > budgetMs) break
  }
  return counted
}
