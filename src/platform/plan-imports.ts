import type { Db, Prisma, Sql } from './db.ts'

/** What kind of plan a file or a sentence changes. */
export type PlanKind = 'calendar' | 'shifts'

export type PlanState = 'PREVIEW' | 'LIVE' | 'CANCELLED' | 'UNDONE'

/** Keeps what a file or a sentence was understood to mean, until somebody decides. Returns its id. */
export async function savePlan(
  sql: Sql,
  plan: { kind: PlanKind; fileName: string; rows: object; createdBy: number; createdAt: Date },
): Promise<number> {
  const rows = plan.rows as Prisma.InputJsonObject
  const { id } = await sql.planImport.create({ data: { ...plan, rows }, select: { id: true } })
  return id
}

/** A plan as it was kept; its rows are what the slice gave. Null where there is none, or none any more. */
export async function findPlan(
  sql: Sql,
  { id, kind }: { id: number; kind: PlanKind },
): Promise<{ fileName: string; state: PlanState; rows: unknown } | null> {
  const plan = await sql.planImport.findFirst({
    where: { id, kind },
    select: { fileName: true, state: true, rows: true },
  })
  return plan && Object.keys(plan.rows ?? {}).length > 0 ? plan : null
}

/** Moves a plan on from one state to another; false when it is no longer there. */
export async function settlePlan(
  sql: Sql,
  plan: { id: number; from: PlanState; to: PlanState; at: Date },
): Promise<boolean> {
  const { count } = await sql.planImport.updateMany({
    where: { id: plan.id, state: plan.from },
    data: { state: plan.to, ...(plan.to === 'LIVE' && { confirmedAt: plan.at }) },
  })
  return count > 0
}

/** What somebody does with a plan. */
export interface PlanDecision {
  kind: PlanKind
  planId: number
  from: PlanState
  to: PlanState
  at: Date
}

export type PlanRefused =
  | { kind: 'settled'; state: PlanState }
  /** There is none, or it was so long ago that its rows are forgotten. */
  | { kind: 'unknown' }

/**
 * Decides about a plan once: moves it on and carries it out in one transaction, which `lock` lets happen
 * one at a time. A month of a whole city is some 300,000 days of officers: it may take two minutes.
 */
export async function decidePlan<Outcome>(
  db: Db,
  { kind, planId: id, ...step }: PlanDecision,
  {
    lock,
    carryOut,
  }: {
    lock: (sql: Sql) => Promise<void>
    carryOut: (sql: Sql, plan: { fileName: string; rows: unknown }) => Promise<Outcome>
  },
): Promise<Outcome | PlanRefused> {
  return await db.$transaction(
    async (sql): Promise<Outcome | PlanRefused> => {
      await lock(sql)
      const found = await findPlan(sql, { id, kind })
      if (!found) return { kind: 'unknown' }
      if (!(await settlePlan(sql, { id, ...step }))) return { kind: 'settled', state: found.state }
      return await carryOut(sql, found)
    },
    { maxWait: 30_000, timeout: 120_000 },
  )
}

/** Keeps, for taking it back, what a plan found when it was carried out. */
export async function savePlanRows(sql: Sql, id: number, rows: object): Promise<void> {
  await sql.planImport.update({ where: { id }, data: { rows } })
}

/**
 * Cancels the previews of before `before` that nobody decided about, and forgets the rows of every plan of
 * that time: they name people, and nobody takes back a duty roster of two months ago.
 */
export async function forgetPlans(sql: Sql, before: Date): Promise<void> {
  const createdAt = { lt: before }
  await sql.planImport.updateMany({
    where: { state: 'PREVIEW', createdAt },
    data: { state: 'CANCELLED' },
  })
  await sql.planImport.updateMany({ where: { createdAt }, data: { rows: {} } })
}

/** Puts other words where a plan names a person. A preview that does is cancelled: it would bring them back. */
export async function hidePerson(
  sql: Sql,
  { badge, name, word }: { badge: string; name: string; word: string },
): Promise<void> {
  await sql.$executeRaw`
    update "PlanImport" set rows = replace(replace(rows::text,
        to_jsonb(${badge}::text)::text, to_jsonb(${word}::text)::text),
        to_jsonb(${name}::text)::text, to_jsonb(${word}::text)::text)::jsonb,
      state = case when state = 'PREVIEW' then 'CANCELLED' else state end
    where position(to_jsonb(${badge}::text)::text in rows::text) > 0
      or position(to_jsonb(${name}::text)::text in rows::text) > 0`
}
