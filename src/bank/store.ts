/** This slice's queries: banks, imports, questions and their versions. */

import type { Sql } from '../platform/db.ts'
import type { Question } from '../shared/question.ts'
import type { Problem } from './formats/format.ts'

export type ImportState = 'PREVIEW' | 'LIVE' | 'CANCELLED' | 'UNDONE'

export interface SavedImport {
  id: number
  bankName: string
  fileName: string
  format: string
  state: ImportState
  createdAt: Date
  createdBy: number
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

/** What is known of an import without its questions; null where there is none. */
export async function findImport(sql: Sql, id: number): Promise<SavedImport | null> {
  const saved = await sql.bankImport.findUnique({
    where: { id },
    select: {
      id: true,
      bankName: true,
      fileName: true,
      format: true,
      state: true,
      createdAt: true,
      createdBy: true,
    },
  })
  return saved && { ...saved, createdBy: Number(saved.createdBy) }
}

/** The problems that were found in the file of an import. */
export async function findProblems(sql: Sql, id: number): Promise<Problem[]> {
  const found = await sql.bankImport.findUnique({ where: { id }, select: { problems: true } })
  return (found?.problems ?? []) as unknown as Problem[]
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

/**
 * Cancels the previews of before `before` that nobody decided about, and forgets the questions of what
 * was cancelled or undone; those of imports in use are needed to take them back.
 */
export async function forgetPreviews(sql: Sql, before: Date): Promise<void> {
  await sql.bankImport.updateMany({
    where: { state: 'PREVIEW', createdAt: { lt: before } },
    data: { state: 'CANCELLED', problems: [] },
  })
  await sql.bankImportItem.deleteMany({
    where: { import: { state: { in: ['CANCELLED', 'UNDONE'] }, createdAt: { lt: before } } },
  })
}
