/** This slice's queries: banks, imports, questions and their versions. */

import type { Sql } from '../platform/db.ts'
import type { Question } from '../shared/question.ts'
import type { Item, Place, Problem } from './formats/format.ts'
import { questionKey } from './rules.ts'

export type ImportState = 'PREVIEW' | 'LIVE' | 'CANCELLED' | 'UNDONE'

export interface SavedImport {
  id: number
  bankName: string
  fileName: string
  format: string
  state: ImportState
  createdAt: Date
}

export interface BankLine {
  id: number
  name: string
  live: number
  retired: number
  multiple: MultipleRule
  lastImport: { id: number; state: ImportState } | null
}

/** How a multiple choice with some, but no wrong, options chosen is marked. */
export type MultipleRule = 'ALL_OR_NOTHING' | 'HALF_MARKS'

/** More at once would only need more memory. */
const itemsAtOnce = 2000

/** Keeps what was read of a file until somebody decides about it. Returns its id. */
export async function saveImport(
  sql: Sql,
  data: {
    bankName: string
    fileName: string
    format: string
    encoding: string | null
    items: Item[]
    problems: Problem[]
    createdBy: number
    createdAt: Date
  },
): Promise<number> {
  const { bankName, fileName, format, encoding, createdBy, createdAt } = data
  const [saved] = await sql.$queryRaw<{ id: number }[]>`
    insert into "BankImport"
      ("bankName", "fileName", format, encoding, problems, "createdBy", "createdAt")
    values (${bankName}, ${fileName}, ${format}, ${encoding},
      ${withoutNul(JSON.stringify(data.problems))}::jsonb, ${createdBy}, ${createdAt})
    returning id`
  if (!saved) throw new Error('the import was not saved')
  for (let from = 0; from < data.items.length; from += itemsAtOnce) {
    await saveItems(sql, saved.id, data.items.slice(from, from + itemsAtOnce), from)
  }
  return saved.id
}

/** Each item carries its key, so that confirming is one statement over the stored items. */
async function saveItems(sql: Sql, importId: number, items: Item[], from: number): Promise<void> {
  const rows = items.map(({ place, question }, index) => ({
    number: from + index + 1,
    place,
    question,
    key: questionKey(question),
  }))
  await sql.$executeRaw`
    insert into "BankImportItem" ("importId", number, place, question, key)
    select ${importId}, number, place, question, key
    from jsonb_to_recordset(${withoutNul(JSON.stringify(rows))}::jsonb)
      as rows (number int, place jsonb, question jsonb, key text)`
}

/** What is known of an import without its questions; null where there is none. */
export async function findImport(sql: Sql, id: number): Promise<SavedImport | null> {
  return sql.bankImport.findUnique({
    where: { id },
    select: {
      id: true,
      bankName: true,
      fileName: true,
      format: true,
      state: true,
      createdAt: true,
    },
  })
}

/** The problems that were found in the file of an import. */
export async function findProblems(sql: Sql, id: number): Promise<Problem[]> {
  const found = await sql.bankImport.findUnique({ where: { id }, select: { problems: true } })
  return (found?.problems ?? []) as unknown as Problem[]
}

/** The places of an import's questions that its bank already has and will not take again. */
export async function findKnown(sql: Sql, id: number): Promise<Place[]> {
  const rows = await sql.$queryRaw<{ place: Place }[]>`
    select item.place
    from "BankImport" i
      join "BankImportItem" item on item."importId" = i.id
      join "Bank" b on b.name = i."bankName"
      join "Question" q on q."bankId" = b.id and q."stemKey" = item.key
    where i.id = ${id} and q.state <> 'RETIRED'
    order by item.number`
  return rows.map(({ place }) => place)
}

