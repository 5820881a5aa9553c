import { Prisma, type Sql } from '../platform/db.ts'
import { answerCounts, daysToCount, isMarked, isWrongChoice, type Days } from './rollup/counts.ts'

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
  const keepsCounts = await hasCounts(sql, span.unitId)
  return await sql.$queryRaw<ItemCount[]>`
    with ${daysOf(span, keepsCounts)}, ${itemsByDay(span.unitId)}, total as materialized (
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
  const keepsCounts = await hasCounts(sql, span.unitId)
  return await sql.$queryRaw<WrongChoice[]>`
    with ${daysOf(span, keepsCounts)}, choice as (
      select item."versionId", wrong.given, wrong.count
      from counted
        join "ItemDay" item on item.day = counted.day and item."unitId" = ${span.unitId}
          and item."versionId" = any(${span.versionIds}::int[]),
        jsonb_to_recordset(item.wrong) as wrong (given jsonb, count int)
      union all
      select answer."versionId", answer.given, count(*)
      from ${liveAnswers(span.unitId)}
        join "QuestionVersion" version on version.id = answer."versionId"
      where answer."versionId" = any(${span.versionIds}::int[]) and ${isWrongChoice}
      group by 1, 2
    )
    select "versionId", given, sum(count)::int as count from choice group by 1, 2
    order by count desc, "versionId", given::text`
}

/** For SQL: `item`, one row for a question and a day. */
function itemsByDay(unitId: number): Prisma.Sql {
  return Prisma.sql`
    item as materialized (
      select item."versionId", item.answered, item."right", item.score, item.sure,
        item."sureWrong", item.officers, item.mistaken
      from counted join "ItemDay" item on item.day = counted.day and item."unitId" = ${unitId}
      union all
      select answer."versionId", ${answerCounts}
      from ${liveAnswers(unitId)} where ${isMarked}
      group by answer.day, answer."versionId"
    )`
}

/** Stations are small: their answers are counted each time, so nothing is kept of them. */
async function hasCounts(sql: Sql, unitId: number): Promise<boolean> {
  return (await sql.unit.count({ where: { id: unitId, level: { not: 'STATION' } } })) > 0
}

function daysOf(span: Span, keepsCounts: boolean): Prisma.Sql {
  return keepsCounts
    ? daysToCount(span)
    : Prisma.sql`
      counted as (select day from "RolledDay" where false),
      live as materialized (
        select to_char(day, 'YYYY-MM-DD') as day
        from generate_series(${span.fromDay}::date, ${span.toDay}::date, interval '1 day') as day)`
}

/** For SQL: the answers in the daily sets of the days `live`, of the unit and everything below it. */
function liveAnswers(unitId: number): Prisma.Sql {
  return Prisma.sql`live
    cross join "UnitClosure" scope
    join "Duty" duty on duty."unitId" = scope."unitId" and duty.day = live.day
    join "Sitting" sitting on sitting."officerId" = duty."officerId" and sitting.day = live.day
      and sitting.kind = 'DAILY' and scope."ancestorId" = ${unitId}
    join "Answer" answer on answer."sittingId" = sitting.id`
}
