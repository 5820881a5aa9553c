import { Prisma, type Sql } from '../platform/db.ts'
import {
  answerCounts,
  daysToCount,
  isMarked,
  isWrongChoice,
  type Days,
  type DaysToCount,
} from './rollup/counts.ts'

/** How a question was answered in the daily sets of a unit, with everything below it. */
export interface ItemCount {
  versionId: number
  questionId: number
  topic: string | null
  /** What the question rests on, as that version says. */
  law: string | null
  article: string | null
  /** Marked answers, those of them fully right, and the sum of their scores, each 0 to 1. */
  answered: number
  right: number
  score: number
  /** Answers given as sure, and those of them not fully right. */
  sure: number
  sureWrong: number
  /** Whether at least ten officers answered it. */
  seenByTen: boolean
  /** How many officers were sure and not right; 5 stands for five or more. */
  mistaken: number
}

type Span = Days & { unitId: number }

/**
 * Every question answered in the daily sets of the span, by the unit each officer belonged to on the day. What
 * officers practise for themselves is nobody else's business and is left out.
 */
export async function itemsOf(sql: Sql, span: Span): Promise<ItemCount[]> {
  const days = await daysFor(sql, span)
  return await sql.$queryRaw<ItemCount[]>`
    with ${itemsByDay(span.unitId, days)}, total as materialized (
      select "versionId", sum(answered) as answered, sum("right") as "right", sum(score) as score,
        sum(sure) as sure, sum("sureWrong") as "sureWrong",
        max(cardinality(officers)) as officers, max(cardinality(mistaken)) as mistaken
      from item group by 1
    ), doubtful as (
      -- Fewer than ten on every single day, but perhaps ten on all of them together.
      select item."versionId", count(distinct id) as officers
      from item join total using ("versionId"), unnest(item.officers) id
      where total.answered >= 10 and total.officers < 10 group by 1
    ), few as (
      select item."versionId", count(distinct id) as mistaken
      from item join total using ("versionId"), unnest(item.mistaken) id
      where total."sureWrong" > total.mistaken and total.mistaken < 5 group by 1
    )
    select total."versionId", version."questionId", question.topic, version.law, version.article,
      total.answered::int, total."right"::int as "right", total.score::float8 as score,
      total.sure::int, total."sureWrong"::int as "sureWrong",
      greatest(total.officers, doubtful.officers) >= 10 as "seenByTen",
      least(5, greatest(total.mistaken, few.mistaken))::int as mistaken
    from total
      join "QuestionVersion" version on version.id = total."versionId"
      join "Question" question on question.id = version."questionId"
      left join doubtful on doubtful."versionId" = total."versionId"
      left join few on few."versionId" = total."versionId"
    order by total."versionId"`
}

/** A choice that was not fully right, and how often it was given. */
export interface WrongChoice {
  versionId: number
  given: unknown
  count: number
}

/** The wrong choices given to these versions of questions in the daily sets of the span. */
export async function wrongChoicesOf(
  sql: Sql,
  span: Span & { versionIds: number[] },
): Promise<WrongChoice[]> {
  if (span.versionIds.length === 0) return []
  const days = await daysFor(sql, span)
  return await sql.$queryRaw<WrongChoice[]>`
    with choice as (
      select item."versionId", wrong.given, wrong.count
      from "ItemDay" item, jsonb_to_recordset(item.wrong) as wrong (given jsonb, count int)
      where item."unitId" = ${span.unitId} and item.day = any(${days.kept}::text[])
        and item."versionId" = any(${span.versionIds}::int[])
      union all
      select answer."versionId", answer.given, count(*)
      from ${liveAnswers(span.unitId, days)}
        join "QuestionVersion" version on version.id = answer."versionId"
      where answer."versionId" = any(${span.versionIds}::int[]) and ${isWrongChoice}
      group by 1, 2
    )
    select "versionId", given, sum(count)::int as count from choice group by 1, 2
    order by count desc, "versionId", given::text`
}

/** Stations are small: nothing is kept of them, their answers are counted each time. */
async function daysFor(sql: Sql, { unitId, ...days }: Span): Promise<DaysToCount> {
  const isStation = (await sql.unit.count({ where: { id: unitId, level: 'STATION' } })) > 0
  const { kept, live } = await daysToCount(sql, days)
  return isStation ? { kept: [], live: [...kept, ...live] } : { kept, live }
}

/** For SQL: `item`, one row for a question and a day. */
function itemsByDay(unitId: number, { kept, live }: DaysToCount): Prisma.Sql {
  return Prisma.sql`
    item as materialized (
      select "versionId", answered, "right", score, sure, "sureWrong", officers, mistaken
      from "ItemDay" where "unitId" = ${unitId} and day = any(${kept}::text[])
      union all
      select answer."versionId", ${answerCounts}
      from ${liveAnswers(unitId, { live })} where ${isMarked}
      group by answer.day, answer."versionId"
    )`
}

/**
 * For SQL: `answer`, the answers in the daily sets of the days `live`, of the unit and everything below it. Each day by
 * itself, and who had a set before what they answered: joined plainly, the planner takes the conditions for independent,
 * expects a handful of rows and looks up tens of thousands one by one.
 */
function liveAnswers(unitId: number, { live }: Pick<DaysToCount, 'live'>): Prisma.Sql {
  return Prisma.sql`unnest(${live}::text[]) as live(day) cross join lateral (
    with dealt as materialized (
      select sitting.id
      from "UnitClosure" scope
        join "Duty" duty on duty."unitId" = scope."unitId" and duty.day = live.day
        join "Sitting" sitting on sitting."officerId" = duty."officerId"
          and sitting.day = live.day and sitting.kind = 'DAILY'
      where scope."ancestorId" = ${unitId})
    select given.* from dealt
      join "Answer" given on given."sittingId" = dealt.id and given.day = live.day
  ) answer`
}
