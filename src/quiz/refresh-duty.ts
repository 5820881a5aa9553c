import type { Deps } from '../platform/deps.ts'
import { addDays, dayIn } from '../shared/day.ts'
import { isExcused, setExcused } from './duty-store.ts'

/** How far back an absence entered late still excuses. */
const daysBack = 2

/** An officer's absences changed: the unfinished duties of the last days follow. */
export async function refreshDuty(
  { db, now, settings }: Pick<Deps, 'db' | 'now' | 'settings'>,
  officerId: number,
): Promise<void> {
  const today = dayIn(settings.timeZone, now())
  for (let back = 0; back <= daysBack; back++) {
    const day = addDays(today, -back)
    const excused = await isExcused(db, officerId, day)
    await setExcused(db, officerId, { day, excused, open: back === 0 })
  }
}
