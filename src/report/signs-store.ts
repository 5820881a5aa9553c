import { Prisma, type Sql } from '../platform/db.ts'
import { addDays, type Day } from '../shared/day.ts'

/** An officer who has missed several due days in a row. */
export interface MissingInARow {
  officerId: number
  badge: string
  name: string
  /** The unit the officer belonged to on the last day that is over, as is the one directly below that it is part of. */
  unitId: number
  childId: number
  /** 2, or 3 for three and more. */
  days: 2 | 3
}

/** Longer ago than that nobody can be helped; a leave may be as long. */
const lookBackDays = 60

/**
 * The officers of a unit and everything below it whose last two due days up to `day` were missed, or three and more.
 * Days that are excused or not over are passed over; a set that was made up ends the row. Only who did not
 * finish the last day on which anybody missed a set can be one of them: that is a small part of a city.
 */
export async function listMissingInARow(
  sql: Sql,
  { unitId, day }: { unitId: number; day: Day },
): Promise<MissingInARow[]> {
  const from = addDays(day, -lookBackDays)
  return await sql.$queryRaw<MissingInARow[]>`
    with over as materialized (
      -- Only a day that is over holds a missed set.
      select max(day) as day from "Duty" where day between ${from} and ${day} and state = 'MISSED'
    ), unfinished as materialized (
      select duty."officerId", duty."unitId"
      from over cross join "UnitClosure" scope
        join "Duty" duty on duty."unitId" = scope."unitId" and duty.day = over.day
          and duty.state not in ('DONE', 'MADE_UP')
      where scope."ancestorId" = ${unitId}
    ), row as materialized (
      select unfinished.*, last.missed from unfinished cross join lateral (
        select array_agg(state = 'MISSED' order by day desc) as missed from (
          select day, state from "Duty"
          where "officerId" = unfinished."officerId" and day between ${from} and ${day}
            and state in ('DONE', 'MADE_UP', 'MISSED')
          order by day desc limit 3) closed) last
      where last.missed[1] and last.missed[2]
    )
    select officer.id as "officerId", officer.badge, officer.name, row."unitId",
      coalesce(part."ancestorId", row."unitId") as "childId",
      case when row.missed[3] then 3 else 2 end as days
    from row
      join "Officer" officer on officer.id = row."officerId" and officer.active
      left join "UnitClosure" part on part."unitId" = row."unitId" and ${isBelow(unitId)}
    order by days desc, officer.badge`
}

function isBelow(unitId: number): Prisma.Sql {
  return Prisma.sql`part."ancestorId" in (select id from "Unit" where "parentId" = ${unitId})`
}

/** A unit and those directly below it, by path. */
export async function findFamily(sql: Sql, unitId: number) {
  const fields = { id: true, name: true, level: true } as const
  const unit = await sql.unit.findUniqueOrThrow({ where: { id: unitId }, select: fields })
  const below = await sql.unit.findMany({
    where: { parentId: unitId },
    select: fields,
    orderBy: { path: 'asc' },
  })
  return { unit, below }
}
