import { audit } from '../../platform/audit.ts'
import type { Sql } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Question } from '../../shared/question.ts'
import { isAskedOtherwise } from './rules.ts'
import { lockQuestion } from './store.ts'
import { findTask, type Task } from './task-store.ts'

/**
 * Plans for every officer who had answered the question right to meet it anew, beside the old and the
 * new text of the law. The task is the one that the law opened. Gives how many were added.
 */
export type PlanRetest = (
  sql: Sql,
  about: { taskId: number; questionId: number },
) => Promise<number>

export interface RetestDeps {
  planRetest?: PlanRetest
}

/** What a decision means for officers who knew the old law. */
export interface RetestOutcome {
  /** So many of them will be asked anew. */
  retest: number
  /** The task by which a reviewer can still have them asked; null where there is none to be asked by. */
  canRetest: number | null
}

/**
 * After what a law had stopped is in use again: where something else is asked or right from now on,
 * officers are asked anew; else that is for the reviewer to say.
 */
export async function retestAfter(
  { planRetest }: RetestDeps,
  sql: Sql,
  { lawTask, before, after }: { lawTask: Task | null; before: Question; after: Question },
): Promise<RetestOutcome> {
  if (!lawTask || !planRetest) return { retest: 0, canRetest: null }
  if (!isAskedOtherwise(before, after)) return { retest: 0, canRetest: lawTask.id }
  const { id: taskId, questionId } = lawTask
  return { retest: await planRetest(sql, { taskId, questionId }), canRetest: null }
}

export type RetestSending = { kind: 'sent'; count: number; text: Question } | { kind: 'unknown' }

/** A reviewer has officers asked anew though the question is as it was. Twice adds nobody twice. */
export function sendRetest(
  deps: RetestDeps & Pick<Deps, 'db' | 'now'>,
  { taskId, by }: { taskId: number; by: number },
): Promise<RetestSending> {
  const { db, now, planRetest } = deps
  return db.$transaction(async (sql): Promise<RetestSending> => {
    const task = await findTask(sql, taskId)
    const question = task && (await lockQuestion(sql, task.questionId))
    const isSettled = task?.decision === 'APPROVED' || task?.decision === 'CHANGED'
    if (!planRetest || task?.reason !== 'LAW_CHANGED' || !isSettled) return { kind: 'unknown' }
    if (question?.state !== 'LIVE') return { kind: 'unknown' }
    const count = await planRetest(sql, { taskId, questionId: question.id })
    const object = `question:${question.id}`
    const detail = { task: taskId, count }
    await audit(sql, { at: now(), actor: by, act: 'retest-planned', object, detail })
    return { kind: 'sent', count, text: question.content }
  })
}
