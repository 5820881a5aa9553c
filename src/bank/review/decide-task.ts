import { audit } from '../../platform/audit.ts'
import { readChoice } from '../../platform/choices.ts'
import type { Sql } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Question } from '../../shared/question.ts'
import type { FindReadiness, Readiness } from './find-card.ts'
import { carryReports } from './law-store.ts'
import { authorOf, isKeyChanged, proposedText, type Decision } from './rules.ts'
import { retestAfter, type RetestDeps, type RetestOutcome } from './send-retest.ts'
import { settle } from './settle.ts'
import {
  findTwin,
  hasAnswers,
  lockQuestion,
  saveReviewer,
  saveState,
  saveVersion,
  type Reviewed,
} from './store.ts'
import { findTask, listOpenTasks, type Task } from './task-store.ts'
import type { TellDeps } from './tell.ts'

/** What holds from now on, and what it means for answers given so far. */
export interface Decided extends RetestOutcome {
  kind: 'decided'
  decision: Decision
  questionId: number
  text: Question
  canRegrade: boolean
}

export type DecisionOutcome =
  | Decided
  /** By whoever was first. */
  | { kind: 'already'; decision: Decision; by: number | null; question: Reviewed }
  /** Nobody approves what they wrote themselves. */
  | { kind: 'own' }
  /** The bank has this question under another number. */
  | { kind: 'twin'; twinId: number }
  /** A short answer without a rubric or marked samples, which nobody could mark fairly. */
  | { kind: 'not-ready'; readiness: Readiness; questionId: number }
  | { kind: 'unknown' }

export type DecideDeps = TellDeps & RetestDeps & { findReadiness?: FindReadiness }

export interface Deciding {
  taskId: number
  decision: 'APPROVED' | 'REJECTED' | 'RETIRED'
  /** Telegram id of the reviewer. */
  by: number
  note?: string | null
}

/**
 * A reviewer decides what waits: the text is good as it is or as proposed, it goes back to its author,
 * or the question is used no more. The first decision holds.
 */
export function decideTask(
  deps: DecideDeps & Pick<Deps, 'db'>,
  deciding: Deciding,
): Promise<DecisionOutcome> {
  return deps.db.$transaction(async (sql): Promise<DecisionOutcome> => {
    const found = await findTask(sql, deciding.taskId)
    const question = found && (await lockQuestion(sql, found.questionId))
    // Read again: another reviewer may have held the question.
    const task = found && (await findTask(sql, found.id))
    if (!task || !question) return { kind: 'unknown' }
    // Taking an import back retires its questions and leaves their tasks.
    const decision = question.state === 'RETIRED' ? 'RETIRED' : task.decision
    if (decision !== null) return { kind: 'already', decision, by: task.decidedBy, question }
    return await decideOpen(deps, sql, { task, question, deciding })
  })
}

interface Case {
  /** Open. */
  task: Task
  /** Held by this transaction. */
  question: Reviewed
  deciding: Omit<Deciding, 'taskId'>
}

/** The same within a transaction that holds the question. */
export async function decideOpen(
  deps: DecideDeps,
  sql: Sql,
  { task, question, deciding }: Case,
): Promise<DecisionOutcome> {
  const { decision, by, note = null } = deciding
  const isProposed = task.reason === 'NEW' || task.reason === 'EDITED'
  if (decision === 'REJECTED' && !isProposed) return { kind: 'unknown' }
  const open = await listOpenTasks(sql, question.id)
  const lawTask = open.find(({ reason }) => reason === 'LAW_CHANGED') ?? null
  const about = { task, question, deciding, lawTask }
  const refusal = decision === 'APPROVED' ? await whyNot(deps, sql, about) : null
  if (refusal) return refusal
  const content = await carryOut(deps, sql, about)
  const verdict = { task, decision, by, question, content, note }
  await settle(deps, sql, verdict)
  await audit(sql, {
    at: deps.now(),
    actor: by,
    act: `review-${decision.toLowerCase()}`,
    object: `question:${question.id}`,
    detail: { task: task.id, reason: task.reason, ...(note !== null && { note }) },
  })
  const before = question.content
  const settled = isLawSettled(about, content) ? lawTask : null
  // What was answered before was right by the law of that day: those marks stand.
  const isMended = settled === null && isKeyChanged(before, content)
  const canRegrade = isMended && (await hasAnswers(sql, question.id))
  const retest = await retestAfter(deps, sql, { lawTask: settled, before, after: content })
  return {
    kind: 'decided',
    decision,
    questionId: question.id,
    text: content,
    canRegrade,
    ...retest,
  }
}

/** Whether the question is in use again after a law had stopped it. */
function isLawSettled({ task, question, deciding }: LawfulCase, content: Question): boolean {
  if (deciding.decision !== 'APPROVED') return false
  return task.reason === 'LAW_CHANGED' || content !== question.content
}

interface LawfulCase extends Case {
  /** The open task of a changed law, which may be the one that is decided. */
  lawTask: Task | null
}

/** Why a text cannot be approved; null where it can. */
async function whyNot(
  deps: DecideDeps,
  sql: Sql,
  { task, question, deciding, lawTask }: LawfulCase,
): Promise<DecisionOutcome | null> {
  const isOwn = authorOf(task, question) === deciding.by
  if (isOwn && !(await readChoice(sql, 'review-own'))) return { kind: 'own' }
  const proposal = proposedText(task, question)
  const readiness = isNewShort({ question, lawTask }, proposal)
    ? await deps.findReadiness?.(sql, question.id)
    : null
  if (readiness && !readiness.ready)
    return { kind: 'not-ready', readiness, questionId: question.id }
  const twinId = proposal && (await findTwin(sql, question, proposal))
  return twinId === null ? null : { kind: 'twin', twinId }
}

/** What was asked as a short answer before, also before a law stopped it, may be mended without more. */
function isNewShort(
  { question, lawTask }: Pick<LawfulCase, 'question' | 'lawTask'>,
  proposal: Question | null,
): boolean {
  const wasAsked = question.state === 'LIVE' || lawTask !== null
  const isAsked = wasAsked && question.content.kind === 'short'
  return !isAsked && (proposal ?? question.content).kind === 'short'
}

/** Gives the text that holds from now on. */
async function carryOut(
  { now }: TellDeps,
  sql: Sql,
  { task, question, deciding, lawTask }: LawfulCase,
): Promise<Question> {
  const { decision, by } = deciding
  if (decision === 'RETIRED') await saveState(sql, question.id, 'RETIRED')
  if (decision === 'REJECTED' && task.reason === 'NEW') await saveState(sql, question.id, 'DRAFT')
  if (decision !== 'APPROVED') return question.content
  const text = proposedText(task, question)
  if (text) {
    // A new basis leaves the words to who wrote them, and what was said against them.
    const isBasis = task.reason === 'LAW_CHANGED'
    const authorId = isBasis ? question.authorId : task.openedBy
    await saveVersion(sql, question, { text, authorId, reviewerId: by, now: now() })
    if (isBasis) await carryReports(sql, [question.id])
    return text
  }
  const isHeldByLaw = lawTask !== null && lawTask.id !== task.id
  if (!isHeldByLaw) await saveState(sql, question.id, 'LIVE')
  if (task.reason === 'NEW') await saveReviewer(sql, question.versionId, by)
  return question.content
}
