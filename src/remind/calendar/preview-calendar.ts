import { listDays } from '../../platform/calendar.ts'
import type { Deps } from '../../platform/deps.ts'
import { findPlan, savePlan } from '../../platform/plan-imports.ts'
import { dayIn, type Day } from '../../shared/day.ts'
import {
  compareDays,
  type CalendarPlan,
  type CalendarProblem,
  type ComparedDay,
} from './changes.ts'
import { findOpenDay } from './store.ts'

type PreviewDeps = Pick<Deps, 'db' | 'now' | 'settings'>

export interface CalendarPreview {
  planId: number
  /** The sentence, or the name of the file. */
  source: string
  days: ComparedDay[]
  problems: CalendarProblem[]
  /** How today's duties stand, where today changes after it was opened. */
  opened: { waiting: number; begun: number; finished: number } | null
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
  return { days, problems, opened }
}

/** The first and the last of sorted days. */
function spanOf(days: Day[]): { from: Day; to: Day } | null {
  const [from] = days
  const to = days.at(-1)
  return from !== undefined && to !== undefined ? { from, to } : null
}
