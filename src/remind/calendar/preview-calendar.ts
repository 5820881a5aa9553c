import { listDays, type DayMode } from '../../platform/calendar.ts'
import type { Deps } from '../../platform/deps.ts'
import { findPlan, savePlan } from '../../platform/plan-imports.ts'
import { addDays, dayIn, weekday, type Day } from '../../shared/day.ts'
import type { Excess, WouldExceed } from '../../shared/excess.ts'
import {
  compareDays,
  type CalendarPlan,
  type CalendarProblem,
  type ComparedDay,
} from './changes.ts'
import { findOpenDay } from './store.ts'

export type PreviewDeps = Pick<Deps, 'db' | 'now' | 'settings'> & {
  /** Whether a week would hold too much. */
  wouldExceed: WouldExceed
}

/** So many weeks of a plan are weighed. */
const weighedWeeks = 8

export interface CalendarPreview {
  planId: number
  /** The sentence, or the name of the file. */
  source: string
  days: ComparedDay[]
  problems: CalendarProblem[]
  /** How today's duties stand, where today changes after it was opened. */
  opened: { waiting: number; begun: number; finished: number } | null
  /** Weeks that the added days would make too much. */
  excesses: Excess[]
}

/** Keeps what a sentence or a file was understood to mean and tells what confirming it would change. */
export async function previewCalendar(
  deps: PreviewDeps,
  { plan, source, by }: { plan: CalendarPlan; source: string; by: number },
): Promise<CalendarPreview> {
  const planId = await savePlan(deps.db, {
    kind: 'calendar',
    fileName: source,
    rows: plan,
    createdBy: by,
    createdAt: deps.now(),
  })
  return { planId, source, ...(await compare(deps, plan)) }
}

/** A preview made before, compared with the days of this moment; null once it is decided. */
export async function reviewCalendar(
  deps: PreviewDeps,
  planId: number,
): Promise<CalendarPreview | null> {
  const found = await findPlan(deps.db, { id: planId, kind: 'calendar' })
  if (found?.state !== 'PREVIEW') return null
  return { planId, source: found.fileName, ...(await compare(deps, found.rows as CalendarPlan)) }
}

async function compare(deps: PreviewDeps, { changes, problems }: CalendarPlan) {
  const today = dayIn(deps.settings.timeZone, deps.now())
  const span = spanOf(changes.map(({ day }) => day))
  const days = compareDays(changes, span ? await listDays(deps, span) : [])
  const touchesToday = days.some(({ day, same }) => day === today && !same)
  const opened = touchesToday ? await findOpenDay(deps.db, today) : null
  const excesses = await weigh(deps, days, today)
  return { days, problems, opened, excesses }
}

/** The weeks to which days are added, from today on, that would hold too much. */
async function weigh(
  { wouldExceed }: PreviewDeps,
  days: ComparedDay[],
  today: Day,
): Promise<Excess[]> {
  const added = days.filter(
    ({ day, from, to }) => day >= today && weightOf(to) > weightOf(from.mode),
  )
  const mondays = new Set(added.map(({ day }) => mondayOf(day)))
  const excesses: Excess[] = []
  for (const monday of [...mondays].slice(0, weighedWeeks)) {
    const more = added.filter(({ day }) => mondayOf(day) === monday)
    const messages = more.filter(({ from }) => from.mode === 'STOPPED').length
    const sets = more.filter(({ to }) => to === 'NORMAL').length
    const excess = await wouldExceed({ officerIds: null, day: monday, messages, sets })
    if (excess) excesses.push(excess)
  }
  return excesses
}

function mondayOf(day: Day): Day {
  return addDays(day, 1 - weekday(day))
}

function weightOf(mode: DayMode): number {
  return { STOPPED: 0, ARTICLE: 1, NORMAL: 2 }[mode]
}

/** The first and the last of sorted days. */
function spanOf(days: Day[]): { from: Day; to: Day } | null {
  const [from] = days
  const to = days.at(-1)
  return from !== undefined && to !== undefined ? { from, to } : null
}
