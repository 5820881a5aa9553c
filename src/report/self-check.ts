import { readChoice } from '../platform/choices.ts'
import { addDays, weekday, type Day } from '../shared/day.ts'
import { burdenOf, firstKeptMonday, type Burden, type BurdenDeps } from './burden.ts'
import { monthOf } from './period.ts'
import { countLeave, countLooks, mostADay } from './self-check-store.ts'

/**
 * What a line of the self-check says: `kept` and `broken` were counted or read from the settings, `absent` is
 * what the program has no means for, `told` is a figure without a verdict.
 */
export type Verdict = 'kept' | 'broken' | 'absent' | 'told'

export interface CheckLine {
  name:
    | 'people-ranking'
    | 'online-time'
    | 'check-in'
    | 'unit-ranking'
    | 'reminders'
    | 'leave'
    | 'burden'
    | 'off-duty'
    | 'names'
  verdict: Verdict
  figures: Record<string, number>
}

/** One page about a month: whether the bureau keeps to what makes training bearable. */
export interface SelfCheck {
  fromDay: Day
  toDay: Day
  lines: CheckLine[]
}

/**
 * The self-check of the month of a day. What is told of messages holds for the time for which they are kept,
 * 60 days: enough for the month before.
 */
export async function selfCheck(
  deps: BurdenDeps,
  { day, today }: { day: Day; today: Day },
): Promise<SelfCheck> {
  const { db, settings } = deps
  const month = monthOf(day, today)
  const span = { ...month, timeZone: settings.timeZone }
  const weeks = wholeWeeks(month, today)
  const burden = weeks && (await burdenOf(deps, { unitId: null, ...weeks }))
  const ranked = await readChoice(db, 'rank-units')
  const most = await mostADay(db, span)
  const leave = await countLeave(db, span)
  const line = (name: CheckLine['name'], verdict: Verdict, figures = {}): CheckLine => ({
    name,
    verdict,
    figures,
  })
  return {
    ...month,
    lines: [
      line('people-ranking', 'absent'),
      line('online-time', 'absent'),
      line('check-in', 'absent'),
      line('unit-ranking', keptIf(!ranked)),
      line('reminders', keptIf(most.cards <= 1 && most.nudges <= 1), most),
      line('leave', keptIf(leave.missed === 0), leave),
      ...burdenLines(burden),
      line('names', 'told', await countLooks(db, span)),
    ],
  }
}

/** Nine of ten officers within the budget, and nobody disturbed off duty. */
function burdenLines(burden: Burden | null): CheckLine[] {
  if (!burden?.minutes || !burden.messages)
    return [{ name: 'burden', verdict: 'told', figures: {} }]
  const { minutes, messages, budget, outside } = burden
  const isWithin = minutes.ninety <= budget.minutes && messages.ninety <= budget.messages
  return [
    {
      name: 'burden',
      verdict: keptIf(isWithin),
      figures: {
        minutes: Math.round(minutes.ninety),
        messages: messages.ninety,
        mostMinutes: budget.minutes,
        mostMessages: budget.messages,
      },
    },
    { name: 'off-duty', verdict: keptIf(outside.messages === 0), figures: { ...outside } },
  ]
}

function keptIf(isKept: boolean): Verdict {
  return isKept ? 'kept' : 'broken'
}

/** The whole weeks of a month that are over and whose messages are kept; null where there is none. */
function wholeWeeks(
  { fromDay, toDay }: { fromDay: Day; toDay: Day },
  today: Day,
): { fromDay: Day; toDay: Day } | null {
  const kept = firstKeptMonday(today)
  const first = addDays(fromDay, (8 - weekday(fromDay)) % 7)
  const end = toDay < today ? toDay : addDays(today, -1)
  const sunday = addDays(end, -(weekday(end) % 7))
  const monday = first < kept ? kept : first
  return monday < sunday ? { fromDay: monday, toDay: sunday } : null
}
