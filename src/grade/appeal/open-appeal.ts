import { audit } from '../../platform/audit.ts'
import type { Deps } from '../../platform/deps.ts'
import { lockAnswer, openMarkTask } from '../store.ts'
import { findMarked } from './store.ts'
import { tellReviewers, type TellDeps } from './tell-reviewers.ts'

/** `decided`: a person marked it, who has the last word. */
export type AppealOutcome = 'opened' | 'already' | 'decided' | 'too-late' | 'not-yours'

const daysToAppeal = 7

/** An officer asks for a person to look at the mark of a short answer of theirs, once, within a week. */
export function openAppeal(
  deps: TellDeps & Pick<Deps, 'db'>,
  { answerId, officerId, by }: { answerId: number; officerId: number; by: number },
): Promise<AppealOutcome> {
  const now = deps.now()
  return deps.db.$transaction(async (sql): Promise<AppealOutcome> => {
    await lockAnswer(sql, answerId)
    const marked = await findMarked(sql, answerId)
    if (!marked || marked.officerId !== officerId) return 'not-yours'
    if (marked.record.by === 'person') return 'decided'
    const age = now.getTime() - marked.record.createdAt.getTime()
    if (age > daysToAppeal * 86_400_000) return 'too-late'
    if (!(await openMarkTask(sql, { answerId, reason: 'APPEAL', now }))) return 'already'
    await audit(sql, { at: now, actor: by, act: 'mark-appealed', object: `answer:${answerId}` })
    await tellReviewers(deps, sql)
    return 'opened'
  })
}
