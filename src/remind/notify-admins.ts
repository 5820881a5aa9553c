import type { Sql } from '../platform/db.ts'
import { queueDeliveries } from '../platform/delivery.ts'
import { dayIn } from '../shared/day.ts'
import type { Settings } from '../shared/settings.ts'
import { listAdminIds } from './store.ts'

/** A notice that every admin gets once: `key` names the text, `campaign` the occasion. */
export async function notifyAdmins(
  sql: Sql,
  settings: Pick<Settings, 'adminIds' | 'timeZone'>,
  notice: { campaign: string; key: string; args?: Record<string, string | number>; now: Date },
): Promise<void> {
  const today = dayIn(settings.timeZone, notice.now)
  const ids = new Set([...settings.adminIds, ...(await listAdminIds(sql, today))])
  await queueDeliveries(
    sql,
    [...ids].map((chatId) => ({
      campaign: notice.campaign,
      kind: 'notice' as const,
      chatId,
      data: { key: notice.key, ...notice.args },
      priority: 1,
      dueAt: notice.now,
    })),
  )
}
