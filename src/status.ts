import { isTrainingDay } from './platform/calendar.ts'
import type { Deps } from './platform/deps.ts'
import { countInbox } from './platform/inbox.ts'
import { countJobs } from './platform/jobs.ts'
import { dayIn, type Day } from './shared/day.ts'

export interface Status {
  day: Day
  training: boolean
  /** What ran today: kind → when, ISO. */
  runs: Record<string, string>
  due: number
  done: number
  cards: { sent: number; queued: number; failed: number; skipped: number }
  inbox: { waiting: number; poison: number }
  jobs: { waiting: number; dead: number }
  officers: { bound: number; unbound: number; blocked: number }
  liveQuestions: number
  grader: string
}

/** What ran today, what waits and what failed. */
export async function readStatus(deps: Pick<Deps, 'db' | 'now' | 'settings'>): Promise<Status> {
  const { db, settings } = deps
  const day = dayIn(settings.timeZone, deps.now())
  const runs = await db.run.findMany({ where: { day }, orderBy: { plannedAt: 'asc' } })
  return {
    day,
    training: await isTrainingDay(deps, day),
    runs: Object.fromEntries(runs.map((run) => [run.kind, run.plannedAt.toISOString()])),
    ...(await countDuties(deps, day)),
    cards: await countCards(deps, day),
    inbox: await countInbox(db),
    jobs: await countJobs(db),
    officers: await countOfficers(deps),
    liveQuestions: await db.question.count({ where: { state: 'LIVE' } }),
    grader: settings.model?.name ?? 'built-in',
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
