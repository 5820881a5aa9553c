import { audit } from '../../platform/audit.ts'
import type { Sql } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import { reportsToTakeOut } from '../review/rules.ts'
import { lockQuestion, saveState, type Reviewed } from '../review/store.ts'
import { listOpenTasks, openTask } from '../review/task-store.ts'
import { describe, tellReviewers, type TellDeps } from '../review/tell.ts'
import { countReports, findAnswered, saveReport, type ReportKind } from './store.ts'

export type ReportOutcome =
  | { kind: 'reported' }
  /** The same officer said the same of this text before. */
  | { kind: 'already' }
  /** The question has another text by now. */
  | { kind: 'mended' }
  | { kind: 'retired' }
  /** Another officer's question, or one that is not answered yet. */
  | { kind: 'not-yours' }

export interface Report {
  answerId: number
  officerId: number
  kind: ReportKind
  /** Telegram id of the officer. */
  by: number
}

/**
 * An officer says what is wrong with a question they answered. Reviewers find it in their queue; when
 * enough officers say the same of the current text, nobody is asked it until a reviewer has looked.
 */
export function reportQuestion(
  deps: TellDeps & Pick<Deps, 'db'>,
  report: Report,
): Promise<ReportOutcome> {
  const now = deps.now()
  return deps.db.$transaction(async (sql): Promise<ReportOutcome> => {
    const answered = await findAnswered(sql, report)
    const question = answered && (await lockQuestion(sql, answered.questionId))
    if (!question) return { kind: 'not-yours' }
    if (question.state === 'RETIRED') return { kind: 'retired' }
    if (question.versionId !== answered.versionId) return { kind: 'mended' }
    if (!(await saveReport(sql, { ...report, ...answered, now }))) return { kind: 'already' }
    await openTask(sql, { questionId: question.id, reason: 'REPORTED', openedBy: null, now })
    await audit(sql, {
      at: now,
      actor: report.by,
      act: 'question-reported',
      object: `question:${question.id}`,
      detail: { kind: report.kind, version: question.version },
    })
    if (question.state === 'LIVE') await takeOutIfMany(deps, sql, question)
    return { kind: 'reported' }
  })
}

async function takeOutIfMany(deps: TellDeps, sql: Sql, question: Reviewed): Promise<void> {
  const [most] = await countReports(sql, question.versionId)
  if (!most || most.count < reportsToTakeOut) return
  await saveState(sql, question.id, 'WAITING')
  const object = `question:${question.id}`
  const detail = { kind: most.kind, reports: most.count }
  await audit(sql, { at: deps.now(), actor: null, act: 'question-taken-out', object, detail })
  const task = (await listOpenTasks(sql, question.id)).find(({ reason }) => reason === 'REPORTED')
  await tellReviewers(deps, sql, {
    campaign: `question-out:${task?.id}`,
    key: `review-notice-out-${most.kind}`,
    data: { count: most.count, ...describe(question) },
  })
}
