/** Which text of a law holds on which day. Pure. */
import { addDays, isDay, type Day } from '../shared/day.ts'

/** The dates of one text of a law. */
export interface VersionDates {
  id: number
  /** The day it was passed, revised or published. */
  date: Day
  /** Its first day in force. */
  inForce: Day
  repealedOn: Day | null
}

/** The text of one law in force on `day`: the newest that has begun, unless the law was repealed; null for none. */
export function versionInForce<Version extends VersionDates>(
  versions: Version[],
  day: Day,
): Version | null {
  const begun = versions.filter(({ inForce }) => inForce <= day).sort(byBeginning)
  const newest = begun.at(-1)
  if (!newest || (newest.repealedOn !== null && newest.repealedOn <= day)) return null
  return newest
}

/** The last day of a text: the one before its successor's first or before the repeal; null while open. */
export function lastDayOf(version: VersionDates, versions: VersionDates[]): Day | null {
  const later = versions
    .filter((other) => other.id !== version.id && byBeginning(version, other) < 0)
    .map(({ inForce }) => inForce)
  const ends = [...later, ...(version.repealedOn === null ? [] : [version.repealedOn])].sort()
  return ends[0] === undefined ? null : addDays(ends[0], -1)
}

/** A text is passed, then published, then in force: what cites it may name any of these days. */
const daysBeforeDate = 60

/**
 * The text that `named` means: by its date, its first day in force, a day on the way from its passing
 * to that, or a year alone. Null where the library has no such text.
 */
export function versionNamed<Version extends VersionDates>(
  versions: Version[],
  named: string,
): Version | null {
  const wanted = named.trim()
  const sorted = [...versions].sort(byBeginning)
  const exact = sorted.find(({ date, inForce }) => date === wanted || inForce === wanted)
  if (exact) return exact
  if (/^\d{4}(?:-\d{2})?$/.test(wanted)) {
    return sorted.findLast(({ date }) => date.startsWith(wanted)) ?? null
  }
  if (!isDay(wanted)) return null
  const between = sorted.find(
    ({ date, inForce }) => addDays(date, -daysBeforeDate) <= wanted && wanted <= inForce,
  )
  return between ?? null
}

/** Oldest first; of two that begin on one day the later made holds. */
export function byBeginning(a: VersionDates, b: VersionDates): number {
  return `${a.inForce} ${a.date}` < `${b.inForce} ${b.date}` ? -1 : 1
}
