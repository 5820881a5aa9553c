/** This use's queries: answers to earlier versions of a question, and how their marks changed. */

import { Prisma, type Sql } from '../../platform/db.ts'
import type { Day } from '../../shared/day.ts'
import type { Question } from '../../shared/question.ts'
import type { Given, Judgement, MultipleRule } from '../judge.ts'

/** The version by whose key answers are marked. */
export interface Current {
  questionId: number
  version: number
  versionId: number
  question: Question
  rule: MultipleRule
}

/** A marked answer to an earlier version. */
export interface EarlierAnswer {
  answerId: number
  officerId: number
  sittingId: number
  versionId: number
  given: Given
  score: number
}

/** Answers of many officers to one question are at most a few ten thousand rows of JSON. */
const rowsAtOnce = 5_000

/** The version of a question that is asked now; null for no such question. */
export async function findCurrent(sql: Sql, questionId: number): Promise<Current | null> {
  const [row] = await sql.$queryRaw<Current[]>`
    select q.id as "questionId", q.version, v.id as "versionId", v.content as question,
      b.multiple::text as rule
    from "Question" q
    join "QuestionVersion" v on v."questionId" = q.id and v.number = q.version
    join "Bank" b on b.id = q."bankId"
    where q.id = ${questionId}`
  return row ?? null
}

/** Marked answers to other versions than the current one; `lock` holds them until the transaction ends. */
export async function listEarlierAnswers(
  sql: Sql,
  { questionId, versionId }: Current,
  { lock }: { lock: boolean },
): Promise<EarlierAnswer[]> {
  return await sql.$queryRaw`
    select id as "answerId", "officerId", "sittingId", "versionId", given, score from "Answer"
    where "questionId" = ${questionId} and "versionId" <> ${versionId}
      and "answeredAt" is not null and score is not null
      -- What was typed long ago is forgotten, and cannot be judged anew.
      and given is not null
    order by id ${lock ? Prisma.sql`for update` : Prisma.empty}`
}

/** Every version of a question by its id. */
export async function listVersions(sql: Sql, questionId: number): Promise<Map<number, Question>> {
  const rows = await sql.questionVersion.findMany({
    where: { questionId },
    select: { id: true, content: true },
  })
  return new Map(rows.map(({ id, content }) => [id, content as unknown as Question]))
}

/** How many dealt questions of these versions wait for their answer. */
export async function countOpen(
  sql: Sql,
  questionId: number,
  versionIds: number[],
): Promise<number> {
  return await sql.answer.count({
    where: { questionId, versionId: { in: versionIds }, answeredAt: null },
  })
}

/** One regrade after the other: two that meet in a day's score would wait for each other. */
export async function lockRegrades(sql: Sql): Promise<void> {
  await sql.$executeRaw`select pg_advisory_xact_lock(hashtext('chenxun:regrade'))`
}

/** Dealt questions that wait for their answer are asked as `versionId` from now on. */
export async function moveOpenAnswers(
  sql: Sql,
  { from, to }: { from: number[]; to: Current },
): Promise<number> {
  return await sql.$executeRaw`
    update "Answer" set "versionId" = ${to.versionId}
    where "questionId" = ${to.questionId} and "versionId" = any(${from}::int[])
      and "answeredAt" is null`
}

export interface NewRegrade {
  questionId: number
  version: number
  nobodyLoses: boolean
  raised: number
  lowered: number
  createdBy: number | null
  createdAt: Date
}

export interface NewMark extends Judgement {
  answerId: number
}

