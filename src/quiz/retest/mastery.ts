import type { Sql } from '../../platform/db.ts'
import type { Day } from '../../shared/day.ts'

/** How a unit stands with a change of the law. */
export interface LawMastery {
  /** The law's title, and the first day of its new text. */
  law: string
  inForce: Day
  /** Officers who got the old and the new text with a question. */
  officers: number
  /** Those of them who have answered every such question right, last time they met it. */
  mastered: number
}

/**
 * Who has mastered what the law changed, for a unit and everything below it, by the unit each officer
 * belonged to when the card was planned; the changes with cards between `fromDay` and `toDay`, newest
 * first. Cards of a day to come do not count yet.
 */
export async function lawMasteryOf(
  sql: Sql,
  { unitId, fromDay, toDay }: { unitId: number; fromDay: Day; toDay: Day },
): Promise<LawMastery[]> {
  return await sql.$queryRaw<LawMastery[]>`
    with asked as materialized (
      select r."lawChangeId", r."officerId", r."questionId", r.day, task."decidedAt"
      from "UnitClosure" scope
        join "Retest" r on r."unitId" = scope."unitId" and r.day <= ${toDay}
          and r."lawChangeId" in (
            select "lawChangeId" from "Retest" where day between ${fromDay} and ${toDay})
        join "ReviewTask" task on task.id = r."taskId"
        join "Question" q on q.id = r."questionId" and q.state <> 'RETIRED'
      where scope."ancestorId" = ${unitId}
        and (r."sittingId" is not null or exists (
          select from "Answer" a
          where a."officerId" = r."officerId" and a."questionId" = r."questionId"
            and a."answeredAt" >= task."decidedAt"))
    ), known as (
      select asked."lawChangeId", asked."officerId", max(asked.day) as day,
        bool_and(coalesce(last.outcome = 'RIGHT', false)) as knows
      from asked
        left join lateral (
          select a.outcome from "Answer" a join "QuestionVersion" v on v.id = a."versionId"
          where a."officerId" = asked."officerId" and a."questionId" = asked."questionId"
            and a."answeredAt" >= asked."decidedAt"
            and v.number >= (
              select max(number) from "QuestionVersion" settled
              where settled."questionId" = asked."questionId"
                and settled."createdAt" <= asked."decidedAt")
          order by a."answeredAt" desc limit 1) last on true
      group by 1, 2
    )
    select c.law, c.day as "inForce", count(*)::int as officers,
      (count(*) filter (where known.knows))::int as mastered
    from known join "LawChange" c on c.id = known."lawChangeId" and c."undoneAt" is null
    group by c.id having max(known.day) >= ${fromDay}
    order by c.day desc, c.id desc`
}
