import type { Db } from '../platform/db.ts'
import { dayIn } from '../shared/day.ts'
import { chosenLocale, localeFor } from '../shared/locale.ts'
import type { Person, UnitRef } from '../shared/person.ts'
import type { Settings } from '../shared/settings.ts'
import { markReachable } from './mark-reachable.ts'
import { findBound } from './store.ts'

/**
 * Who writes to the bot and which rights they hold at this moment, with one query: it runs on every
 * tap. A deactivated officer, and the account an officer has left, is nobody.
 */
export async function identify(
  {
    db,
    now,
    settings,
  }: { db: Db; now: () => Date; settings: Pick<Settings, 'adminIds' | 'timeZone'> },
  { telegramId, languageCode }: { telegramId: number; languageCode?: string | null | undefined },
): Promise<Person> {
  const bound = await findBound(db, { telegramId, day: dayIn(settings.timeZone, now()) })
  // Whoever writes has not blocked the bot, even where the news of it was lost.
  if (bound?.blocked) await markReachable({ db }, telegramId)
  const roles = bound?.roles ?? []
  const isAdmin =
    settings.adminIds.includes(telegramId) || roles.some(({ kind }) => kind === 'ADMIN')
  return {
    telegramId,
    locale: chosenLocale(bound?.locale) ?? localeFor(languageCode),
    officer: bound
      ? { id: bound.id, badge: bound.badge, name: bound.name, unit: bound.unit }
      : null,
    leads: roles.filter(({ kind }) => kind === 'LEADER').map(({ unit }): UnitRef => unit),
    isAdmin,
    isReviewer: isAdmin || roles.some(({ kind }) => kind === 'REVIEWER'),
  }
}
