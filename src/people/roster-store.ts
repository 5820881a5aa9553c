/** Queries about whole rosters: units, officers and leaders in bulk. */

import type { Prisma, Sql } from '../platform/db.ts'
import type { KnownOfficer, KnownPeople, RosterPlan } from './plan-roster.ts'
import type { Roster } from './read-roster.ts'

export interface SavedImport {
  id: number
  fileName: string
  state: 'PREVIEW' | 'LIVE' | 'CANCELLED' | 'UNDONE'
  roster: Roster
}

/** Keeps a roster as it was read. Returns its id. */
export async function saveImport(
  sql: Sql,
  { roster, ...data }: { fileName: string; roster: Roster; createdBy: number; createdAt: Date },
): Promise<number> {
  const rows = roster as unknown as Prisma.InputJsonValue
  const saved = await sql.rosterImport.create({ data: { ...data, rows }, select: { id: true } })
  return saved.id
}

/** The import with this id, or null. */
export async function findImport(sql: Sql, id: number): Promise<SavedImport | null> {
  const found = await sql.rosterImport.findUnique({ where: { id } })
  if (!found) return null
  const { fileName, state, rows } = found
  return { id, fileName, state, roster: rows as unknown as Roster }
}

/** Moves an import on from PREVIEW; false when it is no longer there. */
export async function settleImport(
  sql: Sql,
  { id, state, at }: { id: number; state: 'LIVE' | 'CANCELLED'; at: Date },
): Promise<boolean> {
  const { count } = await sql.rosterImport.updateMany({
    where: { id, state: 'PREVIEW' },
    data: { state, ...(state === 'LIVE' && { confirmedAt: at }) },
  })
  return count > 0
}

/** Holds every other roster back until the transaction ends. */
export async function lockRoster(sql: Sql): Promise<void> {
  await sql.$queryRaw`select pg_advisory_xact_lock(hashtext('roster'))::text`
}

/** All units and officers as a plan compares them. */
export async function loadPeople(sql: Sql): Promise<KnownPeople> {
  const units = await sql.unit.findMany({ select: { path: true, name: true } })
  const officers = await sql.$queryRaw<KnownOfficer[]>`
    select o.id, o.badge, o.name, u.path as unit, o.post, o.category::text as category, o.active,
           o."telegramId" is not null as bound, coalesce(l.leads, '[]'::jsonb) as leads,
           exists (select from "Role" r where r."officerId" = o.id and r.kind = 'REVIEWER'
             and r.until is null) as reviewer
    from "Officer" o join "Unit" u on u.id = o."unitId"
    left join (
      select r."officerId", jsonb_agg(ru.path) as leads
      from "Role" r join "Unit" ru on ru.id = r."unitId"
      where r.kind = 'LEADER' and r.until is null group by r."officerId"
    ) l on l."officerId" = o.id
    order by u.path, o.badge`
  return { units, officers }
}

/** Writes a plan: a handful of statements, however many people it holds. */
export async function applyPlan(sql: Sql, plan: RosterPlan, now: Date): Promise<void> {
  await addUnits(sql, plan.changes.newUnits)
  await upsertOfficers(sql, plan.upserts, now)
  await sql.$executeRaw`
    update "Officer" set active = false
    from jsonb_to_recordset(${JSON.stringify(plan.deactivate)}::jsonb) as row (badge text)
    where "Officer".badge = row.badge`
  await sql.$executeRaw`
    delete from "Role" r
    using jsonb_to_recordset(${JSON.stringify(plan.leadsNoMore)}::jsonb) as row (badge text, unit text)
      join "Officer" o on o.badge = row.badge join "Unit" u on u.path = row.unit
    where r."officerId" = o.id and r."unitId" = u.id and r.kind = 'LEADER' and r.until is null`
  await sql.$executeRaw`
    insert into "Role" ("officerId", kind, "unitId")
    select o.id, 'LEADER', u.id
    from jsonb_to_recordset(${JSON.stringify(plan.leads)}::jsonb) as row (badge text, unit text)
      join "Officer" o on o.badge = row.badge join "Unit" u on u.path = row.unit
    on conflict ("officerId", kind, "unitId") do update set until = null`
  await sql.$executeRaw`
    delete from "Role" r
    using jsonb_to_recordset(${JSON.stringify(plan.reviewsNoMore)}::jsonb) as row (badge text)
      join "Officer" o on o.badge = row.badge
    where r."officerId" = o.id and r.kind = 'REVIEWER' and r.until is null`
  await sql.$executeRaw`
    insert into "Role" ("officerId", kind, "unitId")
    select o.id, 'REVIEWER', u.id
    from jsonb_to_recordset(${JSON.stringify(plan.reviews)}::jsonb) as row (badge text, unit text)
      join "Officer" o on o.badge = row.badge join "Unit" u on u.path = row.unit
    on conflict ("officerId", kind, "unitId") do update set until = null`
}

const levels = ['CITY', 'COUNTY', 'STATION'] as const

async function addUnits(sql: Sql, paths: string[]): Promise<void> {
  if (paths.length === 0) return
  for (const [depth, level] of levels.entries()) {
    const rows = paths
      .map((path) => path.split('/'))
      .filter((names) => names.length === depth + 1)
      .map((names) => ({
        name: names[depth],
        path: names.join('/'),
        parent: names.slice(0, depth).join('/'),
      }))
    await sql.$executeRaw`
      insert into "Unit" (name, level, "parentId", path)
      select row.name, ${level}::"UnitLevel", parent.id, row.path
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row
        (name text, path text, parent text)
      left join "Unit" parent on parent.path = row.parent`
  }
  await completeClosure(sql)
}

/** For all units: simpler and surer than for single branches. Units stay where they are, so rows are only added. */
async function completeClosure(sql: Sql): Promise<void> {
  await sql.$executeRaw`
    with recursive above as (
      select id as "unitId", id as "ancestorId", 0 as depth, "parentId" from "Unit"
      union all
      select above."unitId", up.id, above.depth + 1, up."parentId"
      from above join "Unit" up on up.id = above."parentId"
    )
    insert into "UnitClosure" ("ancestorId", "unitId", depth)
    select "ancestorId", "unitId", depth from above
    on conflict ("ancestorId", "unitId") do nothing`
}

async function upsertOfficers(sql: Sql, rows: RosterPlan['upserts'], now: Date): Promise<void> {
  await sql.$executeRaw`
    insert into "Officer" (badge, name, "unitId", post, category, "createdAt")
    select row.badge, row.name, u.id, row.post, row.category::"Category", ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row
      (badge text, name text, unit text, post text, category text)
    join "Unit" u on u.path = row.unit
    on conflict (badge) do update set name = excluded.name, "unitId" = excluded."unitId",
      post = excluded.post, category = excluded.category, active = true`
}

/** Cancels the previews of before `before` that nobody decided about, and forgets the rows of all files since. */
export async function forgetRosters(sql: Sql, before: Date): Promise<void> {
  await sql.rosterImport.updateMany({
    where: { state: 'PREVIEW', createdAt: { lt: before } },
    data: { state: 'CANCELLED', rows: {} },
  })
  // What was loaded is in the tables; names and numbers need not be kept a second time.
  await sql.rosterImport.updateMany({
    where: { state: { not: 'PREVIEW' }, createdAt: { lt: before }, rows: { not: {} } },
    data: { rows: {} },
  })
}
