import { audit } from '../platform/audit.ts'
import type { Sql } from '../platform/db.ts'
import { queueDeliveries } from '../platform/delivery.ts'
import type { Deps } from '../platform/deps.ts'
import { dayIn } from '../shared/day.ts'
import { escapeHtml } from '../shared/screen.ts'
import { listContacts, setBlocked, setReachable, type Unreachable } from './store.ts'

type MarkDeps = Pick<Deps, 'db' | 'now'> & { settings: Pick<Deps['settings'], 'timeZone'> }

/**
 * The person blocked the bot or is gone: Telegram said so in a `my_chat_member` update or with a
 * 403. Nothing is sent to them until they return, and whoever leads their unit is told once, because
 * only a colleague can mend it. Accounts nobody is bound to are passed over.
 */
export function markBlocked(deps: MarkDeps, telegramId: number): Promise<void> {
  return deps.db.$transaction(async (sql) => {
    const officer = await setBlocked(sql, { telegramId, at: deps.now() })
    if (officer) await tellContacts(deps, sql, officer)
  })
}

async function tellContacts(
  { now, settings }: MarkDeps,
  sql: Sql,
  { officerId, name, badge, unit }: Unreachable,
): Promise<void> {
  const day = dayIn(settings.timeZone, now())
  const contacts = await listContacts(sql, { officerId, day })
  const words = { name: escapeHtml(name), badge: escapeHtml(badge), unit: escapeHtml(unit) }
  await queueDeliveries(
    sql,
    contacts.map((contact) => ({
      campaign: `unreachable:${officerId}:${day}`,
      kind: 'notice' as const,
      ...contact,
      data: { key: 'people-unreachable', ...words },
      dueAt: now(),
    })),
  )
  if (contacts.length === 0) return
  const detail = { told: contacts.map((contact) => contact.officerId) }
  const object = `officer:${officerId}`
  await audit(sql, { at: now(), actor: null, act: 'officer-unreachable', object, detail })
}

/** The person is back: they unblocked the bot or wrote to it. */
export async function markReachable({ db }: Pick<Deps, 'db'>, telegramId: number): Promise<void> {
  await setReachable(db, telegramId)
}
