import type { Day } from './day.ts'

/** Something that would be asked of officers in the week of a day, beyond what is planned. */
export interface Addition {
  /** Whom it concerns; null for everybody. */
  officerIds: number[] | null
  day: Day
  /** So many more messages and sets of questions for each of them. */
  messages: number
  sets: number
}

/** A week that would hold more than the bureau lets training take. */
export interface Excess {
  /** The Monday of the week. */
  monday: Day
  /** How many of `of` officers would get more messages than the budget has; 0 where only the time is too long. */
  people: number
  of: number
  /** What the one with the most messages would get, and of what kind. */
  most: { messages: number; cards: number; nudges: number; others: number }
  /** The minutes that the sets of the week are expected to take of each. */
  minutes: number
  budget: { minutes: number; messages: number }
}

/** Wired by the shell to the report slice; null where the week stays within the budget. */
export type WouldExceed = (addition: Addition) => Promise<Excess | null>
