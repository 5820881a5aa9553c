import { schedule } from 'node-cron'

import { forgetOld } from './forget-old.ts'
import { lawFollower } from './law-changes.ts'
import { applyDueLawChanges } from './law/change/apply-due-law-changes.ts'
import { findArticleText } from './law/find-article.ts'
import { queueEmbedding } from './law/search/embed-articles.ts'
import { checkMonthly } from './monthly-check.ts'
import { backUpNightly } from './nightly-backup.ts'
import { dayMode } from './platform/calendar.ts'
import type { Deps } from './platform/deps.ts'
import { enqueue } from './platform/jobs.ts'
import { reportFault } from './platform/log.ts'
import { vacuum } from './platform/vacuum.ts'
import { isOpenFor } from './quiz/choose-day.ts'
import { closeDays, openDuties, themeFor } from './quiz/open-day.ts'
import { noteOverDays, rollDays } from './quiz/rollup/roll-days.ts'
import { checkMorning } from './remind/check-morning.ts'
import { notifyAdmins } from './remind/notify-admins.ts'
import { queueNudges } from './remind/nudge-missing.ts'
import { openArticleDay } from './remind/open-article-day.ts'
import { dueRuns, scriptHours, weeklyHours, type Hours, type RunKind } from './remind/rules.ts'
import { finishRuns } from './remind/run-ledger.ts'
import { queueMorningCards } from './remind/send-morning.ts'
import { findRun, insertRun } from './remind/store.ts'
import { warnOfTokens } from './remind/warn-of-tokens.ts'
import { planScripts } from './report/script/send-scripts.ts'
import { planSummaries } from './report/send-summaries.ts'
import { isWeeklyDue, planWeeklies } from './report/weekly/send-weeklies.ts'
import { dayIn, instantOf, type Day } from './shared/day.ts'
import type { Basis } from './shared/question.ts'

type PlanDeps = Pick<Deps, 'db' | 'now' | 'settings'> & Partial<Pick<Deps, 'embedder' | 'llm'>>

/**
 * Does whatever the clock asks for and was not done yet: texts of laws that begin, closes days that are
 * over, opens today, nudges, sends summaries. The database remembers what was done, so it may run at any
 * moment, on every replica and after any pause; cron only pokes it.
 */
export async function planDay(deps: PlanDeps): Promise<void> {
  const today = dayIn(deps.settings.timeZone, deps.now())
  const steps = [
    // Before anybody is asked what a law no longer says.
    () => applyDueLawChanges({ ...deps, ...lawFollower(deps) }),
    () => planRuns(deps, today),
    () => finishRuns(deps.db, deps.now()),
    () => warnOfTokens(deps, today),
    async () => {
      if (deps.embedder) await queueEmbedding({ ...deps, embedder: deps.embedder })
    },
    // Last, so that a morning that is late does not wait for them.
    () => checkMonthly(deps, today),
    () => keepHouse(deps, today),
    // Some days a minute, so that years are counted without anybody waiting.
    () => rollDays(deps, { budgetMs: 1_000 }),
    () => backUpNightly(deps),
  ]
  await eachInTurn(steps)
}

/** A fault in one step costs nobody their morning, nor the evening's summary; the first is thrown at the end. */
async function eachInTurn(steps: (() => Promise<unknown>)[]): Promise<void> {
  const faults: unknown[] = []
  for (const step of steps) {
    try {
      await step()
    } catch (error) {
      faults.push(error)
    }
  }
  if (faults.length > 0) throw faults[0]
}

async function planRuns(deps: PlanDeps, today: Day): Promise<void> {
  const { db, now, settings } = deps
  const mode = await dayMode(deps, today)
  if (!(await findRun(db, 'new-day', today))) {
    // Midnight has passed: what is over is closed, once.
    const missed = await closeDays(db, today)
    if (deps.llm && mode === 'NORMAL') await askForWords(deps, today)
    await insertRun(db, { kind: 'new-day', day: today, now: now(), data: { missed } })
  }
  await eachInTurn(dueRuns(settings, now(), mode).map((kind) => () => runOnce(deps, kind, today)))
}

/** By night, when nobody else asks the model. */
async function askForWords({ db, now }: PlanDeps, day: Day): Promise<void> {
  await enqueue(db, { name: 'word-ahead', key: `word-ahead:${day}`, data: { day }, now: now() })
}

/** Once a day: which days are over, and what nobody needs any more. */
async function keepHouse(deps: PlanDeps, today: Day): Promise<void> {
  if (await findRun(deps.db, 'forget', today)) return
  await noteOverDays(deps)
  await forgetOld(deps)
  await insertRun(deps.db, { kind: 'forget', day: today, now: deps.now(), data: {} })
  if (deps.settings.databaseUrl === null) await vacuum(deps.db)
}

