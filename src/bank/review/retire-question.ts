import { audit } from '../../platform/audit.ts'
import type { Deps } from '../../platform/deps.ts'
import { decideOpen } from './decide-task.ts'
import { lockQuestion, saveState, type Reviewed } from './store.ts'
import { listOpenTasks } from './task-store.ts'
import type { TellDeps } from './tell.ts'

export type Retirement =
  | { kind: 'retired'; question: Reviewed }
  | { kind: 'already'; question: Reviewed }
  | { kind: 'unknown' }

/** A reviewer takes a question out of use for good; what was open about it is settled by that. */
export function retireQuestion(
  deps: TellDeps & Pick<Deps, 'db'>,
  { questionId, by }: { questionId: number; by: number },
): Promise<Retirement> {
  return deps.db.$transaction(async (sql): Promise<Retirement> => {
    const question = await lockQuestion(sql, questionId)
    if (!question) return { kind: 'unknown' }
    if (question.state === 'RETIRED') return { kind: 'already', question }
    const [task] = await listOpenTasks(sql, questionId)
    if (task) {
      await decideOpen(deps, sql, { task, question, deciding: { decision: 'RETIRED', by } })
      return { kind: 'retired', question }
    }
    await saveState(sql, questionId, 'RETIRED')
    const object = `question:${questionId}`
    await audit(sql, { at: deps.now(), actor: by, act: 'question-retired', object })
    return { kind: 'retired', question }
  })
}
