import type { Sql } from './platform/db.ts'
import type { Deps } from './platform/deps.ts'
import { planRetest } from './quiz/retest/plan-retest.ts'
import { notifyAdmins } from './remind/notify-admins.ts'
import { mondayOf } from './report/burden.ts'
import { wouldExceed } from './report/would-exceed.ts'
import { dayIn, type Day } from './shared/day.ts'
import type { Excess } from './shared/excess.ts'

/**
 * Plans the cards after a law has changed, and tells the admins of the first week that becomes too much by
 * them and of what can go. Returns how many officers were added.
 */
export async function planWeighedRetest(
  deps: Pick<Deps, 'now' | 'settings'>,
  sql: Sql,
  about: { taskId: number; questionId: number },
): Promise<number> {
  const count = await planRetest(deps, sql, about)
  const excess = count > 0 ? await firstExcess(deps, sql, about.taskId) : null
  if (excess) await tell(deps, sql, { ...excess, taskId: about.taskId })
  return count
}

async function firstExcess(
  deps: Pick<Deps, 'now' | 'settings'>,
  sql: Sql,
  taskId: number,
): Promise<Excess | null> {
  const { timeZone } = deps.settings
  const cards = await sql.delivery.findMany({
    where: { campaign: `retest:${taskId}` },
    select: { officerId: true, dueAt: true },
    orderBy: { dueAt: 'asc' },
  })
  const weeks = new Map<Day, number[]>()
  for (const { officerId, dueAt } of cards) {
    if (officerId === null) continue
    const monday = mondayOf(dayIn(timeZone, dueAt))
    weeks.set(monday, [...(weeks.get(monday) ?? []), officerId])
  }
  for (const [day, officerIds] of weeks) {
    // The cards wait in the outbox already.
    const excess = await wouldExceed(
      { ...deps, db: sql },
      { officerIds, day, messages: 0, sets: 0 },
    )
    if (excess) return excess
  }
  return null
}

async function tell(
  { now, settings }: Pick<Deps, 'now' | 'settings'>,
  sql: Sql,
  { taskId, monday, people, of, most, budget }: Excess & { taskId: number },
): Promise<void> {
  const week = { month: Number(monday.slice(5, 7)), date: Number(monday.slice(8)) }
  await notifyAdmins(sql, settings, {
    campaign: `retest-burden:${taskId}`,
    key: 'burden-over-retest',
    args: { ...week, people, of, ...most, budget: budget.messages },
    now: now(),
  })
}
