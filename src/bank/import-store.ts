/** A file that was read, kept row by row, and how it stands to its bank. */

import type { Sql } from '../platform/db.ts'
import type { Basis, Question } from '../shared/question.ts'
import type { Item, Place, Problem } from './formats/format.ts'
import { firstItems, metItems, stillNear } from './import-sql.ts'
import type { KnownText } from './near-questions.ts'
import { questionKey } from './rules.ts'

/** Begins to keep what was read of a file until somebody decides about it. Returns its id. */
export async function startImport(
  sql: Sql,
  data: {
    bankName: string
    fileName: string
    format: string
    encoding: string | null
    createdBy: number
    createdAt: Date
  },
): Promise<number> {
  const saved = await sql.bankImport.create({
    data: { ...data, problems: [] },
    select: { id: true },
  })
  return saved.id
}

/** Adds questions to an import: `ItemRow[]` as JSON. */
export async function addItems(sql: Sql, importId: number, rows: string): Promise<void> {
  await sql.$executeRaw`
    insert into "BankImportItem" ("importId", number, place, question, key, near)
    select ${importId}, number, place, question, key, near
    from jsonb_to_recordset(${withoutNul(rows)}::jsonb)
      as rows (number int, place jsonb, question jsonb, key text, near jsonb)`
}

/** Adds questions that a model read; they come after those of the file's own reader. */
export async function addModelItems(sql: Sql, importId: number, items: Item[]): Promise<void> {
  const last = await findItemCount(sql, importId)
  const rows = items.map(({ place, question }, index) => ({
    number: last + index + 1,
    place,
    question,
    key: questionKey(question),
  }))
  await sql.$executeRaw`
    insert into "BankImportItem" ("importId", number, place, question, key, "byModel")
    select ${importId}, number, place, question, key, true
    from jsonb_to_recordset(${withoutNul(JSON.stringify(rows))}::jsonb)
      as rows (number int, place jsonb, question jsonb, key text)`
}

/** The questions of an import in the order of the file. */
export async function listItems(sql: Sql, importId: number): Promise<Question[]> {
  const rows = await sql.bankImportItem.findMany({
    where: { importId },
    orderBy: { number: 'asc' },
    select: { question: true },
  })
  return rows.map(({ question }) => question as unknown as Question)
}

export async function saveProblems(sql: Sql, id: number, problems: Problem[]): Promise<void> {
  await sql.$executeRaw`
    update "BankImport" set problems = ${withoutNul(JSON.stringify(problems))}::jsonb where id = ${id}`
}

/** More at once would only need more memory. */
const knownAtOnce = 2000

/** Some of the questions of a bank that a new file is compared with, after this id. */
export async function listKnownTexts(
  sql: Sql,
  bankName: string,
  after: number,
): Promise<KnownText[]> {
  return await sql.$queryRaw<KnownText[]>`
    select q.id, q."stemKey" as key, v.content ->> 'stem' as stem, v.content -> 'options' as options
    from (
      select id, "stemKey", version from "Question"
      where "bankId" = (select id from "Bank" where name = ${bankName})
        and id > ${after} and state <> 'RETIRED'
      order by id limit ${knownAtOnce}) q
      join "QuestionVersion" v on v."questionId" = q.id and v.number = q.version
    order by q.id`
}

/** Below this many rows a plan for a small table does no harm. */
const worthAnalysing = 1000

/**
 * Tells the planner how big the tables have become: it would join a hundred thousand new rows as if
 * there were ten, for minutes. The embedded database has nobody else to tell it.
 */
export async function noteGrowth(sql: Sql, rows: number): Promise<void> {
  if (rows < worthAnalysing) return
  await sql.$executeRaw`analyze "BankImportItem", "Question", "QuestionVersion"`
}

/** How the questions of an import stand to its bank, in numbers. */
export interface Standing {
  /** That the bank does not have. */
  fresh: number
  /** Of those: resembling another one. */
  near: number
  /** That the bank has just so. */
  known: number
  /** That the bank has with another key, explanation or basis. */
  changed: number
}

