import { daysBetween, type Day } from '../shared/day.ts'

/** A theme needs enough questions for the officers not to meet the same ones all day. */
const leastQuestions = 3

/**
 * The theme of a day: the topics take turns in a fixed order, a day each, so that all of them come
 * round. Null when no topic has enough questions.
 */
export function themeOf(day: Day, topics: { topic: string; questions: number }[]): string | null {
  const names = topics
    .filter(({ questions }) => questions >= leastQuestions)
    .map(({ topic }) => topic)
    .sort()
  if (names.length === 0) return null
  return names[daysBetween('2020-01-01', day) % names.length] ?? null
}
