import { isAway } from '../../platform/calendar.ts'
import { Prisma, type Sql } from '../../platform/db.ts'
import { addDays, type Day } from '../../shared/day.ts'
import type { UnitRef } from '../../shared/person.ts'
import type { Question } from '../../shared/question.ts'

/** An article as questions cite it. */
export interface Cited {
  law: string
  article: string
}

/** Training so long ago is nothing to speak of at roll call. */
const recentDays = 14

/** The last day before `day` that was opened, with its theme; null where none was lately. */
export async function findLastDrill(
  sql: Sql,
  day: Day,
): Promise<{ day: Day; theme: string | null } | null> {
  const run = await sql.run.findFirst({
    where: { kind: 'open-day', day: { lt: day, gte: addDays(day, -recentDays) } },
    orderBy: { day: 'desc' },
  })
  if (!run) return null
  const { theme = null } = run.data as { theme?: string | null }
  return { day: run.day, theme }
}

/** The unit and those above it, the nearest first. */
export async function listLineage(sql: Sql, unitId: number): Promise<UnitRef[]> {
  return await sql.$queryRaw<UnitRef[]>`
    select unit.id, unit.name, unit.path, unit.level
    from "UnitClosure" scope join "Unit" unit on unit.id = scope."ancestorId"
    where scope."unitId" = ${unitId} order by scope.depth`
}

/** The live questions that rest on an article. */
export async function listQuestionsOn(
  sql: Sql,
  { law, article }: Cited,
): Promise<{ topic: string | null; content: Question }[]> {
  return await sql.$queryRaw<{ topic: string | null; content: Question }[]>`
    select question.topic, version.content
    from "Question" question join "QuestionVersion" version
      on version."questionId" = question.id and version.number = question.version
    where question.state = 'LIVE' and version.law = ${law} and version.article = ${article}
    order by question.id limit 40`
}

/** The articles that live questions of a topic cite, or of all topics, always in the same order. */
export async function listArticlesOf(sql: Sql, topic: string | null): Promise<Cited[]> {
  const ofTopic = topic === null ? Prisma.sql`true` : Prisma.sql`question.topic = ${topic}`
  return await sql.$queryRaw<Cited[]>`
    select distinct version.law, version.article
    from "Question" question join "QuestionVersion" version
      on version."questionId" = question.id and version.number = question.version
    where question.state = 'LIVE' and version.law is not null and version.article is not null
      and ${ofTopic}
    order by version.law, version.article`
}

export interface StationLeader {
  officerId: number
  chatId: number
  unitId: number
}

/**
 * Who leads a station on `day`, can be reached, wants the script and holds the roll call: not away, and not just off a
 * night shift. Each once, with one station; with `officerId` that officer alone.
 */
export async function listStationLeaders(
  sql: Sql,
  day: Day,
  officerId: number | null = null,
): Promise<StationLeader[]> {
  const rows = await sql.$queryRaw<(Omit<StationLeader, 'chatId'> & { chatId: bigint })[]>`
    select distinct on (officer.id) officer.id as "officerId", officer."telegramId" as "chatId",
      role."unitId"
    from "Role" role
      join "Unit" unit on unit.id = role."unitId" and unit.level = 'STATION'
      join "Officer" officer on officer.id = role."officerId" and officer.active
        and officer."telegramId" is not null and officer."blockedAt" is null and officer."dailyScript"
    where role.kind = 'LEADER' and (role.until is null or role.until >= ${day})
      and (${officerId}::int is null or officer.id = ${officerId}::int)
      and not ${isAway(Prisma.sql`officer.id`, day)}
      and not exists (select from "Shift" shift where shift."officerId" = officer.id
        and shift.kind = 'NIGHT' and shift.day = ${addDays(day, -1)})
    order by officer.id, role."unitId"`
  return rows.map((row) => ({ ...row, chatId: Number(row.chatId) }))
}

/** Whether an officer wants the script every morning; null for somebody who is none. */
export async function wantsDailyScript(sql: Sql, telegramId: number): Promise<boolean | null> {
  const officer = await sql.officer.findUnique({
    where: { telegramId },
    select: { dailyScript: true },
  })
  return officer?.dailyScript ?? null
}

export async function saveDailyScript(
  sql: Sql,
  telegramId: number,
  dailyScript: boolean,
): Promise<void> {
  await sql.officer.update({ where: { telegramId }, data: { dailyScript } })
}
