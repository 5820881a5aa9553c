import { Prisma, type Sql } from '../platform/db.ts'
import type { Day } from '../shared/day.ts'
import type { UnitRef } from '../shared/person.ts'
import type { Question } from '../shared/question.ts'

/** How often one combination of answers to one question of an article was given. */
export interface ArticleRow {
  law: string
  article: string
  /** Marked answers to all questions of the article, and how many of them were not fully right. */
  answered: number
  wrong: number
  /** A wrong answer by choosing; null where the article has none. */
  choice: { content: Question; given: unknown; count: number } | null
}

interface Span {
  unitId: number
  fromDay: Day
  toDay: Day
}

const unitFields = { id: true, name: true, path: true, level: true } as const

/** Whether the bureau has laid down that only an article is sent that day. */
export async function isArticleDay(sql: Sql, day: Day): Promise<boolean> {
  return (await sql.calendarDay.count({ where: { day, mode: 'ARTICLE' } })) > 0
}

/** The units without a unit above them, by path. */
export async function listTopUnits(sql: Sql): Promise<UnitRef[]> {
  return sql.unit.findMany({
    where: { parentId: null },
    select: unitFields,
    orderBy: { path: 'asc' },
  })
}

/** A leader a summary can reach, with the topmost of the units they lead. */
export interface SummaryReader {
  officerId: number
  chatId: number
  unitId: number
}

/** The leaders on `day` whom messages reach, each with the highest unit they lead, by officer. */
export async function listSummaryReaders(sql: Sql, day: Day): Promise<SummaryReader[]> {
  const roles = await sql.role.findMany({
    where: {
      ...leadsOn(day),
      officer: { active: true, telegramId: { not: null }, blockedAt: null },
    },
    select: {
      unitId: true,
      unit: { select: { path: true } },
      officer: { select: { id: true, telegramId: true } },
    },
  })
  roles.sort((one, other) => depth(one) - depth(other) || one.unitId - other.unitId)
  const readers = new Map<number, SummaryReader>()
  for (const { officer, unitId } of roles) {
    if (officer.telegramId === null || readers.has(officer.id)) continue
    readers.set(officer.id, { officerId: officer.id, chatId: Number(officer.telegramId), unitId })
  }
  return [...readers.values()].sort((one, other) => one.officerId - other.officerId)
}

function depth({ unit }: { unit: { path: string } }): number {
  return unit.path.split('/').length
}

/**
 * The units an officer leads on `day`, by path, and the language chosen; null when deactivated or no
 * longer at this chat.
 */
export async function findReader(
  sql: Sql,
  { officerId, chatId, day }: { officerId: number; chatId: number; day: Day },
): Promise<{ locale: string | null; leads: UnitRef[] } | null> {
  const officer = await sql.officer.findFirst({
    where: { id: officerId, telegramId: chatId, active: true },
    select: {
      locale: true,
      roles: {
        where: leadsOn(day),
        select: { unit: { select: unitFields } },
        orderBy: { unit: { path: 'asc' } },
      },
    },
  })
  return officer && { locale: officer.locale, leads: officer.roles.map(({ unit }) => unit) }
}

function leadsOn(day: Day) {
  return { kind: 'LEADER' as const, OR: [{ until: null }, { until: { gte: day } }] }
}

/** The unit when it is one of `roots` or below one of them; `'all'` for any unit. */
export async function findUnitUnder(
  sql: Sql,
  unitId: number,
  roots: number[] | 'all',
): Promise<(UnitRef & { parentId: number | null }) | null> {
  return sql.unit.findFirst({
    where: {
      id: unitId,
      ...(roots !== 'all' && { above: { some: { ancestorId: { in: roots } } } }),
    },
    select: { ...unitFields, parentId: true },
  })
}

/**
 * The three articles most often answered wrongly in the daily sets of the unit and everything below
 * it, most wrong answers first, each with its wrong choices. What officers practise for themselves
 * is nobody else's business and is left out.
 */
export async function listMostMissed(
  sql: Sql,
  { unitId, fromDay, toDay }: Span,
): Promise<ArticleRow[]> {
  const rows = await sql.$queryRaw<
    (Omit<ArticleRow, 'choice'> & { content: Question | null; given: unknown; count: number })[]
  >`
    with sets as materialized (${dailySets({ unitId, fromDay, toDay })}), counted as materialized (
      select answer."versionId", answer.outcome <> 'RIGHT' as wrong, count(*) as count
      from sets
      join "Answer" answer on answer."sittingId" = sets.id
        and answer.outcome in ('RIGHT', 'PARTIAL', 'WRONG')
      group by 1, 2
    ), top as materialized (
      select version.law, version.article, sum(count)::int as answered,
        (sum(count) filter (where wrong))::int as wrong
      from counted
      join "QuestionVersion" version on version.id = counted."versionId"
      where version.law is not null and version.article is not null
      group by 1, 2 having bool_or(wrong)
      order by wrong desc, answered, law, article limit 3
    ), chosen as (
      select version.law, version.article, version.id as "versionId", answer.given,
        count(*)::int as count
      from top
      join "QuestionVersion" version on version.law = top.law and version.article = top.article
        and version.kind in ('single', 'multiple', 'true-false')
      join "Answer" answer on answer."versionId" = version.id
        and answer.day between ${fromDay} and ${toDay} and answer.outcome in ('PARTIAL', 'WRONG')
      where answer."sittingId" in (select id from sets)
      group by 1, 2, 3, 4
    )
    select top.law, top.article, top.answered, top.wrong, chosen.given, chosen.count,
      version.content
    from top
    left join chosen on chosen.law = top.law and chosen.article = top.article
    left join "QuestionVersion" version on version.id = chosen."versionId"
    order by top.wrong desc, top.answered, top.law, top.article, version.id`
  return rows.map(({ law, article, answered, wrong, content, given, count }) => ({
    law,
    article,
    answered,
    wrong,
    choice: content && { content, given, count },
  }))
}

/** The daily sets dealt in the subtree, by the unit each officer belonged to on the day. */
function dailySets({ unitId, fromDay, toDay }: Span): Prisma.Sql {
  return Prisma.sql`
    select sitting.id
    from "UnitClosure" scope
    join "Duty" duty on duty."unitId" = scope."unitId" and duty.day between ${fromDay} and ${toDay}
    join "Sitting" sitting on sitting."officerId" = duty."officerId" and sitting.day = duty.day
      and sitting.day between ${fromDay} and ${toDay} and sitting.kind = 'DAILY'
    where scope."ancestorId" = ${unitId}`
}