async function runOnce(deps: PlanDeps, kind: RunKind, day: Day): Promise<void> {
  if (await findRun(deps.db, kind, day)) return
  switch (kind) {
    case 'open-day':
      return void (await openDay(deps, day))
    case 'article-day':
      return await sendArticle(deps, day)
    case 'check-morning':
      return await deps.db.$transaction((sql) => checkMorning(sql, deps, day))
    case 'script':
      return await scriptDay(deps, day)
    case 'weekly':
      return await reportWeek(deps, day)
    case 'nudge':
      return await nudgeDay(deps, day)
    case 'summary':
      return await summariseDay(deps, day)
  }
}

export type DayOpened =
  | { kind: 'opened'; theme: string | null; officers: number; cards: number }
  | { kind: 'no-questions' }

/**
 * Opens a day: duties and cards in one transaction. Opening it again adds only who came since and
 * never sends a card twice.
 */
export async function openDay(deps: PlanDeps, day: Day): Promise<DayOpened> {
  const { db, settings } = deps
  const now = deps.now()
  const opened = await db.$transaction(
    async (sql): Promise<DayOpened> => {
      const duties = await openDuties(sql, day)
      if (!duties) return { kind: 'no-questions' }
      const cards = await queueMorningCards(sql, settings, { day, now })
      const data = { theme: duties.theme, officers: duties.officers, cards }
      await insertRun(sql, { kind: 'open-day', day, now, data })
      return { kind: 'opened', ...data }
    },
    { timeout: 60_000 },
  )
  if (opened.kind === 'no-questions') {
    const notice = { campaign: `no-questions:${day}`, key: 'remind-no-questions', now }
    await notifyAdmins(db, settings, notice)
  }
  return opened
}

async function sendArticle(deps: PlanDeps, day: Day): Promise<void> {
  const theme = await themeFor(deps.db, day)
  const findArticle = async (cited: Basis) =>
    (await findArticleText(deps, cited))?.articleId ?? null
  await openArticleDay({ ...deps, theme, findArticle }, day)
}

/**
 * Runs a day's sending because the operator asked: at any hour, for today, a day ahead, or a past day
 * that can still be made up.
 */
export async function remindDay(deps: PlanDeps, day: Day): Promise<DayOpened | { kind: 'over' }> {
  return (await isOpenFor(deps, day)) ? await openDay(deps, day) : { kind: 'over' }
}

async function nudgeDay({ db, now, settings }: PlanDeps, day: Day): Promise<void> {
  if (!(await findRun(db, 'open-day', day))) return
  await db.$transaction(async (sql) => {
    const count = await queueNudges(sql, settings, { day, now: now() })
    await insertRun(sql, { kind: 'nudge', day, now: now(), data: { count } })
  })
}

async function scriptDay(deps: PlanDeps, day: Day): Promise<void> {
  const count = await planScripts(deps, { day, ...spanOf(deps, day, scriptHours) })
  await insertRun(deps.db, { kind: 'script', day, now: deps.now(), data: { count } })
}

/** On the first training day of a week, which after a holiday is no Monday. */
async function reportWeek(deps: PlanDeps, day: Day): Promise<void> {
  if (!(await isWeeklyDue(deps.db, day))) return
  const count = await planWeeklies(deps, { day, ...spanOf(deps, day, weeklyHours) })
  await insertRun(deps.db, { kind: 'weekly', day, now: deps.now(), data: { count } })
}

function spanOf({ settings: { timeZone } }: PlanDeps, day: Day, hours: Hours) {
  return {
    dueAt: instantOf(timeZone, day, hours.from),
    expiresAt: instantOf(timeZone, day, hours.until),
  }
}

async function summariseDay(deps: PlanDeps, day: Day): Promise<void> {
  const count = await planSummaries(deps, day)
  await insertRun(deps.db, { kind: 'summary', day, now: deps.now(), data: { count } })
}

/**
 * Pokes the plan every minute, on the minute, in the bureau's time zone, and once more ten seconds
 * later: the process whose turn it was may just have died. Returns how to stop.
 */
export function startClock(
  { log, settings }: Pick<Deps, 'log' | 'settings'>,
  poke: () => Promise<void>,
): () => Promise<void> {
  const task = schedule(
    // So often that a process which takes over for a dead one does not wait for the next minute.
    '*/10 * * * * *',
    async () => {
      await poke().catch((error: unknown) => reportFault(log, 'schedule', error))
    },
    { timezone: settings.timeZone, missedExecutionTolerance: 60_000 },
  )
  return async () => {
    await task.destroy()
  }
}
