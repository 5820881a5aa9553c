/** What confirming an import writes, and what undoing it takes back. */

import { Prisma, type Sql } from '../platform/db.ts'
import { firstItems, metItems, stillNear } from './import-sql.ts'

/** What confirming does beside adding what is new. */
export interface Acceptance {
  importId: number
  bankId: number
  /** Telegram id of who confirms; null for the command line. */
  by: number | null
  at: Date
  withoutNear: boolean
  /** Everything waits for a reviewer; what a model read always does. */
  review: boolean
}

/**
 * Adds the questions of an import to its bank, in one statement. A question the bank already has is
 * left as it is. One that went when an import was undone comes back, as a new version; one that a
 * person took out of use comes back as well, but to a reviewer.
 */
export async function insertQuestions(
  sql: Sql,
  { importId, bankId, by, at, withoutNear, review }: Acceptance,
): Promise<number> {
  return await sql.$executeRaw`
    with items as (
      select item.key, item.question, item.number, item."byModel"
      from (${firstItems(importId)}) first
        join "BankImportItem" item on item."importId" = ${importId} and item.number = first.number
      where not (${withoutNear}::boolean and ${stillNear})
    ), added as (
      insert into "Question" ("bankId", "importId", state, "stemKey", topic, version, "createdAt")
      select ${bankId}, ${importId},
        case when "byModel" or ${review}::boolean then 'WAITING' else 'LIVE' end::"QuestionState",
        key, question ->> 'topic', 1, ${at}
      from items order by number
      on conflict ("bankId", "stemKey") do update
        set state = case when exists (
              select from "BankImport" i
              where i.id = "Question"."importId" and i.state = 'UNDONE')
            then excluded.state else 'WAITING' end,
          "importId" = excluded."importId", topic = excluded.topic,
          version = "Question".version + 1
        where "Question".state = 'RETIRED'
      returning id, "stemKey", version
    )
    insert into "QuestionVersion"
      ("questionId", number, kind, law, article, content, "createdAt", "authorId")
    select added.id, added.version, question ->> 'kind', question -> 'basis' ->> 'law',
      question -> 'basis' ->> 'article', question, ${at}, ${by}
    from added join items on items.key = added."stemKey" order by number`
}

/** Opens a review of every question of an import that waits for one. Returns how many. */
export async function openReviews(sql: Sql, { importId, by, at }: Acceptance): Promise<number> {
  return await sql.$executeRaw`
    insert into "ReviewTask" ("questionId", reason, "openKey", "openedBy", "openedAt")
    select id, 'NEW', id || ':NEW', ${by}, ${at}
    from "Question" where "importId" = ${importId} and state = 'WAITING'
    order by id
    on conflict ("openKey") do nothing`
}

/**
 * What differs from the bank becomes a new version of the question there; answers keep the version
 * they answered. A question that somebody changed after the file was read is left alone.
 */
export async function updateQuestions(sql: Sql, { importId, by, at }: Acceptance): Promise<number> {
  return await sql.$executeRaw`
    with met as (
      select * from (${metItems(importId)}) met
      where not same and not "byModel" and "createdAt" <= "readAt"
    ), moved as (
      update "Question" q set version = q.version + 1, topic = met.question ->> 'topic'
      from met where q.id = met."questionId"
      returning q.id, q.version
    )
    insert into "QuestionVersion"
      ("questionId", number, kind, law, article, content, "createdAt", "authorId")
    select moved.id, moved.version, question ->> 'kind', question -> 'basis' ->> 'law',
      question -> 'basis' ->> 'article', question, ${at}, ${by}
    from moved join met on met."questionId" = moved.id order by moved.id`
}

/** What differs from the bank is proposed to a reviewer instead; one proposal at a time. */
export async function proposeChanges(
  sql: Sql,
  { importId, by, at, review }: Acceptance,
): Promise<number> {
  return await sql.$executeRaw`
    insert into "ReviewTask" ("questionId", reason, "openKey", proposal, "openedBy", "openedAt")
    select "questionId", 'EDITED', "questionId" || ':EDITED', question, ${by}, ${at}
    from (${metItems(importId)}) met
    where not same and ("byModel" or ${review}::boolean) and "createdAt" <= "readAt"
    order by "questionId"
    on conflict ("openKey") do nothing`
}

/**
 * Gives the questions that an import changed the text they had before, as a new version, where
 * nobody has changed them since; takes back what it proposed. Returns how many were given back.
 */
export async function restoreQuestions(
  sql: Sql,
  { importId, by, at }: { importId: number; by: number | null; at: Date },
): Promise<number> {
  const own = Prisma.sql`
    "BankImport" i
      join "BankImportItem" item on item."importId" = i.id
      join "Question" q on q."bankId" = i."bankId" and q."stemKey" = item.key
        and q."importId" is distinct from i.id`
  await sql.$executeRaw`
    delete from "ReviewTask" task using ${own}
    where i.id = ${importId} and task."questionId" = q.id and task.reason = 'EDITED'
      and task."openKey" is not null and task."openedAt" = i."confirmedAt"`
  return await sql.$executeRaw`
    with updated as (
      select distinct q.id, q.version + 1 as number, old.kind, old.law, old.article, old.content
      from ${own}
        join "QuestionVersion" new on new."questionId" = q.id and new.number = q.version
          and new."createdAt" = i."confirmedAt"
        join "QuestionVersion" old on old."questionId" = q.id and old.number = q.version - 1
      where i.id = ${importId} and q.state <> 'RETIRED'
    ), moved as (
      update "Question" q set version = updated.number, topic = updated.content ->> 'topic'
      from updated where q.id = updated.id
    )
    insert into "QuestionVersion"
      ("questionId", number, kind, law, article, content, "createdAt", "authorId")
    select id, number, kind, law, article, content, ${at}, ${by} from updated`
}
