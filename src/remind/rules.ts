import { clockIn, type ClockTime, type Day } from '../shared/day.ts'
import type { Settings } from '../shared/settings.ts'

export type RunKind = 'open-day' | 'nudge' | 'summary'

/** After this no card or nudge goes out: the evening is the officer's. */
export const eveningEnds: ClockTime = '22:00'

/**
 * The runs whose time has come at `now` and has not passed, in the order of the day. A run that was
 * done before is the caller's to skip; one whose window was slept through is left out for good.
 */
export function dueRuns(
  settings: Pick<Settings, 'timeZone' | 'morningAt' | 'nudgeAt' | 'summaryAt'>,
  now: Date,
): RunKind[] {
  const clock = clockIn(settings.timeZone, now)
  const windows: [RunKind, ClockTime, ClockTime][] = [
    ['open-day', settings.morningAt, lastOpening(settings)],
    ['nudge', settings.nudgeAt, eveningEnds],
    ['summary', settings.summaryAt, '24:00'],
  ]
  return windows.filter(([, from, to]) => clock >= from && clock < to).map(([kind]) => kind)
}

/** A day that opens later than its nudge would be fair to nobody. */
function lastOpening({ morningAt, nudgeAt }: Pick<Settings, 'morningAt' | 'nudgeAt'>): ClockTime {
  return nudgeAt > morningAt ? nudgeAt : '24:00'
}

/** What a call for one short answer may take: with fewer tokens left the day's are used up. */
const tokensOfCall = 2_500

/** Whether most (80 %) or all of the day's tokens are used. A limit of 0 is a wish, no shortage. */
export function tokenWarning(used: number, limit: number): 'most' | 'all' | null {
  if (limit === 0) return null
  if (used > 0 && limit - used < tokensOfCall) return 'all'
  return used >= 0.8 * limit ? 'most' : null
}

/** The name of a day's sending, by which nobody gets it twice. */
export function campaignOf(kind: 'morning' | 'nudge', day: Day): string {
  return `${kind}:${day}`
}
