import type { Sql } from '../platform/db.ts'
import type { Day } from '../shared/day.ts'
import type { UnitRef } from '../shared/person.ts'
import type { Question } from '../shared/question.ts'

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

/** What these versions of questions ask, by id. */
export async function listContents(sql: Sql, versionIds: number[]): Promise<Map<number, Question>> {
  const versions = await sql.questionVersion.findMany({
    where: { id: { in: versionIds } },
    select: { id: true, content: true },
  })
  return new Map(versions.map(({ id, content }) => [id, content as unknown as Question]))
}
