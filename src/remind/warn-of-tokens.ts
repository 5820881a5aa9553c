import type { Deps } from '../platform/deps.ts'
import { readModelUse } from '../platform/llm-ledger.ts'
import type { Day } from '../shared/day.ts'
import { notifyAdmins } from './notify-admins.ts'
import { tokenWarning } from './rules.ts'

/**
 * Tells the admins, once on a day for each, that most of the day's tokens are used and that they are
 * used up. The ledger knows how many are; without a model nothing is told.
 */
export async function warnOfTokens(
  { db, now, settings }: Pick<Deps, 'db' | 'now' | 'settings'>,
  day: Day,
): Promise<void> {
  const { model } = settings
  if (!model) return
  const limit = model.tokensPerDay
  const use = await readModelUse(db, { day, now: now() })
  const used = use.inputTokens + use.outputTokens
  const warning = tokenWarning(used, limit)
  if (!warning) return
  await notifyAdmins(db, settings, {
    campaign: `tokens-${warning}:${day}`,
    key: warning === 'all' ? 'remind-tokens-all' : 'remind-tokens-most',
    args: { used, limit },
    now: now(),
  })
}
