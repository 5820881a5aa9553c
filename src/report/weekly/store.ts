import type { Sql } from '../../platform/db.ts'
import { addDays, type Day } from '../../shared/day.ts'
import type { Question } from '../../shared/question.ts'

/** The question with this stem that rests on an article, as it was asked last; null where it is gone. */
export async function findAsked(
  sql: Sql,
  { law, article, stem }: { law: string; article: string; stem: string },
): Promise<Question | null> {
  const [row] = await sql.$queryRaw<{ content: Question }[]>`
    select content from "QuestionVersion"
    where law = ${law} and article = ${article} and content ->> 'stem' = ${stem}
    order by id desc limit 1`
  return row?.content ?? null
}

/** How officers who joined not long before the days took part in them. */
export interface Newcomers {
  people: number
  /** Officer-days, and those of them finished. */
  due: number
  finished: number
}

/** Who joined within so many days before the span is new. */
const newDays = 30

/** The newcomers of a unit and everything below it, in the days of a span. */
export async function countNewcomers(
  sql: Sql,
  { unitId, fromDay, toDay }: { unitId: number; fromDay: Day; toDay: Day },
): Promise<Newcomers> {
  const [row] = await sql.$queryRaw<Newcomers[]>`
    select count(distinct officer.id)::int as people, count(*)::int as due,
      (count(*) filter (where duty.state in ('DONE', 'MADE_UP')))::int as finished
    from "Officer" officer
      join "Duty" duty on duty."officerId" = officer.id and duty.state <> 'EXCUSED'
        and duty.day between ${fromDay} and ${toDay}
      join "UnitClosure" scope on scope."unitId" = duty."unitId" and scope."ancestorId" = ${unitId}
    where officer.active and officer."boundAt" >= ${addDays(fromDay, -newDays)}::date`
  return row ?? { people: 0, due: 0, finished: 0 }
}

/** Those of the units that are no stations. */
export async function listOffices(sql: Sql, unitIds: number[]): Promise<Set<number>> {
  const units = await sql.unit.findMany({
    where: { id: { in: unitIds }, level: { not: 'STATION' } },
    select: { id: true },
  })
  return new Set(units.map(({ id }) => id))
}

/** Whether the weekly report has been sent on one of these days. */
export async function hasSentWeekly(
  sql: Sql,
  { fromDay, toDay }: { fromDay: Day; toDay: Day },
): Promise<boolean> {
  const sent = await sql.run.count({
    where: { kind: 'weekly', day: { gte: fromDay, lte: toDay } },
  })
  return sent > 0
}
