import type { Sql } from '../../platform/db.ts'
import { queueDeliveries } from '../../platform/delivery.ts'
import type { Deps } from '../../platform/deps.ts'
import { dayIn } from '../../shared/day.ts'
import type { Settings } from '../../shared/settings.ts'
import { listReviewers } from './store.ts'

export type TellDeps = Pick<Deps, 'now'> & { settings: Pick<Settings, 'adminIds' | 'timeZone'> }

/** Tells everybody who can review that marks wait for a person, once a day however many there are. */
export async function tellReviewers({ now, settings }: TellDeps, sql: Sql): Promise<void> {
  const day = dayIn(settings.timeZone, now())
  const chats = await listReviewers(sql, day, settings.adminIds)
  await queueDeliveries(
    sql,
    chats.map(({ chatId, officerId }) => ({
      campaign: `marks-wait:${day}`,
      kind: 'notice',
      chatId,
      ...(officerId !== null && { officerId }),
      data: { key: 'mark-wait' },
      priority: 5,
      dueAt: now(),
    })),
  )
}
