import { isTrainingDay, nextTrainingDay } from '../../platform/calendar.ts'
import type { Sql } from '../../platform/db.ts'
import { queueDeliveries } from '../../platform/delivery.ts'
import type { Deps } from '../../platform/deps.ts'
import { clockIn, dayIn, instantOf, type Day } from '../../shared/day.ts'
import { insertRetests, moveUnshown, type PlannedRetest } from './store.ts'

type PlanDeps = Pick<Deps, 'now'> & {
  settings: Pick<Deps['settings'], 'timeZone' | 'trainingDays'>
}

/** Cards go out on training days after the morning's set, and today only while people are on duty. */
const cardAt = '09:00'
const lastHourOfToday = '18:00'
/** So many retests of one officer can wait at a time, one a day. */
const daysAhead = 30
/** After this the daily sets have brought the question up by themselves. */
const validDays = 14

/**
 * The law has changed what a question is about, and a reviewer has settled how it reads now. Everybody
 * who had answered it right knows something that holds no longer: they get the old and the new text
 * with the question, one such card a day at most. In the transaction of the decision; asking again adds
 * nobody twice. Returns how many officers were added.
 */
export async function planRetest(
  { settings, now }: PlanDeps,
  sql: Sql,
  about: { taskId: number; questionId: number },
): Promise<number> {
  const at = now()
  await moveUnshown(sql, about.questionId)
  const days = await cardDays(sql, settings, at)
  const planned = await insertRetests(sql, { ...about, days })
  const dueAt = (day: Day) => {
    const due = instantOf(settings.timeZone, day, cardAt)
    return due < at ? at : due
  }
  const cards = planned.map(({ officerId, chatId, day }: PlannedRetest) => ({
    campaign: `retest:${about.taskId}`,
    kind: 'retest' as const,
    chatId,
    officerId,
    data: { taskId: about.taskId },
    priority: 4,
    dueAt: dueAt(day),
    expiresAt: new Date(dueAt(day).getTime() + validDays * 86_400_000),
  }))
  await queueDeliveries(sql, cards)
  return planned.length
}

/** The days on which a card may go out, today among them where that is not too late. */
async function cardDays(sql: Sql, settings: PlanDeps['settings'], at: Date): Promise<Day[]> {
  const deps = { db: sql, settings }
  const today = dayIn(settings.timeZone, at)
  const isStillToday = clockIn(settings.timeZone, at) < lastHourOfToday
  const days: Day[] = isStillToday && (await isTrainingDay(deps, today)) ? [today] : []
  let day: Day | null = today
  while (days.length < daysAhead) {
    day = await nextTrainingDay(deps, day)
    if (day === null) break
    days.push(day)
  }
  return days
}
