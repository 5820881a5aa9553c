/** Parts of the statements about the questions of a file that was read. */

import { Prisma } from '../platform/db.ts'

/** The first of each question of an import, by number: what a file repeats is imported once. */
export const firstItems = (importId: number) => Prisma.sql`
  select min(number) as number, key from "BankImportItem" where "importId" = ${importId} group by key`

/** The items whose question the bank has, with the question and its current version. */
export const metItems = (importId: number) => Prisma.sql`
  select item.number, item.key, item.place, item.question, item."byModel",
    q.id as "questionId", q."stemKey", v.content, v."createdAt",
    v.content = item.question as same, i."createdAt" as "readAt", i."bankName"
  from (${firstItems(importId)}) first
    join "BankImportItem" item on item."importId" = ${importId} and item.number = first.number
    join "BankImport" i on i.id = item."importId"
    join "Bank" b on b.name = i."bankName"
    join "Question" q on q."bankId" = b.id and q."stemKey" = item.key and q.state <> 'RETIRED'
    join "QuestionVersion" v on v."questionId" = q.id and v.number = q.version`

/** An item's `near` still holds: what it resembles is in the file, or is in the bank to this day. */
export const stillNear = Prisma.sql`
  (item.near is not null and (item.near ? 'number' or exists (
    select from "Question" like_it
    where like_it.id = (item.near ->> 'questionId')::int and like_it.state <> 'RETIRED')))`
