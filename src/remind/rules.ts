import type { DayMode } from '../platform/calendar.ts'
import { clockIn, type ClockTime, type Day } from '../shared/day.ts'
import type { Settings } from '../shared/settings.ts'

export type RunKind =
  | 'open-day'
  | 'article-day'
  | 'check-morning'
  | 'script'
  | 'weekly'
  | 'nudge'
  | 'summary'

/** Who came off a night shift this morning sleeps until then. */
export const afterNight: ClockTime = '14:00'

/** Who works from about 14:00 to 22:00 gets the card so long before. */
export const beforeLateShift: ClockTime = '12:00'

/** After this no card or nudge goes out: the evening is the officer's. */
export const eveningEnds: ClockTime = '22:00'

/** Roll call is held at half past seven or eight; after nine nobody reads its script any more. */
export const scriptHours: Hours = { from: '07:20', until: '09:00' }

/** The leaders of counties and the city read the week before at their desks. */
export const weeklyHours: Hours = { from: '08:30', until: '18:00' }

export interface Hours {
  from: ClockTime
  until: ClockTime
}

const runsOf: Record<DayMode, RunKind[]> = {
  NORMAL: ['open-day', 'check-morning', 'script', 'weekly', 'nudge', 'summary'],
  ARTICLE: ['article-day', 'summary'],
  STOPPED: [],
}

/**
 * The runs of such a day whose time has come at `now` and has not passed, in the order of the day. A run
 * that was done before is the caller's to skip; one whose window was slept through is left out for good.
 */
export function dueRuns(
  settings: Pick<Settings, 'timeZone' | 'morningAt' | 'nudgeAt' | 'summaryAt'>,
  now: Date,
  mode: DayMode = 'NORMAL',
): RunKind[] {
  const clock = clockIn(settings.timeZone, now)
  const windows: [RunKind, ClockTime, ClockTime][] = [
    ['open-day', settings.morningAt, lastOpening(settings)],
    ['article-day', settings.morningAt, lastOpening(settings)],
    ['check-morning', later(settings.morningAt, checkAfterMinutes), lastOpening(settings)],
    ['script', scriptHours.from, scriptHours.until],
    ['weekly', weeklyHours.from, weeklyHours.until],
    ['nudge', settings.nudgeAt, eveningEnds],
    ['summary', settings.summaryAt, '24:00'],
  ]
  const isDue = ([kind, from, to]: (typeof windows)[number]) =>
    runsOf[mode].includes(kind) && clock >= from && clock < to
  return windows.filter(isDue).map(([kind]) => kind)
}

/** A day that opens later than its nudge would be fair to nobody. */
function lastOpening({ morningAt, nudgeAt }: Pick<Settings, 'morningAt' | 'nudgeAt'>): ClockTime {
  return nudgeAt > morningAt ? nudgeAt : '24:00'
}

/** With fewer of the cards out than this share somebody has to look. */
const shareToGoOut = 0.95
/** The morning is looked at so long after it began. */
const checkAfterMinutes = 10
/** Cards a second: a little below the pace of the sender, which also answers 429s. */
const pace = 25

/** Whether so many cards may still be on their way only because Telegram takes them one by one. */
export function isTooEarlyToCheck({
  openedAt,
  now,
  due,
}: {
  openedAt: Date
  now: Date
  due: number
}): boolean {
  const minutes = Math.max(checkAfterMinutes, due / pace / 60)
  return now.getTime() - openedAt.getTime() < minutes * 60_000
}

/** Until when a card must have been due to be missed at `now`: it has ten minutes to go out. */
export function checkedUntil(now: Date): Date {
  return new Date(now.getTime() - checkAfterMinutes * 60_000)
}

/** Whether enough of the cards that were due are out. */
export function wentOut({ due, sent }: { due: number; sent: number }): boolean {
  return sent >= due * shareToGoOut
}

/** A clock time some minutes later; past midnight it is 24:00, which never comes. */
function later(clock: ClockTime, minutes: number): ClockTime {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  const total = hour * 60 + minute + minutes
  if (total >= 24 * 60) return '24:00'
  return [Math.floor(total / 60), total % 60].map((part) => `${part}`.padStart(2, '0')).join(':')
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
export function campaignOf(kind: 'morning' | 'nudge' | 'article', day: Day): string {
  return `${kind}:${day}`
}
