import type { Db } from '../../platform/db.ts'
import { dayIn } from '../../shared/day.ts'
import { loadLaws, lockLaws } from '../store.ts'
import { applyChange, followTimeLimit, type FollowDeps } from './apply-change.ts'
import { findDue, listDue, markUndone } from './store.ts'

/**
 * Applies every planned change whose first day has come, each once, in the order of their days, also
 * those of days on which the program was down. May run at any moment and on every replica.
 */
export async function applyDueLawChanges(deps: FollowDeps & { db: Db }): Promise<void> {
  const today = dayIn(deps.settings.timeZone, deps.now())
  for (const id of await listDue(deps.db, today)) {
    await deps.db.$transaction(async (sql) => {
      await lockLaws(sql)
      const change = await findDue(sql, id, today)
      if (!change) return
      const laws = await loadLaws(sql)
      const law = laws.find((one) => one.id === change.lawId)
      if (law) await applyChange(deps, sql, { change, laws, law })
      else await markUndone(sql, id, deps.now())
    }, followTimeLimit)
  }
}
