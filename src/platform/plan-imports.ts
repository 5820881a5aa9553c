import type { Prisma, Sql } from './db.ts'

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

/** A plan as it was kept; its rows are what the slice gave. Null where there is none of this kind. */
export async function findPlan(
  sql: Sql,
  { id, kind }: { id: number; kind: PlanKind },
): Promise<{ fileName: string; state: PlanState; rows: unknown } | null> {
  return await sql.planImport.findFirst({
    where: { id, kind },
    select: { fileName: true, state: true, rows: true },
  })
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

/** Keeps, for taking it back, what a plan found when it was carried out. */
export async function savePlanRows(sql: Sql, id: number, rows: object): Promise<void> {
  await sql.planImport.update({ where: { id }, data: { rows } })
}

/** Cancels the previews of before `before` that nobody decided about, and forgets their rows. */
export async function forgetPlans(sql: Sql, before: Date): Promise<void> {
  await sql.planImport.updateMany({
    where: { state: 'PREVIEW', createdAt: { lt: before } },
    data: { state: 'CANCELLED', rows: {} },
  })
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
