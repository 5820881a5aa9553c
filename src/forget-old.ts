import { forgetPreviews } from './bank/store.ts'
import { forgetLogins } from './dashboard/store.ts'
import { forgetQuotes } from './grade/forget-quotes.ts'
import { forgetOldQuestions } from './law/ask/forget-questions.ts'
import { forgetLawPreviews } from './law/import-store.ts'
import { forgetRosters } from './people/roster-store.ts'
import { forgetAsked } from './platform/asked.ts'
import { forgetAudit } from './platform/audit.ts'
import type { Db, Sql } from './platform/db.ts'
import { forgetDeliveries } from './platform/delivery.ts'
import type { Deps } from './platform/deps.ts'
import { forgetHandled } from './platform/inbox-store.ts'
import { forgetDoneJobs } from './platform/jobs.ts'
import { pruneModelAnswers } from './platform/llm-cache.ts'
import { forgetPlans } from './platform/plan-imports.ts'
import { forgetSentFiles } from './platform/sent-files.ts'
import { forgetTypedAnswers } from './quiz/forget-answers.ts'
import { findLastRun, insertRun } from './remind/store.ts'
import { addDays, dayIn, instantOf, type Day } from './shared/day.ts'
import { keptDays } from './shared/kept-days.ts'

/** So long what was uploaded once is sent again by its id. */
const sentFileDays = 30
/** So long anybody may ask who did or saw what. */
const auditDays = 5 * 365
const daysOfMonth = 365.25 / 12

/** Forgets, once a day, what nobody needs any more: what was handled, sent, done or never decided. */
export async function forgetOld(deps: Pick<Deps, 'db' | 'now' | 'settings'>): Promise<void> {
  const { db, now } = deps
  const before = new Date(now().getTime() - keptDays * 86_400_000)
  await forgetHandled(db, now())
  await pruneModelAnswers(db, now())
  await forgetDeliveries(db, before)
  await forgetDoneJobs(db, before)
  await forgetAsked(db, before)
  await forgetLogins(db, now())
  await forgetPreviews(db, before)
  await forgetRosters(db, before)
  await forgetLawPreviews(db, before)
  await forgetPlans(db, before)
  await forgetSentFiles(db, new Date(now().getTime() - sentFileDays * 86_400_000))
  await forgetAudit(db, new Date(now().getTime() - auditDays * 86_400_000))
  await forgetWords(deps)
}

/**
 * Forgets what people typed more than KEEP_ANSWERS_MONTHS ago, and keeps every number made of it. A day is gone
 * through once: years of answers are not read again every midnight.
 */
async function forgetWords({
  db,
  now,
  settings: { keepAnswersMonths, timeZone },
}: Pick<Deps, 'db' | 'now' | 'settings'>): Promise<void> {
  if (keepAnswersMonths === 0) return
  const until = addDays(dayIn(timeZone, now()), -Math.round(keepAnswersMonths * daysOfMonth))
  let fromDay = (await findLastRun(db, 'words-forgotten'))?.day ?? (await firstDay(db)) ?? until
  while (fromDay < until) {
    const month = addDays(fromDay, 31)
    const beforeDay = month < until ? month : until
    await db.$transaction((sql) => forgetDays(sql, { fromDay, beforeDay, timeZone, now: now() }), {
      timeout: 120_000,
    })
    fromDay = beforeDay
  }
}

async function forgetDays(
  sql: Sql,
  { timeZone, now, ...days }: { fromDay: Day; beforeDay: Day; timeZone: string; now: Date },
): Promise<void> {
  await forgetQuotes(sql, days)
  await forgetOldQuestions(sql, instantOf(timeZone, days.beforeDay, '00:00'))
  const emptied = await forgetTypedAnswers(sql, days)
  await insertRun(sql, { kind: 'words-forgotten', day: days.beforeDay, now, data: { emptied } })
}

/** The day of the first answer or question; null where there is none. */
async function firstDay(db: Db): Promise<Day | null> {
  const [row] = await db.$queryRaw<{ day: Day | null }[]>`
    select least((select min(day) from "Answer"),
      (select to_char(min("askedAt") - interval '1 day', 'YYYY-MM-DD') from "LawQuestion")) as day`
  return row?.day ?? null
}
