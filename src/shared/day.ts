/**
 * Days and clock times in the bureau's time zone. Nothing else in the program makes a day:
 * at 06:40 in Shanghai `toISOString()` still says yesterday.
 */

/** A calendar day in the bureau's time zone, `YYYY-MM-DD`; days compare as strings. */
export type Day = string

/** A wall-clock time, `HH:MM`, 24 hours. */
export type ClockTime = string

const formatters = new Map<string, Intl.DateTimeFormat>()

/** The reading asked for last: one tap asks several times within a second, and a reading is dear. */
let latest: { of: string; parts: Record<string, string> } = { of: '', parts: {} }

function wallClock(timeZone: string, at: Date): Record<string, string> {
  const of = `${timeZone} ${Math.floor(at.getTime() / 1000)}`
  if (latest.of !== of) latest = { of, parts: readWallClock(timeZone, at) }
  return latest.parts
}

function readWallClock(timeZone: string, at: Date): Record<string, string> {
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formatters.set(timeZone, formatter)
  }
  return Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, value]))
}

/** The day it is in `timeZone` at the instant `at`. */
export function dayIn(timeZone: string, at: Date): Day {
  const { year, month, day } = wallClock(timeZone, at)
  return `${year}-${month}-${day}`
}

/** The clock time it is in `timeZone` at the instant `at`. */
export function clockIn(timeZone: string, at: Date): ClockTime {
  const { hour, minute } = wallClock(timeZone, at)
  return `${hour}:${minute}`
}

/**
 * The instant at which clocks in `timeZone` show `clock` on `day`. A time skipped by daylight
 * saving gives the same reading one offset later; a repeated one gives its first occurrence.
 */
export function instantOf(timeZone: string, day: Day, clock: ClockTime): Date {
  const wanted = Date.parse(`${day}T${clock}:00Z`)
  const offsetAt = (instant: number) => {
    const { year, month, day: date, hour, minute, second } = wallClock(timeZone, new Date(instant))
    return Date.parse(`${year}-${month}-${date}T${hour}:${minute}:${second}Z`) - instant
  }
  const dayBefore = offsetAt(wanted - 86_400_000)
  const dayAfter = offsetAt(wanted + 86_400_000)
  const [first, second] = [wanted - dayBefore, wanted - dayAfter]
  const isReading = offsetAt(first) === dayBefore || offsetAt(second) !== dayAfter
  return new Date(isReading ? first : second)
}

/** `day` moved by whole days. */
export function addDays(day: Day, days: number): Day {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** 1 Monday … 7 Sunday. */
export function weekday(day: Day): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7
}

/** True for a real calendar day written `YYYY-MM-DD`. */
export function isDay(text: string): text is Day {
  // Beyond these centuries a day is a slip of the finger.
  if (!/^(19|2\d)\d{2}-\d{2}-\d{2}$/.test(text)) return false
  const at = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}
