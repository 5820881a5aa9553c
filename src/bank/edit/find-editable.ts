import type { Sql } from '../../platform/db.ts'
import type { Question } from '../../shared/question.ts'
import { proposedText } from '../review/rules.ts'
import { findQuestion } from '../review/store.ts'
import { findTask } from '../review/task-store.ts'

/** A question under edit: on the card of a task, or (null) outside the queue. */
export interface Target {
  questionId: number
  taskId: number | null
}

/** What an edit begins with. */
export interface Editable {
  target: Target
  content: Question
}

/** The text that an open task is about; null where it was decided meanwhile. */
export async function findEditableTask(sql: Sql, taskId: number): Promise<Editable | null> {
  const task = await findTask(sql, taskId)
  if (!task || task.decision !== null) return null
  const found = await findEditableQuestion(sql, task.questionId)
  if (!found) return null
  const content = proposedText(task, found) ?? found.content
  return { target: { questionId: task.questionId, taskId }, content }
}

/** A question as it is; null where it is out of use or does not exist. */
export async function findEditableQuestion(sql: Sql, questionId: number): Promise<Editable | null> {
  const question = await findQuestion(sql, questionId)
  if (!question || question.state === 'RETIRED') return null
  return { target: { questionId, taskId: null }, content: question.content }
}
