import type { Db, Sql } from '../../platform/db.ts'
import type { Day } from '../../shared/day.ts'
import { answerCounts, dutyCounts, isMarked, isWrongChoice } from './counts.ts'

/** Notes every day with duties before `beforeDay`, as one that has to be counted. */
export async function markOver(
  sql: Sql,
  { beforeDay, now }: { beforeDay: Day; now: Date },
): Promise<void> {
  await sql.$executeRaw`
    with recursive days as (
      select min(day) as day from "Duty" where day < ${beforeDay}
      union all
      select (select min(later.day) from "Duty" later
        where later.day > days.day and later.day < ${beforeDay})
      from days where days.day is not null
    )
    insert into "RolledDay" (day, stale, "rolledAt")
    select day, true, ${now} from days where day is not null
    on conflict (day) do nothing`
}

/** The days to count, the latest first: noted before `settled`, and those that were counted once, before `countedBefore`. */
export async function listStaleDays(
  sql: Sql,
  { settled, countedBefore }: { settled: Date; countedBefore: Date },
): Promise<Day[]> {
  const rows = await sql.rolledDay.findMany({
    where: {
      stale: true,
      OR: [
        { counted: false, rolledAt: { lte: settled } },
        { counted: true, rolledAt: { lte: countedBefore } },
      ],
    },
    select: { day: true },
    orderBy: { day: 'desc' },
  })
  return rows.map(({ day }) => day)
}

/** Counts a day. Whoever changes something of the day waits meanwhile, and makes it stale again. */
export async function countDay(db: Db, { day, now }: { day: Day; now: Date }): Promise<void> {
  await db.$transaction(
    async (sql) => {
      await sql.rolledDay.update({
        where: { day },
        data: { stale: false, counted: true, rolledAt: now },
      })
      await countDuties(sql, day)
      await countAnswers(sql, day)
    },
    { timeout: 60_000 },
  )
}

async function countDuties(sql: Sql, day: Day): Promise<void> {
  await sql.unitDay.deleteMany({ where: { day } })
  await sql.$executeRaw`
    insert into "UnitDay" ("unitId", day, due, done, "madeUp", excused, score, max)
    select duty."unitId", duty.day, ${dutyCounts}
    from "Duty" duty where duty.day = ${day} group by 1, 2`
}

async function countAnswers(sql: Sql, day: Day): Promise<void> {
  await sql.itemDay.deleteMany({ where: { day } })
  await sql.$executeRaw`
    with given as materialized (
      select above."ancestorId" as "unitId", answer.*
      from "Sitting" sitting
        join "Duty" duty on duty."officerId" = sitting."officerId" and duty.day = sitting.day
        join "Answer" answer on answer."sittingId" = sitting.id and ${isMarked}
        join "UnitClosure" above on above."unitId" = duty."unitId"
        join "Unit" unit on unit.id = above."ancestorId" and unit.level <> 'STATION'
      where sitting.day = ${day} and sitting.kind = 'DAILY'
    ), choices as (
      select answer."unitId", answer."versionId", answer.given, count(*) as count
      from given answer join "QuestionVersion" version on version.id = answer."versionId"
      where ${isWrongChoice}
      group by 1, 2, 3
    ), wrong as (
      select "unitId", "versionId",
        jsonb_agg(jsonb_build_object('given', given, 'count', count)) as wrong
      from choices group by 1, 2
    ), counted as (
      select answer."unitId", answer."versionId", ${answerCounts} from given answer group by 1, 2
    )
    insert into "ItemDay" ("unitId", day, "versionId", answered, "right", score, sure, "sureWrong",
      officers, mistaken, wrong)
    select counted."unitId", ${day}, counted."versionId", counted.answered, counted."right",
      counted.score, counted.sure, counted."sureWrong", counted.officers, counted.mistaken,
      coalesce(wrong.wrong, '[]')
    from counted left join wrong using ("unitId", "versionId")`
}
