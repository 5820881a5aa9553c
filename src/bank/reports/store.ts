/** What officers say is wrong with questions. */

import type { Sql } from '../../platform/db.ts'
import type { Chat } from '../review/store.ts'

export type ReportKind = 'WRONG_KEY' | 'OUTDATED_LAW' | 'UNCLEAR' | 'OTHER'

/** What an officer answered: the question and the version of it; null for what is not theirs or open. */
export async function findAnswered(
  sql: Sql,
  { answerId, officerId }: { answerId: number; officerId: number },
): Promise<{ questionId: number; versionId: number } | null> {
  return await sql.answer.findFirst({
    where: { id: answerId, officerId, answeredAt: { not: null } },
    select: { questionId: true, versionId: true },
  })
}

/** Keeps a report; false when this officer said the same of this version before. */
export async function saveReport(
  sql: Sql,
  report: {
    questionId: number
    versionId: number
    officerId: number
    kind: ReportKind
    now: Date
  },
): Promise<boolean> {
  const { questionId, versionId, officerId, kind, now } = report
  const saved = await sql.$executeRaw`
    insert into "QuestionReport" ("questionId", "versionId", "officerId", kind, "createdAt")
    values (${questionId}, ${versionId}, ${officerId}, ${kind}::"ReportKind", ${now})
    on conflict ("versionId", "officerId", kind) do nothing`
  return saved > 0
}

/** How many officers said what of a version, most first; those that were looked into do not count. */
export async function countReports(
  sql: Sql,
  versionId: number,
): Promise<{ kind: ReportKind; count: number }[]> {
  return await sql.$queryRaw`
    select kind::text as kind, count(*)::int as count from "QuestionReport"
    where "versionId" = ${versionId} and "taskId" is null
    group by kind order by count desc, kind`
}

/** Notes by which task the reports of a question were settled. Gives who had made them, each once. */
export async function settleReports(
  sql: Sql,
  { questionId, taskId }: { questionId: number; taskId: number },
): Promise<Chat[]> {
  return await sql.$queryRaw<Chat[]>`
    with settled as (
      update "QuestionReport" set "taskId" = ${taskId}
      where "questionId" = ${questionId} and "taskId" is null returning "officerId")
    select distinct o.id as "officerId", o."telegramId"::float8 as "chatId"
    from settled join "Officer" o on o.id = settled."officerId"
    where o.active and o."telegramId" is not null`
}
