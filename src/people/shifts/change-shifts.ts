import { audit } from '../../platform/audit.ts'
import type { Sql } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import {
  decidePlan,
  savePlanRows,
  settlePlan,
  type PlanRefused,
  type PlanState,
} from '../../platform/plan-imports.ts'
import type { DayFollowed } from '../../shared/day-followed.ts'
import { addDays, dayIn, type Day } from '../../shared/day.ts'
import { tableToRestore, type ShiftPlan, type ShiftTable } from './plan.ts'
import { lockShifts, readShiftTable, writeShiftTable } from './store.ts'

export type ShiftDeps = Pick<Deps, 'db' | 'now' | 'settings'> & {
  /** Brings the duties and cards of a day in line, in the same transaction; null where it is not open. */
  dayChanged: (sql: Sql, day: Day) => Promise<DayFollowed | null>
}

export type ShiftsChanged =
  | { kind: 'changed'; officers: number; days: number; followed: DayFollowed | null }
  | PlanRefused

interface Decision {
  planId: number
  by: number
}

/** Carries a previewed duty roster out: it takes the place of what was known of its officers on its days. */
export async function confirmShifts(deps: ShiftDeps, decision: Decision): Promise<ShiftsChanged> {
  return await decide(deps, decision, { from: 'PREVIEW', to: 'LIVE' }, async (sql, plan) => {
    const before = await readShiftTable(sql, plan)
    await savePlanRows(sql, decision.planId, { ...plan, before })
    return plan
  })
}

/** Takes a duty roster back, but for days that another one has changed since. */
export async function undoShifts(deps: ShiftDeps, decision: Decision): Promise<ShiftsChanged> {
  return await decide(deps, decision, { from: 'LIVE', to: 'UNDONE' }, async (sql, plan) =>
    tableToRestore(plan, await readShiftTable(sql, plan)),
  )
}

/** Throws a preview away. */
export async function cancelShifts(
  { db, now }: Pick<ShiftDeps, 'db' | 'now'>,
  planId: number,
): Promise<boolean> {
  return await settlePlan(db, { id: planId, from: 'PREVIEW', to: 'CANCELLED', at: now() })
}

async function decide(
  { db, now, settings, dayChanged }: ShiftDeps,
  { planId, by }: Decision,
  step: { from: PlanState; to: PlanState },
  choose: (sql: Sql, plan: ShiftPlan) => Promise<ShiftTable>,
): Promise<ShiftsChanged> {
  const at = now()
  const today = dayIn(settings.timeZone, at)
  const carryOut = async (
    sql: Sql,
    { fileName, rows }: { fileName: string; rows: unknown },
  ): Promise<ShiftsChanged> => {
    const plan = rows as ShiftPlan
    await writeShiftTable(sql, await choose(sql, plan))
    const counts = { officers: plan.officers.length, days: plan.days.length }
    const act = step.to === 'LIVE' ? 'shifts-changed' : 'shifts-undone'
    const detail = { fileName, ...counts }
    await audit(sql, { at, actor: by, act, object: `plan:${planId}`, detail })
    // Who had last night's shift gets the card of today later.
    const touchesToday = [addDays(today, -1), today].some((day) => plan.days.includes(day))
    const followed = touchesToday ? await dayChanged(sql, today) : null
    return { kind: 'changed', ...counts, followed }
  }
  const decision = { kind: 'shifts' as const, planId, ...step, at }
  return await decidePlan(db, decision, { lock: lockShifts, carryOut })
}
