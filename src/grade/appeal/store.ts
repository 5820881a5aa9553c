/** The marks that a person decides, and what was decided. */

import { Prisma, type Sql } from '../../platform/db.ts'
import type { ShortQuestion } from '../../shared/question.ts'
import type { Hit } from '../precedent.ts'
import type { MarkReason } from '../store.ts'

/** How an answer is marked at present. */
export interface LatestMark {
  by: string
  score: number
  max: number
  points: { id: string; hit: boolean; quote: string | null }[]
  flags: string[]
  rubricHash: string
  createdAt: Date
}

/** A marked short answer. */
export interface Marked {
  answerId: number
  officerId: number
  /** The officer's chat; null where they cannot be told anything. */
  chatId: number | null
  question: ShortQuestion
  given: string
  record: LatestMark
}

/** A mark that a person decides, with all that is known about it. */
export interface Case extends Marked {
  taskId: number
  reason: MarkReason
  /** As ticked so far; null while nobody ticked anything. */
  ticks: Hit[] | null
  note: string | null
  decidedBy: number | null
  isDecided: boolean
}

const marked = Prisma.sql`
  a.id as "answerId", a."officerId", v.content as question, a.given #>> '{}' as given,
  case when o.active and o."blockedAt" is null then o."telegramId"::float8 end as "chatId",
  jsonb_build_object('by', r.by, 'score', r.score, 'max', r.max, 'points', r.points,
    'flags', r.flags, 'rubricHash', r."rubricHash") as record, r."createdAt" as "markedAt"
  from "Answer" a
  join "QuestionVersion" v on v.id = a."versionId"
  join "Officer" o on o.id = a."officerId"
  join lateral (
    select * from "GradeRecord" g where g."answerId" = a.id order by g.id desc limit 1) r
    -- Nobody can decide about words that are forgotten.
    on a.given is not null`

type Row = Omit<Marked, 'record'> & { record: Omit<LatestMark, 'createdAt'>; markedAt: Date }

function read({ record, markedAt, ...rest }: Row): Marked {
  return { ...rest, record: { ...record, createdAt: markedAt } }
}

/** A marked answer with its latest mark; null for one that has none. */
export async function findMarked(sql: Sql, answerId: number): Promise<Marked | null> {
  const [row] = await sql.$queryRaw<Row[]>`select ${marked} where a.id = ${answerId}`
  return row ? read(row) : null
}

/** Every answer that is marked under a rubric, oldest first. */
export async function listMarkedUnder(sql: Sql, rubricHash: string): Promise<Marked[]> {
  const rows = await sql.$queryRaw<Row[]>`
    select ${marked} where r."rubricHash" = ${rubricHash} order by a.id`
  return rows.map(read)
}

/** What a person is to decide; null when there is no such task. */
export async function findCase(sql: Sql, taskId: number): Promise<Case | null> {
  const task = await sql.markTask.findUnique({ where: { id: taskId } })
  const found = task && (await findMarked(sql, task.answerId))
  if (!task || !found) return null
  return {
    ...found,
    taskId,
    reason: task.reason,
    ticks: task.points as unknown as Hit[] | null,
    note: task.note,
    decidedBy: task.decidedBy === null ? null : Number(task.decidedBy),
    isDecided: task.decidedAt !== null,
  }
}

/** The tasks that wait for this reviewer: nobody decides about answers of their own. Appeals come first. */
export async function listWaiting(sql: Sql, reviewer: number): Promise<number[]> {
  const rows = await sql.$queryRaw<{ id: number }[]>`
    select t.id from "MarkTask" t
    join "Answer" a on a.id = t."answerId" join "Officer" o on o.id = a."officerId"
    where t."decidedAt" is null and o."telegramId" is distinct from ${reviewer}
    order by t.reason <> 'APPEAL', t.id`
  return rows.map(({ id }) => id)
}

/** Keeps what was ticked so far while the task is open. */
export async function saveTicks(sql: Sql, taskId: number, ticks: Hit[]): Promise<void> {
  await sql.markTask.updateMany({
    where: { id: taskId, decidedAt: null },
    data: { points: ticks as unknown as Prisma.InputJsonArray },
  })
}

/** Keeps what the officer will be told, while the task is open. */
export async function saveNote(sql: Sql, taskId: number, note: string): Promise<void> {
  await sql.markTask.updateMany({ where: { id: taskId, decidedAt: null }, data: { note } })
}

/** Closes whatever waits about the mark of an answer. Returns for which reasons it waited. */
export async function closeTasks(
  sql: Sql,
  answerId: number,
  decision: { hits: Hit[]; changed: boolean; by: number; now: Date },
): Promise<MarkReason[]> {
  const { hits, changed, by, now } = decision
  const rows = await sql.$queryRaw<{ reason: MarkReason }[]>`
    update "MarkTask" set points = ${JSON.stringify(hits)}::jsonb, changed = ${changed},
      "decidedBy" = ${by}, "decidedAt" = ${now}
    where "answerId" = ${answerId} and "decidedAt" is null
    returning reason::text as reason`
  return rows.map(({ reason }) => reason)
}

/** How answers of a wording are marked from now on. */
export async function savePrecedent(
  sql: Sql,
  precedent: {
    rubricHash: string
    wording: string
    hits: Hit[]
    taskId: number
    by: number
    now: Date
  },
): Promise<void> {
  const { rubricHash, wording, hits, taskId, by, now } = precedent
  const decision = {
    points: hits as unknown as Prisma.InputJsonArray,
    taskId,
    decidedBy: by,
    createdAt: now,
  }
  await sql.precedent.upsert({
    where: { rubricHash_wording: { rubricHash, wording } },
    create: { rubricHash, wording, ...decision },
    update: decision,
  })
}

/** The latest decisions about other answers under a rubric. */
export async function listPrecedents(
  sql: Sql,
  rubricHash: string,
  limit: number,
): Promise<{ wording: string; points: Hit[] }[]> {
  const rows = await sql.precedent.findMany({
    where: { rubricHash },
    orderBy: { createdAt: 'desc' },
    take: limit,
    select: { wording: true, points: true },
  })
  return rows.map(({ wording, points }) => ({ wording, points: points as unknown as Hit[] }))
}

/** One bulk change of marks after the other, also where a key is mended meanwhile. */
export async function lockMarks(sql: Sql): Promise<void> {
  await sql.$executeRaw`select pg_advisory_xact_lock(hashtext('chenxun:regrade'))`
}

/** The chats of everybody who is an admin or a reviewer on `day`, with the officers behind them. */
export async function listReviewers(
  sql: Sql,
  day: string,
  adminIds: number[],
): Promise<{ chatId: number; officerId: number | null }[]> {
  return await sql.$queryRaw`
    with reviewer as (
      select unnest(${adminIds}::bigint[]) as account
      union
      select o."telegramId" from "Role" r join "Officer" o on o.id = r."officerId"
      where r.kind in ('ADMIN', 'REVIEWER') and (r.until is null or r.until >= ${day})
        and o.active and o."telegramId" is not null)
    select account::float8 as "chatId", o.id as "officerId"
    from reviewer left join "Officer" o on o."telegramId" = account and o.active`
}
