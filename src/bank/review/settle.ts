import type { Sql } from '../../platform/db.ts'
import { settleReports } from '../reports/store.ts'
import type { Decision } from './rules.ts'
import { closeTasks, listOpenTasks } from './task-store.ts'
import { tellAuthor, tellReporters, type TellDeps, type Verdict } from './tell.ts'

/**
 * Closes a task, and with it what else was open about the question as far as the decision answers
 * that too: a text that somebody wrote anew or the end of a question answers everything, a text that
 * was found good as it is answers what was said against it; a new basis alone answers nothing else.
 * Whoever had reported or written it is told.
 */
export async function settle(deps: TellDeps, sql: Sql, verdict: Verdict): Promise<void> {
  const { task, decision, by, question, note } = verdict
  const now = deps.now()
  const isNewText = verdict.content !== question.content && task.reason !== 'LAW_CHANGED'
  await closeTasks(sql, [task.id], { decision, by, now, note })
  const endsAll = isNewText || decision === 'RETIRED'
  const others = endsAll ? await listOpenTasks(sql, question.id) : []
  const rest: Decision = isNewText ? 'CHANGED' : 'RETIRED'
  const ids = others.map(({ id }) => id)
  await closeTasks(sql, ids, { decision: rest, by, now })
  if (endsAll || (task.reason === 'REPORTED' && decision === 'APPROVED')) {
    const reporters = await settleReports(sql, { questionId: question.id, taskId: task.id })
    await tellReporters(deps, sql, reporters, verdict)
  }
  await tellAuthor(deps, sql, verdict)
  for (const other of others) {
    await tellAuthor(deps, sql, { ...verdict, task: other, decision: rest, note: null })
  }
}
