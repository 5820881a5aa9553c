import { audit } from '../platform/audit.ts'
import type { Db, Sql } from '../platform/db.ts'
import { planRoster, type RosterChanges } from './plan-roster.ts'
import { applyPlan, findImport, loadPeople, lockRoster, settleImport } from './roster-store.ts'

export type RosterConfirmation =
  | { kind: 'confirmed'; changes: RosterChanges }
  | { kind: 'already-confirmed' | 'cancelled' | 'unknown' }

/** 10,000 officers take a second or two on a small machine; others wait for the lock meanwhile. */
const timeLimit = { maxWait: 30_000, timeout: 120_000 }

/**
 * Carries a previewed roster out, in one transaction. What changes is worked out anew from its rows,
 * so a preview that another import made stale does no harm. `by` is a Telegram id, null for the
 * command line.
 */
export function confirmRoster(
  { db, now }: { db: Db; now: () => Date },
  { importId, by }: { importId: number; by: number | null },
): Promise<RosterConfirmation> {
  return db.$transaction(async (sql): Promise<RosterConfirmation> => {
    await lockRoster(sql)
    if (!(await settleImport(sql, { id: importId, state: 'LIVE', at: now() }))) {
      return { kind: await whyNot(sql, importId) }
    }
    const saved = await findImport(sql, importId)
    if (!saved) return { kind: 'unknown' }
    const plan = planRoster(saved.roster, await loadPeople(sql))
    await applyPlan(sql, plan, now())
    await audit(sql, {
      at: now(),
      actor: by,
      act: 'roster-confirmed',
      object: `roster-import:${importId}`,
      detail: { fileName: saved.fileName, ...countChanges(plan.changes) },
    })
    return { kind: 'confirmed', changes: plan.changes }
  }, timeLimit)
}

/** Throws a previewed roster away. False when it was confirmed or cancelled before. */
export function cancelRoster(
  { db, now }: { db: Db; now: () => Date },
  importId: number,
): Promise<boolean> {
  return settleImport(db, { id: importId, state: 'CANCELLED', at: now() })
}

/** How many of each kind of change. */
export function countChanges(changes: RosterChanges): Record<keyof RosterChanges, number> {
  const { officers, ...lists } = changes
  const counts = Object.entries(lists).map(([name, list]) => [name, list.length])
  return { officers, ...Object.fromEntries(counts) } as Record<keyof RosterChanges, number>
}

async function whyNot(sql: Sql, importId: number) {
  const saved = await findImport(sql, importId)
  if (!saved) return 'unknown'
  return saved.state === 'CANCELLED' ? 'cancelled' : 'already-confirmed'
}
