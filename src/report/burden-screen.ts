import type { Day } from '../shared/day.ts'
import type { Translate } from '../shared/locale.ts'
import type { Button, Screen } from '../shared/screen.ts'
import { firstKeptMonday, type Burden } from './burden.ts'

/**
 * Button data: `bd:s:WEEKS` sends so many weeks, `bd:w:WEEKS` shows them instead, `bd:m:MINUTES` and
 * `bd:n:MESSAGES` set the budget.
 */
export const burdenPattern = /^bd:([swmn]):([1-9]\d?)$/
export const burdenData = (act: 's' | 'w' | 'm' | 'n', value: number) => `bd:${act}:${value}`

const choices = { weeks: [1, 4, 8], minutes: [15, 20, 30, 40], messages: [5, 7, 10, 14] }

/** What training takes of officers, against the budget, and buttons for other weeks and another budget. */
export function burdenScreen(
  t: Translate,
  { burden, today }: { burden: Burden; today: Day },
): Screen {
  const { budget, outside, office, people, officerWeeks } = burden
  const lines = [
    `<b>${t('burden-title', { ...spanOf(burden) })}</b>`,
    t('burden-people', { people, officerWeeks }),
    ...figureLines(t, burden),
    t('burden-outside', outside),
    ...(office === null ? [] : [t('burden-office', { office })]),
    '',
    t('burden-how', dateOf(firstKeptMonday(today))),
  ]
  const row = (act: 'm' | 'n', values: number[], now: number): Button[] =>
    values.map((value) => ({
      label: `${value === now ? '✓ ' : ''}${t(`burden-button-${act}`, { value })}`,
      data: burdenData(act, value),
    }))
  return {
    text: lines.join('\n'),
    buttons: [
      choices.weeks.map((weeks) => ({
        label: t('burden-button-w', { value: weeks }),
        data: burdenData('w', weeks),
      })),
      row('m', choices.minutes, budget.minutes),
      row('n', choices.messages, budget.messages),
    ],
  }
}

/** What training takes of officers in one line, for leaders; null for fewer than five of them. */
export function burdenLine(t: Translate, burden: Burden): string | null {
  const { minutes, messages, budget } = burden
  if (!minutes || !messages) return null
  return t('burden-line', {
    ...spanOf(burden),
    minutes: Math.round(minutes.median),
    messages: messages.median,
    ninetyMinutes: Math.round(minutes.ninety),
    ninetyMessages: messages.ninety,
    mostMinutes: budget.minutes,
    mostMessages: budget.messages,
  })
}

function figureLines(t: Translate, { minutes, messages, budget }: Burden): string[] {
  if (!minutes || !messages) return [t('burden-few')]
  const percent = (share: number) => Math.round(share * 100)
  return [
    t('burden-minutes', {
      median: Math.round(minutes.median),
      ninety: Math.round(minutes.ninety),
      above: percent(minutes.above),
      budget: budget.minutes,
    }),
    t('burden-messages', {
      median: messages.median,
      ninety: messages.ninety,
      above: percent(messages.above),
      budget: budget.messages,
    }),
  ]
}

function spanOf({ fromDay, toDay }: Burden) {
  const [from, to] = [dateOf(fromDay), dateOf(toDay)]
  return { month: from.month, date: from.date, toMonth: to.month, toDate: to.date }
}

function dateOf(day: Day): { month: number; date: number } {
  return { month: Number(day.slice(5, 7)), date: Number(day.slice(8)) }
}
