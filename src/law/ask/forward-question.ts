import { queueDeliveries } from '../../platform/delivery.ts'
import type { Deps } from '../../platform/deps.ts'
import { dayIn } from '../../shared/day.ts'
import type { Settings } from '../../shared/settings.ts'
import { findLawQuestion, listLegalOffice, markForwarded } from './ask-store.ts'

type ForwardDeps = Pick<Deps, 'db' | 'now'> & {
  settings: Pick<Settings, 'adminIds' | 'timeZone'>
}

/** `unknown` also for somebody else's question; `nobody` where there is no one to answer. */
export type ForwardOutcome = 'forwarded' | 'already' | 'unknown' | 'nobody'

/** Hands a question to the legal office, once: everybody there gets it with a button to answer. */
export function forwardQuestion(
  { db, now, settings }: ForwardDeps,
  { questionId, by }: { questionId: number; by: number },
): Promise<ForwardOutcome> {
  const at = now()
  return db.$transaction(async (sql): Promise<ForwardOutcome> => {
    const question = await findLawQuestion(sql, questionId)
    if (question?.askedBy !== by) return 'unknown'
    const day = dayIn(settings.timeZone, at)
    const office = await listLegalOffice(sql, { day, adminIds: settings.adminIds })
    if (office.length === 0) return 'nobody'
    if (!(await markForwarded(sql, questionId, at))) return 'already'
    await queueDeliveries(
      sql,
      office.map(({ chatId, officerId }) => ({
        campaign: `law-question:${questionId}`,
        kind: 'law-question' as const,
        chatId,
        ...(officerId !== null && { officerId }),
        data: { questionId },
        priority: 1,
        dueAt: at,
      })),
    )
    return 'forwarded'
  })
}
