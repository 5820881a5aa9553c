import type { Day } from './day.ts'

/** Whose words are forgotten: everybody's of these days (the last one excluded), or all of one officer. */
export type OldWords = { fromDay: Day; beforeDay: Day } | { officerId: number }
