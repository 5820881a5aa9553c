/** This slice's queries about retests: who meets a question anew because the law has changed. */

import { isAway } from '../../platform/calendar.ts'
import { Prisma, type Sql } from '../../platform/db.ts'
import type { ArticleChange } from '../../shared/article-change.ts'
import type { Day } from '../../shared/day.ts'
import type { Question } from '../../shared/question.ts'

/** A retest with what its card shows. */
export interface Retest {
  questionId: number
  /** The current version, and whether it is asked at all. */
  versionId: number
  content: Question
  isLive: boolean
  day: Day
  sittingId: number | null
  /** The law's title, and the first day of its new text. */
  law: string
  inForce: Day
  changes: ArticleChange[]
  /** The officer has answered the question since the decision, in some other set. */
  isAnswered: boolean
  /** The change was taken back, or another one has made a later retest of the question. */
  isOvertaken: boolean
  /** The officer serves no more, or is away today. */
  isAway: boolean
}

/** A retest that was planned: the officer, the chat, the day. */
export interface PlannedRetest {
  officerId: number
  chatId: number
  day: Day
}

/**
 * Plans a retest for every officer whose last answer to the question was right and who can be reached:
 * on the first of `days` that holds no other retest and on which they are not away; who has none of
 * them gets none. An officer is planned once for a task. Gives those that are new.
 */
export async function insertRetests(
  sql: Sql,
  { taskId, questionId, days }: { taskId: number; questionId: number; days: Day[] },
): Promise<PlannedRetest[]> {
  // Two decisions at one moment must not both find the same day free.
  await sql.$executeRaw`select pg_advisory_xact_lock(hashtext('retests'))`
  return await sql.$queryRaw<PlannedRetest[]>`
    with latest as (
      select distinct on (a."officerId") a."officerId", a.outcome
      from "Answer" a join "ReviewTask" task on task.id = ${taskId}
      where a."questionId" = ${questionId} and a."answeredAt" < task."decidedAt"
      order by a."officerId", a."answeredAt" desc
    ), planned as (
      insert into "Retest" ("taskId", "officerId", "lawChangeId", "questionId", "unitId", day)
      select task.id, o.id, task."lawChangeId", ${questionId}, o."unitId", free.day
      from "ReviewTask" task, latest
        join "Officer" o on o.id = latest."officerId"
        cross join lateral (
          select days.day from unnest(${days}::text[]) with ordinality as days (day, place)
          where not exists (
              select from "Retest" r where r."officerId" = o.id and r.day = days.day)
            and not ${isAway(Prisma.sql`o.id`, Prisma.sql`days.day`)}
          order by days.place limit 1) free
      where task.id = ${taskId} and task."lawChangeId" is not null
        and latest.outcome = 'RIGHT'
        and o.active and o."telegramId" is not null and o."blockedAt" is null
      on conflict ("taskId", "officerId") do nothing
      returning "officerId", day
    )
    select planned."officerId", planned.day, o."telegramId"::float8 as "chatId"
    from planned join "Officer" o on o.id = planned."officerId" order by o.id`
}

/**
 * Sets that were dealt before ask the question as it reads now, where it was not shown yet and has the
 * same kind and number of options.
 */
export async function moveUnshown(sql: Sql, questionId: number): Promise<void> {
  await sql.$executeRaw`
    update "Answer" a set "versionId" = new.id
    from "Question" q
      join "QuestionVersion" new on new."questionId" = q.id and new.number = q.version
      join "QuestionVersion" old on old."questionId" = q.id and old.number < q.version
    where q.id = ${questionId} and a."questionId" = q.id and a."versionId" = old.id
      and a."answeredAt" is null and a."shownAt" is null and old.kind = new.kind
      and jsonb_array_length(coalesce(old.content -> 'options', '[]'))
        = jsonb_array_length(coalesce(new.content -> 'options', '[]'))`
}

/** An officer's retest of a task; null where none was planned. */
export async function findRetest(
  sql: Sql,
  { taskId, officerId, today }: { taskId: number; officerId: number; today: Day },
): Promise<Retest | null> {
  const [retest] = await sql.$queryRaw<Retest[]>`
    select r."questionId", v.id as "versionId", v.content, q.state = 'LIVE' as "isLive", r.day,
      r."sittingId", c.law, c.day as "inForce", coalesce(task.changes, '[]') as changes,
      exists (
        select from "Answer" a
        where a."officerId" = r."officerId" and a."questionId" = r."questionId"
          and a."versionId" = v.id and a."answeredAt" >= task."decidedAt") as "isAnswered",
      c."undoneAt" is not null or exists (
        select from "Retest" later
        where later."officerId" = r."officerId" and later."questionId" = r."questionId"
          and later."taskId" > r."taskId") as "isOvertaken",
      not o.active or ${isAway(Prisma.sql`o.id`, Prisma.sql`${today}`)} as "isAway"
    from "Retest" r
      join "Officer" o on o.id = r."officerId"
      join "ReviewTask" task on task.id = r."taskId"
      join "LawChange" c on c.id = r."lawChangeId"
      join "Question" q on q.id = r."questionId"
      join "QuestionVersion" v on v."questionId" = q.id and v.number = q.version
    where r."taskId" = ${taskId} and r."officerId" = ${officerId}`
  return retest ?? null
}

/** Notes what was dealt for a retest. */
export async function saveRetestSitting(
  sql: Sql,
  { taskId, officerId, sittingId }: { taskId: number; officerId: number; sittingId: number },
): Promise<void> {
  await sql.retest.update({
    where: { taskId_officerId: { taskId, officerId } },
    data: { sittingId },
  })
}
