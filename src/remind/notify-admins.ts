import type { Sql } from '../platform/db.ts'
import { queueDeliveries } from '../platform/delivery.ts'
import { dayIn, type Day } from '../shared/day.ts'
import type { Settings } from '../shared/settings.ts'
import { listAdminIds } from './store.ts'

/** A notice that every admin gets once: `key` names the text, `campaign` the occasion. */
export async function notifyAdmins(
  sql: Sql,
  settings: Pick<Settings, 'adminIds' | 'timeZone'>,
  notice: { campaign: string; key: string; args?: Record<string, string | number>; now: Date },
): Promise<void> {
  const chats = await listAdminChats(sql, settings, dayIn(settings.timeZone, notice.now))
  await queueDeliveries(
    sql,
    chats.map((chatId) => ({
      campaign: notice.campaign,
      kind: 'notice' as const,
      chatId,
      data: { key: notice.key, ...notice.args },
      priority: 1,
      dueAt: notice.now,
    })),
  )
}

/** The chats of everybody who is an admin on a day, by the settings or by a role. */
export async function listAdminChats(
  sql: Sql,
  { adminIds }: Pick<Settings, 'adminIds'>,
  today: Day,
): Promise<number[]> {
  return [...new Set([...adminIds, ...(await listAdminIds(sql, today))])]
}
