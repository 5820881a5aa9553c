import { audit } from '../../platform/audit.ts'
import type { Sql } from '../../platform/db.ts'
import type { LawTakenBack } from '../../shared/law-change.ts'
import { releaseQuestions, restoreNumbers } from './law-store.ts'

/**
 * A change of a law was taken back: what it had stopped and nobody has decided about is in use again,
 * and what only got another number gets its old one back, unless somebody has changed it since. In the
 * transaction of the correction. Gives how many questions are in use again.
 */
export async function releaseFromLaw(sql: Sql, takenBack: LawTakenBack): Promise<number> {
  const { lawChangeId, by, at } = takenBack
  const released = await releaseQuestions(sql, takenBack)
  const restored = await restoreNumbers(sql, takenBack)
  if (released + restored === 0) return 0
  const object = `law-change:${lawChangeId}`
  const detail = { released, restored }
  await audit(sql, { at, actor: by, act: 'questions-law-undone', object, detail })
  return released
}
