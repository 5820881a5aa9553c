import type { Day } from './day.ts'

/** Button data that opens the set of a day: any slice may show such a button, the quiz answers it. */
export function openSetData(day: Day): string {
  return `q:day:${day}`
}
