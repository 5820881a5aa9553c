/** The tasks of review and the queue they make. */

import { Prisma, type Sql } from '../../platform/db.ts'
import type { ArticleChange } from '../../shared/article-change.ts'
import type { Question } from '../../shared/question.ts'
import type { Decision, Reason } from './rules.ts'

export interface Task {
  id: number
  questionId: number
  reason: Reason
  proposal: Question | null
  openedBy: number | null
  openedAt: Date
  decision: Decision | null
  decidedBy: number | null
}

export async function findTask(sql: Sql, id: number): Promise<Task | null> {
  const task = await sql.reviewTask.findUnique({ where: { id } })
  return task && readTask(task)
}

/** The tasks of a question that nobody has decided, oldest first. */
export async function listOpenTasks(sql: Sql, questionId: number): Promise<Task[]> {
  const tasks = await sql.reviewTask.findMany({
    where: { questionId, decidedAt: null },
    orderBy: { id: 'asc' },
  })
  return tasks.map(readTask)
}

function readTask(task: {
  id: number
  questionId: number
  reason: Reason
  proposal: unknown
  openedBy: bigint | null
  openedAt: Date
  decision: Decision | null
  decidedBy: bigint | null
}): Task {
  return {
    id: task.id,
    questionId: task.questionId,
    reason: task.reason,
    proposal: task.proposal as Question | null,
    openedBy: task.openedBy === null ? null : Number(task.openedBy),
    openedAt: task.openedAt,
    decision: task.decision,
    decidedBy: task.decidedBy === null ? null : Number(task.decidedBy),
  }
}

/** What a law did to a question that waits because of it. */
export interface LawCase {
  /** The law's title. */
  law: string
  day: string
  isRepealed: boolean
  /** Of the articles it cites. */
  changes: ArticleChange[]
  proposal: Question | null
}

/** Why a question waits because of a law, by its latest change; null where it does not. */
export async function findLawCase(sql: Sql, questionId: number): Promise<LawCase | null> {
  const [found] = await sql.$queryRaw<LawCase[]>`
    select latest.law, latest.day, latest."toVersionId" is null as "isRepealed",
      coalesce(t.changes, '[]') as changes, t.proposal
    from "ReviewTask" t
      join "LawChange" c on c.id = t."lawChangeId"
      join "LawChange" latest on latest."lawId" = c."lawId"
        and latest."appliedAt" is not null and latest."undoneAt" is null
    where t."questionId" = ${questionId} and t.reason = 'LAW_CHANGED' and t."decidedAt" is null
    order by latest.day desc, latest.id desc limit 1`
  return found ?? null
}

/** Opens a task unless the question waits for this reason already. */
export async function openTask(
  sql: Sql,
  task: {
    questionId: number
    reason: Reason
    proposal?: Question
    openedBy: number | null
    now: Date
  },
): Promise<void> {
  const { questionId, reason, proposal, openedBy, now } = task
  await sql.$executeRaw`
    insert into "ReviewTask" ("questionId", reason, "openKey", proposal, "openedBy", "openedAt")
    values (${questionId}, ${reason}::"ReviewReason", ${`${questionId}:${reason}`},
      ${proposal ? JSON.stringify(proposal) : null}::jsonb, ${openedBy}, ${now})
    on conflict ("openKey") do nothing`
}

/** Decides open tasks; those that were decided before stay as they are. */
export async function closeTasks(
  sql: Sql,
  ids: number[],
  { decision, by, now, note = null }: Closing,
): Promise<void> {
  await sql.reviewTask.updateMany({
    where: { id: { in: ids }, decision: null },
    data: { decision, decidedBy: by, decidedAt: now, note, openKey: null },
  })
}

/**
 * Closes what is open about the questions of an import that was taken back, and settles what officers
 * had reported about them: brought in again, a question begins without old reasons to wait.
 */
export async function closeTasksOfImport(
  sql: Sql,
  { importId, by, at }: { importId: number; by: number | null; at: Date },
): Promise<void> {
  await sql.$executeRaw`
    with closed as (
      update "ReviewTask" task
      set decision = 'RETIRED', "decidedBy" = ${by}, "decidedAt" = ${at}, "openKey" = null
      from "Question" q
      where q.id = task."questionId" and q."importId" = ${importId} and task."decidedAt" is null
      returning task.id, task."questionId", task.reason
    )
    update "QuestionReport" report set "taskId" = closed.id from closed
    where report."questionId" = closed."questionId" and closed.reason = 'REPORTED'
      and report."taskId" is null`
}

export interface Closing {
  decision: Decision
  /** Telegram id of who decided. */
  by: number
  now: Date
  note?: string | null
}

export interface Place {
  taskId: number
  /** From 1. */
  position: number
  total: number
}

// While an edited text waits, that text is what is looked at: the other reasons wait beneath it. Those
// of questions that nobody is asked meanwhile come first, then the oldest. Sorting 100,000 rows for
// each card would take seconds; counting the lower ranks does not.
const queue = Prisma.sql`
  queue as materialized (
    select t.id, t.id + case when t.reason = 'NEW' or q.state = 'LIVE' then 1e10 else 0 end as rank
    from "ReviewTask" t join "Question" q on q.id = t."questionId"
    where t."decidedAt" is null and q.state <> 'RETIRED'
      and (t.reason = 'EDITED' or t."questionId" not in (
        select "questionId" from "ReviewTask" where "decidedAt" is null and reason = 'EDITED')))`
const place = Prisma.sql`
  id as "taskId", (select count(*)::int from queue) as total,
  (select count(*)::int from queue before where before.rank <= queue.rank) as position`

/** The first task of the queue, or the one after another; past the end it begins anew. Null when nothing waits. */
export async function findNext(sql: Sql, after: number | null): Promise<Place | null> {
  const [next] = await sql.$queryRaw<Place[]>`
    with ${queue}, here as (
      select coalesce((select rank from queue where id = ${after}), 0) as rank)
    select ${place} from queue where rank = (
      select coalesce(min(queue.rank) filter (where queue.rank > here.rank), min(queue.rank))
      from queue, here)`
  return next ?? null
}

/** Where a task stands in the queue; null when it is not in it. */
export async function findPlace(sql: Sql, taskId: number): Promise<Place | null> {
  const [found] = await sql.$queryRaw<Place[]>`
    with ${queue} select ${place} from queue where id = ${taskId}`
  return found ?? null
}

export interface Batch {
  total: number
  open: number
  approved: number
  returned: number
}

/** How what was handed in together with a task, by one person at one moment, fares in review. */
export async function findBatch(
  sql: Sql,
  { openedBy, openedAt }: Pick<Task, 'openedBy' | 'openedAt'>,
): Promise<Batch> {
  const [batch] = await sql.$queryRaw<Batch[]>`
    select count(*)::int as total,
      (count(*) filter (where decision is null))::int as open,
      (count(*) filter (where decision in ('APPROVED', 'CHANGED')))::int as approved,
      (count(*) filter (where decision in ('REJECTED', 'RETIRED')))::int as returned
    from "ReviewTask" where "openedBy" = ${openedBy} and "openedAt" = ${openedAt}`
  if (!batch) throw new Error('an aggregate without a row')
  return batch
}
