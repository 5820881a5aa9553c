import { isTrainingDay } from './platform/calendar.ts'
import type { Deps } from './platform/deps.ts'
import { listSetAside, readHealth, type Health, type SetAside } from './platform/health.ts'
import { readModelUse, type ModelUse } from './platform/llm-ledger.ts'
import { listRuns, type LedgerRun } from './remind/run-ledger.ts'
import { dayIn, type Day } from './shared/day.ts'
import type { ModelPrice } from './shared/settings.ts'

export interface Status {
  /** Telegram id of the bot. */
  bot: string
  day: Day
  training: boolean
  /** What ran today: kind → when, ISO. */
  runs: Record<string, string>
  /** The newest runs of any day, the newest first. */
  lastRuns: LedgerRun[]
  due: number
  done: number
  cards: { sent: number; queued: number; failed: number; skipped: number }
  inbox: { waiting: number; poison: number }
  /** The newest updates that were set aside, without what was written in them. */
  setAside: SetAside[]
  jobs: { waiting: number; dead: number; deadByKind: Record<string, number> }
  outbox: Health['outbox']
  /** Processes alive, and which of them sends. */
  replicas: Health['replicas']
  sender: string | null
  officers: { bound: number; unbound: number; blocked: number }
  liveQuestions: number
  grader: string
  /** What the model was asked today and what it cost; null without one. */
  model: (ModelUse & { tokensPerDay: number; price: string | null }) | null
}

/** What ran today, what waits and what failed. */
export async function readStatus(deps: Pick<Deps, 'db' | 'now' | 'settings'>): Promise<Status> {
  const { db, settings } = deps
  const day = dayIn(settings.timeZone, deps.now())
  const health = await readHealth(db, deps.now())
  const { waiting, poison } = health.inbox
  const runs = await db.run.findMany({ where: { day }, orderBy: { plannedAt: 'asc' } })
  return {
    bot: settings.botToken.split(':')[0] ?? '',
    day,
    training: await isTrainingDay(deps, day),
    runs: Object.fromEntries(runs.map((run) => [run.kind, run.plannedAt.toISOString()])),
    lastRuns: await listRuns(db, 8),
    ...(await countDuties(deps, day)),
    cards: await countCards(deps, day),
    inbox: { waiting, poison },
    setAside: poison > 0 ? await listSetAside(db, 3) : [],
    jobs: sumJobs(health.jobs),
    outbox: health.outbox,
    replicas: health.replicas,
    sender: health.leases.sender ?? null,
    officers: await countOfficers(deps),
    liveQuestions: await db.question.count({ where: { state: 'LIVE' } }),
    grader: settings.model?.name ?? 'built-in',
    model: await readModel(deps, day),
  }
}

function sumJobs(jobs: Health['jobs']): Status['jobs'] {
  const dead = jobs.filter((kind) => kind.dead > 0)
  return {
    waiting: jobs.reduce((sum, kind) => sum + kind.waiting, 0),
    dead: dead.reduce((sum, kind) => sum + kind.dead, 0),
    deadByKind: Object.fromEntries(dead.map(({ kind, dead: count }) => [kind, count])),
  }
}

async function countDuties({ db }: Pick<Deps, 'db'>, day: Day) {
  const rows = await db.duty.groupBy({ by: ['state'], where: { day }, _count: true })
  const count = (state: string) => rows.find((row) => row.state === state)?._count ?? 0
  const finished = count('DONE') + count('MADE_UP')
  return { due: finished + count('DUE') + count('MISSED'), done: finished }
}

async function countCards({ db }: Pick<Deps, 'db'>, day: Day): Promise<Status['cards']> {
  const rows = await db.delivery.groupBy({
    by: ['state'],
    where: { campaign: `morning:${day}` },
    _count: true,
  })
  const count = (state: string) => rows.find((row) => row.state === state)?._count ?? 0
  return {
    sent: count('SENT'),
    queued: count('QUEUED') + count('SENDING'),
    failed: count('FAILED'),
    skipped: count('SKIPPED'),
  }
}

async function countOfficers({ db }: Pick<Deps, 'db'>): Promise<Status['officers']> {
  const active = { active: true }
  return {
    bound: await db.officer.count({ where: { ...active, telegramId: { not: null } } }),
    unbound: await db.officer.count({ where: { ...active, telegramId: null } }),
    blocked: await db.officer.count({ where: { ...active, blockedAt: { not: null } } }),
  }
}

async function readModel(
  { db, now, settings }: Pick<Deps, 'db' | 'now' | 'settings'>,
  day: Day,
): Promise<Status['model']> {
  if (!settings.model) return null
  const { tokensPerDay, price } = settings.model
  const use = await readModelUse(db, { day, now: now() })
  return { ...use, tokensPerDay, price: price && priceOf(use, price) }
}

/** Such as ¥0.42; what an endpoint had in its cache costs less, so the true price is no higher. */
function priceOf(use: ModelUse, { input, output, before, after }: ModelPrice): string {
  const amount = (use.inputTokens * input + use.outputTokens * output) / 1_000_000
  return `${before}${amount.toFixed(amount < 0.1 ? 4 : 2)}${after}`
}
