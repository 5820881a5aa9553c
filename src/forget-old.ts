import { forgetPreviews } from './bank/store.ts'
import { forgetLawPreviews } from './law/import-store.ts'
import { forgetRosters } from './people/roster-store.ts'
import { forgetAsked } from './platform/asked.ts'
import { forgetDeliveries } from './platform/delivery.ts'
import type { Deps } from './platform/deps.ts'
import { forgetHandled } from './platform/inbox.ts'
import { forgetDoneJobs } from './platform/jobs.ts'
import { pruneModelAnswers } from './platform/llm-cache.ts'
import { forgetPlans } from './platform/plan-imports.ts'

/** So long a person may come back to a preview, a question of the bot or a message that failed. */
const keptDays = 60

/** Forgets, once a day, what nobody needs any more: what was handled, sent, done or never decided. */
export async function forgetOld({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  const before = new Date(now().getTime() - keptDays * 86_400_000)
  await forgetHandled(db, now())
  await pruneModelAnswers(db, now())
  await forgetDeliveries(db, before)
  await forgetDoneJobs(db, before)
  await forgetAsked(db, before)
  await forgetPreviews(db, before)
  await forgetRosters(db, before)
  await forgetLawPreviews(db, before)
  await forgetPlans(db, before)
}
