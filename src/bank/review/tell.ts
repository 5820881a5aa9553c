/** Whom review writes to, beside the person who sits at it. Everything waits in the outbox. */

import type { Sql } from '../../platform/db.ts'
import { queueDeliveries } from '../../platform/delivery.ts'
import type { Deps } from '../../platform/deps.ts'
import { dayIn } from '../../shared/day.ts'
import { clip, escapeHtml } from '../../shared/screen.ts'
import type { Settings } from '../../shared/settings.ts'
import { authorOf, isKeyChanged, type Decision } from './rules.ts'
import { listChats, listReviewerIds, type Chat, type Reviewed } from './store.ts'
import { findBatch, type Task } from './task-store.ts'

export type TellDeps = Pick<Deps, 'now'> & { settings: Pick<Settings, 'adminIds' | 'timeZone'> }

/** What was decided about a question. */
export interface Verdict {
  task: Task
  decision: Decision
  /** Telegram id of who decided. */
  by: number
  /** As it was before. */
  question: Reviewed
  /** As it is from now on. */
  content: Reviewed['content']
  note: string | null
}

/** A notice to everybody who can review, once each: questions are not asked any more. */
export async function tellReviewers(
  deps: TellDeps,
  sql: Sql,
  notice: { campaign: string; key: string; data: Record<string, string | number> },
): Promise<void> {
  const today = dayIn(deps.settings.timeZone, deps.now())
  const ids = new Set([...deps.settings.adminIds, ...(await listReviewerIds(sql, today))])
  const { campaign, key, data } = notice
  const chats = await listChats(sql, [...ids])
  await queue(deps, sql, { campaign, chats, data: { key, ...data } })
}

/** Tells each officer who had reported the question what became of it. */
export async function tellReporters(
  deps: TellDeps,
  sql: Sql,
  chats: Chat[],
  verdict: Verdict,
): Promise<void> {
  const key = `review-told-${outcomeOf(verdict)}`
  const campaign = `report-settled:${verdict.task.id}`
  await queue(deps, sql, { campaign, chats, data: { key, ...describe(verdict.question) } })
}

function outcomeOf({ decision, question, content }: Verdict): string {
  if (decision === 'RETIRED') return 'retired'
  if (question.content === content) return 'fine'
  return isKeyChanged(question.content, content) ? 'key' : 'text'
}

/**
 * Tells the author of a question or an edit what was decided. Who handed many in at once, as a file,
 * is not told of every one that passed, but once, when the last has been looked at.
 */
export async function tellAuthor(deps: TellDeps, sql: Sql, verdict: Verdict): Promise<void> {
  const { task, decision, by, question } = verdict
  const author = authorOf(task, question)
  if (author === null || (task.reason !== 'NEW' && task.reason !== 'EDITED')) return
  const chats = await listChats(sql, [author])
  const { total, open, approved, returned } = await findBatch(sql, task)
  const isPassed = decision === 'APPROVED' || decision === 'CHANGED'
  if (author !== by && (total <= 1 || !isPassed)) {
    await queue(deps, sql, { campaign: `review-decided:${task.id}`, chats, data: wordsOf(verdict) })
  }
  if (total <= 1 || open > 0) return
  const campaign = `batch-reviewed:${author}:${task.openedAt.getTime()}`
  const bank = escapeHtml(question.bankName)
  const data = { key: 'review-file-done', bank, approved, returned }
  await queue(deps, sql, { campaign, chats, data })
}

function wordsOf({ decision, question, note }: Verdict): Record<string, string> {
  const why = note === null ? '' : escapeHtml(note)
  const hasNote = note === null ? 'no' : 'yes'
  return { key: `review-author-${decision}`, hasNote, note: why, ...describe(question) }
}

/** The number and the beginning of a question, for a notice. */
export function describe({ id, content }: Reviewed): { id: string; stem: string } {
  return { id: String(id), stem: escapeHtml(clip(content.stem.replace(/\s+/g, ' '), 40)) }
}

async function queue(
  { now }: TellDeps,
  sql: Sql,
  message: { campaign: string; chats: Chat[]; data: Record<string, string | number> },
): Promise<void> {
  const { campaign, chats, data } = message
  await queueDeliveries(
    sql,
    chats.map(({ chatId, officerId }) => ({
      campaign,
      kind: 'notice' as const,
      chatId,
      ...(officerId !== null && { officerId }),
      data,
      priority: 1,
      dueAt: now(),
    })),
  )
}
