import type { Locale } from './locale.ts'

export type UnitLevel = 'CITY' | 'COUNTY' | 'STATION'

export interface UnitRef {
  id: number
  name: string
  path: string
  level: UnitLevel
}

/** Whoever wrote to the bot, with the rights they hold at this moment. */
export interface Person {
  telegramId: number
  locale: Locale
  /** The officer this account is bound to and who is active; null for anybody else. */
  officer: { id: number; badge: string; name: string; unit: UnitRef } | null
  /** The units the person leads, with everything below them. */
  leads: UnitRef[]
  isAdmin: boolean
  /** Decides about questions; every admin does. */
  isReviewer: boolean
}

/** A stranger holds no right at all and gets one polite sentence. */
export function isStranger(person: Person): boolean {
  return !person.officer && !person.isAdmin
}