export async function findStanding(sql: Sql, importId: number): Promise<Standing> {
  const [met] = await sql.$queryRaw<{ known: number; changed: number }[]>`
    select (count(*) filter (where same))::int as known,
      (count(*) filter (where not same))::int as changed
    from (${metItems(importId)}) met`
  const [all] = await sql.$queryRaw<{ different: number }[]>`
    select count(*)::int as different from (${firstItems(importId)}) first`
  const [near] = await sql.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from "BankImportItem" item
    where "importId" = ${importId} and ${stillNear}`
  const { known = 0, changed = 0 } = met ?? {}
  const fresh = (all?.different ?? 0) - known - changed
  return { fresh, near: Math.min(near?.count ?? 0, fresh), known, changed }
}

/** A question of a file beside the one it resembles. */
export interface NearPair {
  place: Place
  question: Question
  similarity: number
  /** Where in the file the other stands; null for one of the bank. */
  otherPlace: Place | null
  other: Question
}

export async function listNear(sql: Sql, importId: number, limit: number): Promise<NearPair[]> {
  return await sql.$queryRaw<NearPair[]>`
    select item.place, item.question, (item.near ->> 'similarity')::float8 as similarity,
      other.place as "otherPlace", coalesce(other.question, v.content) as other
    from "BankImportItem" item
      left join "BankImportItem" other
        on other."importId" = item."importId" and other.number = (item.near ->> 'number')::int
      left join "Question" q on q.id = (item.near ->> 'questionId')::int
      left join "QuestionVersion" v on v."questionId" = q.id and v.number = q.version
    where item."importId" = ${importId} and ${stillNear}
    order by item.number limit ${limit}`
}

/** A question of a file beside what the bank has under the same stem and options. */
export interface ChangedPair {
  place: Place
  before: Question
  after: Question
}

export async function listChanged(
  sql: Sql,
  importId: number,
  limit: number,
): Promise<ChangedPair[]> {
  // Planned on its own: for the sake of the first few the joins would be made row by row.
  return await sql.$queryRaw<ChangedPair[]>`
    with changed as materialized (select * from (${metItems(importId)}) met where not same)
    select place, content as before, question as after
    from changed order by number limit ${limit}`
}

/** The legal bases of an import, each once. */
export async function listBases(sql: Sql, importId: number): Promise<Basis[]> {
  const rows = await sql.$queryRaw<{ law: string; version: string; article: string }[]>`
    select distinct question -> 'basis' ->> 'law' as law,
      coalesce(question -> 'basis' ->> 'version', '') as version,
      coalesce(question -> 'basis' ->> 'article', '') as article
    from "BankImportItem" where "importId" = ${importId} and question -> 'basis' ->> 'law' <> ''
    order by 1, 2, 3`
  return rows.map(({ law, version, article }) => ({
    law,
    ...(version === '' ? {} : { version }),
    ...(article === '' ? {} : { article }),
  }))
}

/** Where an import cites these bases, in the order of the file: the index of the basis, the place. */
export async function findCitations(
  sql: Sql,
  importId: number,
  bases: Basis[],
): Promise<{ index: number; place: Place }[]> {
  const wanted = bases.map(({ law, version = '', article = '' }, index) => ({
    law,
    version,
    article,
    index,
  }))
  return await sql.$queryRaw<{ index: number; place: Place }[]>`
    select wanted.index, item.place
    from "BankImportItem" item
      join jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
        as wanted (law text, version text, article text, index int)
        on wanted.law = item.question -> 'basis' ->> 'law'
          and wanted.version = coalesce(item.question -> 'basis' ->> 'version', '')
          and wanted.article = coalesce(item.question -> 'basis' ->> 'article', '')
    where item."importId" = ${importId}
    order by item.number`
}

export async function hasLaws(sql: Sql): Promise<boolean> {
  return (await sql.law.findFirst({ select: { id: true } })) !== null
}

/** How many questions the file of an import held. */
export async function findItemCount(sql: Sql, id: number): Promise<number> {
  return await sql.bankImportItem.count({ where: { importId: id } })
}

/** PostgreSQL keeps no NUL in text, and no lone half of a surrogate pair. */
function withoutNul(json: string): string {
  return json.replace(/\\u0000/g, '').replace(/\\ud[89a-f][0-9a-f]{2}/gi, '')
}
