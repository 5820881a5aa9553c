import type { Deps } from '../../platform/deps.ts'
import { dayIn } from '../../shared/day.ts'
import { countDay, listStaleDays, markOver } from './store.ts'

/** A change that did not know of the day yet is written by then. */
const settledMs = 60_000
/** All morning somebody makes yesterday up; whoever reads counts it meanwhile. */
const againMs = 30 * 60_000

type RollDeps = Pick<Deps, 'db' | 'now' | 'settings'>

/**
 * Notes which days are over: they are counted from the next minute on. A change that is being written at this moment,
 * and does not know of it yet, is complete by then. What is made up afterwards makes a day stale again.
 */
export async function noteOverDays({ db, now, settings }: RollDeps): Promise<void> {
  const today = dayIn(settings.timeZone, now())
  await markOver(db, { beforeDay: today, now: now() })
}

/**
 * Counts the days that are over and not counted, or changed since; the latest first. Ends after `budgetMs`; run
 * again, it goes on. Returns how many it counted.
 */
export async function rollDays(
  { db, now }: Pick<RollDeps, 'db' | 'now'>,
  { budgetMs }: { budgetMs: number },
): Promise<number> {
  const settled = new Date(now().getTime() - settledMs)
  const counted = new Date(now().getTime() - againMs)
  const started = performance.now()
  let days = 0
  for (const day of await listStaleDays(db, { settled, countedBefore: counted })) {
    await countDay(db, { day, now: now() })
    days += 1
    if (performance.now() - started > budgetMs) break
  }
  return days
}
