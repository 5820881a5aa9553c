import type { Sql } from '../../platform/db.ts'
import type { Day } from '../../shared/day.ts'
import type { RosterOfficer } from './match-officers.ts'
import type { ShiftTable } from './plan.ts'

/** Everybody a duty roster may name. */
export async function loadOfficers(sql: Sql): Promise<RosterOfficer[]> {
  return await sql.$queryRaw<RosterOfficer[]>`
    select o.id, o.badge, o.name, o.active, u.path as unit
    from "Officer" o join "Unit" u on u.id = o."unitId"`
}

/** The shifts of officers on days as they are known now. */
export async function readShiftTable(
  sql: Sql,
  { days, officers }: { days: Day[]; officers: { id: number }[] },
): Promise<ShiftTable> {
  const ids = officers.map(({ id }) => id)
  const rows = await sql.$queryRaw<{ id: number; kinds: string }[]>`
    select o.id, string_agg(coalesce(left(s.kind::text, 1), '-'), '' order by d.at) as kinds
    from unnest(${ids}::int[]) as o (id)
    cross join unnest(${days}::text[]) with ordinality as d (day, at)
    left join "Shift" s on s."officerId" = o.id and s.day = d.day
    group by o.id`
  return { days, officers: rows }
}

/** Writes a table of shifts in place of what is known; `?` leaves a day as it is. */
export async function writeShiftTable(sql: Sql, { days, officers }: ShiftTable): Promise<void> {
  const rows = JSON.stringify(officers.map(({ id, kinds }) => ({ id, kinds })))
  await sql.$executeRaw`
    delete from "Shift" s
    using jsonb_to_recordset(${rows}::jsonb) as o (id int, kinds text),
      unnest(${days}::text[]) with ordinality as d (day, at)
    where s."officerId" = o.id and s.day = d.day and substr(o.kinds, d.at::int, 1) <> '?'`
  await sql.$executeRaw`
    insert into "Shift" ("officerId", day, kind)
    select o.id, d.day, (case substr(o.kinds, d.at::int, 1)
      when 'E' then 'EARLY' when 'L' then 'LATE' when 'N' then 'NIGHT' else 'REST' end)::"ShiftKind"
    from jsonb_to_recordset(${rows}::jsonb) as o (id int, kinds text)
    cross join unnest(${days}::text[]) with ordinality as d (day, at)
    where substr(o.kinds, d.at::int, 1) in ('E', 'L', 'N', 'R')`
}

/** Duty rosters wait for each other until their transaction ends. */
export async function lockShifts(sql: Sql): Promise<void> {
  await sql.$queryRaw`select pg_advisory_xact_lock(hashtext('shifts'))::text`
}