/** Gives answers their new marks and keeps the old ones. Returns the regrade's id. */
export async function saveRegrade(
  sql: Sql,
  regrade: NewRegrade,
  marks: NewMark[],
): Promise<number> {
  const { id } = await sql.regrade.create({ data: regrade, select: { id: true } })
  for (let from = 0; from < marks.length; from += rowsAtOnce) {
    const rows = marks
      .slice(from, from + rowsAtOnce)
      .map(({ answerId, outcome, score }) => ({ answerId, outcome, score }))
    const mark = Prisma.sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as mark ("answerId" int, outcome "Outcome", score float)`
    await sql.$executeRaw`
      insert into "ScoreChange" ("regradeId", "answerId", "outcomeBefore", "scoreBefore",
        "outcomeAfter", "scoreAfter")
      select ${id}, a.id, a.outcome, a.score, mark.outcome, mark.score
      from ${mark} join "Answer" a on a.id = mark."answerId"`
    await sql.$executeRaw`
      update "Answer" a set outcome = mark.outcome, score = mark.score
      from ${mark} where a.id = mark."answerId"`
  }
  return id
}

/** The last regrade of this kind; null when there was none. */
export async function findRegrade(
  sql: Sql,
  wanted: { questionId: number; version: number; nobodyLoses: boolean },
): Promise<{ raised: number; lowered: number } | null> {
  return await sql.regrade.findFirst({
    where: wanted,
    orderBy: { id: 'desc' },
    select: { raised: true, lowered: true },
  })
}

// Below, ids are given as lists: from the rows just written the database would guess one, and plan for it.

/**
 * The scores of those sittings that are finished daily sets, summed as when they were finished
 * (`saveFinish`); what was possible stays. An open set is summed when it is finished.
 */
export async function updateDuties(sql: Sql, sittingIds: number[]): Promise<void> {
  await sql.$executeRaw`
    update "Duty" d set score = s.score
    from (
      select sitting."officerId", sitting.day, coalesce(sum(answer.score), 0) as score
      from "Sitting" sitting join "Answer" answer on answer."sittingId" = sitting.id
      where sitting.kind = 'DAILY' and sitting.id = any(${sittingIds}::int[])
      group by sitting.id) s
    where d."officerId" = s."officerId" and d.day = s.day and d."finishedAt" is not null`
}

/**
 * Where one of these answers is the officer's latest to its question, the review card is due on `day`
 * if it were due later.
 */
export async function hastenReviews(sql: Sql, answerIds: number[], day: Day): Promise<void> {
  await sql.$executeRaw`
    update "ReviewCard" card set "dueDay" = ${day}
    from "Answer" a
    where a.id = any(${answerIds}::int[])
      and card."officerId" = a."officerId" and card."questionId" = a."questionId"
      and card."dueDay" > ${day}
      and not exists (
        select 1 from "Answer" later
        where later."officerId" = a."officerId" and later."questionId" = a."questionId"
          and later."answeredAt" > a."answeredAt")`
}

/** Those of these officers who can be told something, with their chats. */
export async function listListeners(
  sql: Sql,
  officerIds: number[],
): Promise<{ officerId: number; chatId: number }[]> {
  const rows = await sql.$queryRaw<{ officerId: number; chatId: bigint }[]>`
    select id as "officerId", "telegramId" as "chatId" from "Officer"
    where id = any(${officerIds}::int[])
      and active and "telegramId" is not null and "blockedAt" is null
    order by id`
  return rows.map(({ officerId, chatId }) => ({ officerId, chatId: Number(chatId) }))
}

/** A mark of an officer that a regrade changed. */
export interface ToldChange {
  day: Day
  isDaily: boolean
  before: number
  after: number
}

/** How an officer's marks changed by a regrade, oldest first, and of which question; null for none. */
export async function findChangesOf(
  sql: Sql,
  { regradeId, officerId }: { regradeId: number; officerId: number },
): Promise<{ question: Question; changes: ToldChange[] } | null> {
  const rows = await sql.$queryRaw<({ question: Question } & ToldChange)[]>`
    select v.content as question, a.day, s.kind = 'DAILY' as "isDaily",
      c."scoreBefore" as before, c."scoreAfter" as after
    from "Regrade" r
    join "QuestionVersion" v on v."questionId" = r."questionId" and v.number = r.version
    join "ScoreChange" c on c."regradeId" = r.id
    join "Answer" a on a.id = c."answerId"
    join "Sitting" s on s.id = a."sittingId"
    where r.id = ${regradeId} and a."officerId" = ${officerId}
    order by a."answeredAt", a.id`
  const [first] = rows
  return first ? { question: first.question, changes: rows } : null
}
