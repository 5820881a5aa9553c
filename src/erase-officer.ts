import { forgetLoginsOf } from './dashboard/store.ts'
import { forgetQuotes } from './grade/forget-quotes.ts'
import { forgetQuestionsOf } from './law/ask/forget-questions.ts'
import { erasePerson, listAccounts } from './people/erase-person.ts'
import { findByBadge } from './people/store.ts'
import { forgetAskedOf } from './platform/asked.ts'
import { audit } from './platform/audit.ts'
import { forgetDeliveriesOf } from './platform/delivery.ts'
import type { Deps } from './platform/deps.ts'
import { forgetUpdatesOf } from './platform/inbox-store.ts'
import { hidePerson } from './platform/plan-imports.ts'
import { forgetReviewCards, forgetTypedAnswers } from './quiz/forget-answers.ts'
import { dayIn } from './shared/day.ts'

/** In every language: it stands where a name stood, in lists that anybody may read. */
const word = '已注销'

export type Erasure = { kind: 'erased'; officerId: number } | { kind: 'unknown' | 'due-today' }

/**
 * Erases a person on request, all or nothing: name, badge, account, rights, leave, questions about the law and
 * everything they typed. What the numbers of their units are made of stays, under 已注销. Refused while they
 * have a set to do today, unless `force`d.
 */
export async function eraseOfficer(
  { db, now, settings }: Pick<Deps, 'db' | 'now' | 'settings'>,
  { badge, force }: { badge: string; force: boolean },
): Promise<Erasure> {
  return await db.$transaction(
    async (sql): Promise<Erasure> => {
      const officer = await findByBadge(sql, badge)
      if (!officer) return { kind: 'unknown' }
      const { id: officerId, name } = officer
      const today = dayIn(settings.timeZone, now())
      const due = await sql.duty.count({ where: { officerId, day: today, state: 'DUE' } })
      if (officer.active && due > 0 && !force) return { kind: 'due-today' }
      const accounts = await listAccounts(sql, officerId)
      await forgetQuotes(sql, { officerId })
      await forgetTypedAnswers(sql, { officerId })
      await forgetReviewCards(sql, officerId)
      await forgetQuestionsOf(sql, { officerId, accounts })
      await forgetDeliveriesOf(sql, { officerId, accounts, badge })
      await forgetAskedOf(sql, accounts)
      await forgetLoginsOf(sql, accounts)
      await forgetUpdatesOf(sql, accounts)
      await hidePerson(sql, { badge, name, word })
      await erasePerson(sql, { officerId, badge, name, word })
      const object = `officer:${officerId}`
      await audit(sql, { at: now(), actor: null, act: 'officer-erased', object, detail: { force } })
      return { kind: 'erased', officerId }
    },
    { timeout: 120_000 },
  )
}
