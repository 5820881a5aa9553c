import { audit } from '../../platform/audit.ts'
import { readChoice } from '../../platform/choices.ts'
import type { Sql } from '../../platform/db.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Question } from '../../shared/question.ts'
import { questionAsText } from '../formats/list/text.ts'
import { decideOpen, type DecideDeps, type DecisionOutcome } from '../review/decide-task.ts'
import { findTwin, lockQuestion, type Reviewed } from '../review/store.ts'
import { closeTasks, listOpenTasks, openTask, type Task } from '../review/task-store.ts'
import { tellAuthor } from '../review/tell.ts'
import { type Target } from './find-editable.ts'

export type EditOutcome =
  /** In use at once, because authors may approve their own texts. */
  | Extract<DecisionOutcome, { kind: 'decided' | 'twin' }>
  /** Another reviewer decides; until then nothing changes. */
  | { kind: 'waits' }
  /** It waits as a short answer that lacks a rubric or marked samples, though its author may approve it. */
  | (Extract<DecisionOutcome, { kind: 'not-ready' }> & { taskId: number })
  | { kind: 'same' }
  /** Another edit of the question waits already. */
  | { kind: 'edit-waits'; taskId: number }
  /** The task this edit was made for was decided meanwhile, or the question is out of use. */
  | { kind: 'gone' }

export interface Edit extends Target {
  text: Question
  /** Telegram id of the editor. */
  by: number
}

/** A reviewer hands in another text for a question. The same edit handed in twice is one edit. */
export function submitEdit(deps: DecideDeps & Pick<Deps, 'db'>, edit: Edit): Promise<EditOutcome> {
  return deps.db.$transaction(async (sql): Promise<EditOutcome> => {
    const question = await lockQuestion(sql, edit.questionId)
    if (!question || question.state === 'RETIRED') return { kind: 'gone' }
    const open = await listOpenTasks(sql, question.id)
    const settled = outcomeAt(edit, question, open)
    if (settled?.kind === 'waits') return await approveOwn(deps, sql, { question, by: edit.by })
    if (settled) return settled
    const twinId = await findTwin(sql, question, edit.text)
    if (twinId !== null) return { kind: 'twin', twinId }
    return await propose(deps, sql, { edit, question, waiting: waitingEdit(open) })
  })
}

/** What needs no writing: an edit that changes nothing, was handed in before, or comes too late. */
function outcomeAt(edit: Edit, question: Reviewed, open: Task[]): EditOutcome | null {
  if (isSame(question.content, edit.text)) return { kind: 'same' }
  const waiting = waitingEdit(open)
  if (waiting?.openedBy === edit.by && isSame(waiting.proposal, edit.text)) return { kind: 'waits' }
  if (waiting && waiting.id !== edit.taskId) return { kind: 'edit-waits', taskId: waiting.id }
  const isOpen = edit.taskId === null || open.some(({ id }) => id === edit.taskId)
  return isOpen ? null : { kind: 'gone' }
}

function waitingEdit(open: Task[]): Task | null {
  return open.find(({ reason }) => reason === 'EDITED') ?? null
}

function isSame(one: Question | null, other: Question): boolean {
  return one !== null && questionAsText(one) === questionAsText(other)
}

interface Proposing {
  edit: Edit
  question: Reviewed
  /** The edit that this one takes the place of. */
  waiting: Task | null
}

async function propose(
  deps: DecideDeps,
  sql: Sql,
  { edit, question, waiting }: Proposing,
): Promise<EditOutcome> {
  const { text, by } = edit
  const now = deps.now()
  if (waiting) {
    const decision = 'CHANGED' as const
    await closeTasks(sql, [waiting.id], { decision, by, now })
    const { content } = question
    await tellAuthor(deps, sql, { task: waiting, decision, by, question, content, note: null })
  }
  await openTask(sql, {
    questionId: question.id,
    reason: 'EDITED',
    proposal: text,
    openedBy: by,
    now,
  })
  const object = `question:${question.id}`
  await audit(sql, { at: now, actor: by, act: 'question-edited', object })
  return await approveOwn(deps, sql, { question, by })
}

/** Where authors may approve their own texts, the waiting edit goes live if it can be asked. */
async function approveOwn(
  deps: DecideDeps,
  sql: Sql,
  { question, by }: { question: Reviewed; by: number },
): Promise<EditOutcome> {
  if (!(await readChoice(sql, 'review-own'))) return { kind: 'waits' }
  const task = waitingEdit(await listOpenTasks(sql, question.id))
  if (!task) throw new Error('an edit was proposed and is not there')
  const decided = await decideOpen(deps, sql, {
    task,
    question,
    deciding: { decision: 'APPROVED', by },
  })
  if (decided.kind === 'not-ready') return { ...decided, taskId: task.id }
  if (decided.kind === 'twin') return decided
  if (decided.kind !== 'decided') throw new Error(`an edit was refused: ${decided.kind}`)
  return decided
}
