import type { Excess } from './excess.ts'
import type { Translate } from './locale.ts'

/** By how much a week would be too much, in a line for messages and one for minutes, where they are. */
export function excessText(t: Translate, excess: Excess): string {
  const { monday, people, of, most, minutes, budget } = excess
  const week = { month: Number(monday.slice(5, 7)), date: Number(monday.slice(8)) }
  const lines: string[] = []
  if (people > 0) {
    lines.push(t('burden-over-messages', { ...week, people, of, ...most, budget: budget.messages }))
  }
  if (minutes > budget.minutes) {
    const expected = Math.round(minutes)
    lines.push(t('burden-over-minutes', { ...week, minutes: expected, budget: budget.minutes }))
  }
  return lines.join('\n')
}
