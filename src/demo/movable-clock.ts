/** A clock that runs like the real one and can be set forward. */
export interface MovableClock {
  now: () => Date
  /** Sets the clock; from there it runs on. Never back. */
  moveTo(instant: Date): void
}

export function movableClock(start: Date): MovableClock {
  let base = start.getTime()
  let setAt = performance.now()
  const read = () => base + (performance.now() - setAt)
  return {
    now: () => new Date(read()),
    moveTo(instant) {
      base = Math.max(instant.getTime(), read())
      setAt = performance.now()
    },
  }
}
