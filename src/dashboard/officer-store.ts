/** What the page about one officer is made of. */

import type { Sql } from '../platform/db.ts'
import type { Day } from '../shared/day.ts'
import type { UnitRef } from '../shared/person.ts'

export interface KnownOfficer {
  id: number
  badge: string
  name: string
  unit: UnitRef
}

/** An officer by id; null where there is none. */
export async function findOfficer(sql: Sql, id: number): Promise<KnownOfficer | null> {
  const unit = { select: { id: true, name: true, path: true, level: true } } as const
  return await sql.officer.findUnique({
    where: { id },
    select: { id: true, badge: true, name: true, unit },
  })
}

export interface OfficerDay {
  day: Day
  state: 'DUE' | 'DONE' | 'MADE_UP' | 'EXCUSED' | 'MISSED'
}

/** The days of an officer in a unit, the newest first; what was elsewhere is for the leader there. Why somebody was excused is nobody's business. */
export async function listOfficerDays(
  sql: Sql,
  { officerId, unitId, fromDay, toDay }: OfficerSpan,
): Promise<OfficerDay[]> {
  return await sql.duty.findMany({
    where: { officerId, unitId, day: { gte: fromDay, lte: toDay } },
    select: { day: true, state: true },
    orderBy: { day: 'desc' },
  })
}

interface OfficerSpan {
  officerId: number
  unitId: number
  fromDay: Day
  toDay: Day
}

/** Answers in an officer's daily sets under one law and one topic: how many, and the sum of their scores. */
export interface AnswerGroup {
  law: string | null
  topic: string | null
  answered: number
  score: number
}

/** What an officer practises beyond the daily set is nobody else's business and is left out. */
export async function listAnswerGroups(
  sql: Sql,
  { officerId, unitId, fromDay, toDay }: OfficerSpan,
): Promise<AnswerGroup[]> {
  return await sql.$queryRaw<AnswerGroup[]>`
    select version.law, question.topic, count(*)::int as answered,
      coalesce(sum(answer.score), 0)::float8 as score
    from "Sitting" sitting
    join "Duty" duty on duty."officerId" = sitting."officerId" and duty.day = sitting.day
      and duty."unitId" = ${unitId}
    join "Answer" answer on answer."sittingId" = sitting.id
      and answer.outcome in ('RIGHT', 'PARTIAL', 'WRONG')
    join "QuestionVersion" version on version.id = answer."versionId"
    join "Question" question on question.id = answer."questionId"
    where sitting."officerId" = ${officerId} and sitting.kind = 'DAILY'
      and sitting.day between ${fromDay} and ${toDay}
    group by 1, 2`
}
