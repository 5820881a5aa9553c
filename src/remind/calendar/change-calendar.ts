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
import { dayIn, type Day } from '../../shared/day.ts'
import type { CalendarPlan, DayChange } from './changes.ts'
import { lockCalendar, readOwnDays, writeOwnDays } from './store.ts'

export type CalendarDeps = Pick<Deps, 'db' | 'now' | 'settings'> & {
  /** Brings the duties and cards of a day in line, in the same transaction; null where it is not open. */
  dayChanged: (sql: Sql, day: Day) => Promise<DayFollowed | null>
}

export type CalendarChanged =
  /** `kept`: days that were left because they are over, or were changed again since. */
  { kind: 'changed'; days: number; kept: number; followed: DayFollowed | null } | PlanRefused

interface Decision {
  planId: number
  by: number
}

/** Carries a previewed plan out, but for days that are over by now. */
export async function confirmCalendar(
  deps: CalendarDeps,
  decision: Decision,
): Promise<CalendarChanged> {
  return await decide(deps, decision, { from: 'PREVIEW', to: 'LIVE' }, async (sql, plan, today) => {
    const changes = plan.changes.filter(({ day }) => day >= today)
    const before = await readOwnDays(
      sql,
      changes.map(({ day }) => day),
    )
    await savePlanRows(sql, decision.planId, { ...plan, before })
    return changes
  })
}

/** Gives the days of a plan back what they were, but for those that were changed again since. */
export async function undoCalendar(
  deps: CalendarDeps,
  decision: Decision,
): Promise<CalendarChanged> {
  return await decide(deps, decision, { from: 'LIVE', to: 'UNDONE' }, async (sql, plan, today) => {
    const before = (plan.before ?? []).filter(({ day }) => day >= today)
    const now = await readOwnDays(
      sql,
      before.map(({ day }) => day),
    )
    const applied = new Map(plan.changes.map((change) => [change.day, change]))
    return before.filter((_, at) => isSame(now[at], applied.get(now[at]?.day ?? '')))
  })
}

/** Throws a preview away. */
export async function cancelCalendar(
  { db, now }: Pick<CalendarDeps, 'db' | 'now'>,
  planId: number,
): Promise<boolean> {
  return await settlePlan(db, { id: planId, from: 'PREVIEW', to: 'CANCELLED', at: now() })
}

async function decide(
  { db, now, settings, dayChanged }: CalendarDeps,
  { planId, by }: Decision,
  step: { from: PlanState; to: PlanState },
  choose: (sql: Sql, plan: CalendarPlan, today: Day) => Promise<DayChange[]>,
): Promise<CalendarChanged> {
  const at = now()
  const today = dayIn(settings.timeZone, at)
  const carryOut = async (sql: Sql, { rows }: { rows: unknown }): Promise<CalendarChanged> => {
    const plan = rows as CalendarPlan
    const changes = await choose(sql, plan, today)
    await writeOwnDays(sql, changes)
    const act = step.to === 'LIVE' ? 'calendar-changed' : 'calendar-undone'
    const detail = { days: changes.map(({ day, mode }) => `${day} ${mode ?? 'usual'}`) }
    await audit(sql, { at, actor: by, act, object: `plan:${planId}`, detail })
    const isToday = changes.some(({ day }) => day === today)
    const followed = isToday ? await dayChanged(sql, today) : null
    const kept = plan.changes.length - changes.length
    return { kind: 'changed', days: changes.length, kept, followed }
  }
  const decision = { kind: 'calendar' as const, planId, ...step, at }
  return await decidePlan(db, decision, { lock: lockCalendar, carryOut })
}

function isSame(one: DayChange | undefined, other: DayChange | undefined): boolean {
  return one?.mode === other?.mode && one?.note === other?.note
}