/** How many questions the file of an import held. */
export async function findItemCount(sql: Sql, id: number): Promise<number> {
  const [row] = await sql.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from "BankImportItem" where "importId" = ${id}`
  return row?.count ?? 0
}

/** Moves an import from one state to another; false when it is no longer in the first. */
export async function moveImport(
  sql: Sql,
  move: { id: number; from: ImportState; to: ImportState; at: Date; bankId?: number },
): Promise<boolean> {
  const { count } = await sql.bankImport.updateMany({
    where: { id: move.id, state: move.from },
    data: {
      state: move.to,
      ...(move.to === 'LIVE' && { confirmedAt: move.at }),
      ...(move.bankId !== undefined && { bankId: move.bankId }),
    },
  })
  return count > 0
}

/** The bank of this name, made where there is none. Returns its id. */
export async function ensureBank(sql: Sql, name: string, now: Date): Promise<number> {
  const bank = await sql.bank.upsert({
    where: { name },
    create: { name, createdAt: now },
    update: {},
    select: { id: true },
  })
  return bank.id
}

/**
 * Makes the questions of an import live, in one statement. A question the bank already has is left
 * as it is; one that was retired comes back, as a new version. Returns how many went live.
 */
export async function insertQuestions(
  sql: Sql,
  { importId, bankId, now }: { importId: number; bankId: number; now: Date },
): Promise<number> {
  return sql.$executeRaw`
    with items as (
      select distinct on (key) key, question, number
      from "BankImportItem" where "importId" = ${importId}
      order by key, number
    ), added as (
      insert into "Question" ("bankId", "importId", state, "stemKey", topic, version, "createdAt")
      select ${bankId}, ${importId}, 'LIVE', key, question ->> 'topic', 1, ${now}
      from items order by number
      on conflict ("bankId", "stemKey") do update
        set state = 'LIVE', "importId" = excluded."importId", topic = excluded.topic,
          version = "Question".version + 1
        where "Question".state = 'RETIRED'
      returning id, "stemKey", version
    )
    insert into "QuestionVersion" ("questionId", number, kind, law, article, content, "createdAt")
    select added.id, added.version, question ->> 'kind', question -> 'basis' ->> 'law',
      question -> 'basis' ->> 'article', question, ${now}
    from added join items on items.key = added."stemKey" order by number`
}

/** Takes the questions of an import out: those never dealt to anybody go, the others are retired. */
export async function removeQuestions(
  sql: Sql,
  importId: number,
): Promise<{ deleted: number; retired: number }> {
  const deleted = await sql.$executeRaw`
    delete from "Question" q where q."importId" = ${importId}
      and not exists (select from "Answer" a where a."questionId" = q.id)`
  const retired = await sql.$executeRaw`
    update "Question" set state = 'RETIRED' where "importId" = ${importId} and state <> 'RETIRED'`
  return { deleted, retired }
}

/** The questions of a bank that are not retired, in the order they came in; null for no such bank. */
export async function loadBank(sql: Sql, name: string): Promise<Question[] | null> {
  const bank = await sql.bank.findUnique({ where: { name }, select: { id: true } })
  if (!bank) return null
  const rows = await sql.$queryRaw<{ content: Question }[]>`
    select v.content
    from "Question" q join "QuestionVersion" v on v."questionId" = q.id and v.number = q.version
    where q."bankId" = ${bank.id} and q.state <> 'RETIRED'
    order by q.id`
  return rows.map(({ content }) => content)
}

/** Every bank with its numbers, by name. */
export async function listBanks(sql: Sql): Promise<BankLine[]> {
  return sql.$queryRaw<BankLine[]>`
    select b.id, b.name, b.multiple,
      (count(q.id) filter (where q.state = 'LIVE'))::int as live,
      (count(q.id) filter (where q.state = 'RETIRED'))::int as retired,
      (select jsonb_build_object('id', i.id, 'state', i.state)
       from "BankImport" i where i."bankId" = b.id order by i.id desc limit 1) as "lastImport"
    from "Bank" b left join "Question" q on q."bankId" = b.id
    group by b.id, b.name, b.multiple
    order by b.name`
}

/** Sets how a bank's multiple choices are marked. Null when there is no such bank. */
export async function saveRule(
  sql: Sql,
  id: number,
  multiple: MultipleRule,
): Promise<{ name: string } | null> {
  const [bank] = await sql.bank.updateManyAndReturn({
    where: { id },
    data: { multiple },
    select: { name: true },
  })
  return bank ?? null
}

/** The name of a bank, or null. */
export async function findBankName(sql: Sql, id: number): Promise<string | null> {
  const bank = await sql.bank.findUnique({ where: { id }, select: { name: true } })
  return bank?.name ?? null
}

/** PostgreSQL keeps no NUL in text, and no lone half of a surrogate pair. */
function withoutNul(json: string): string {
  return json.replace(/\\u0000/g, '').replace(/\\ud[89a-f][0-9a-f]{2}/gi, '')
}
