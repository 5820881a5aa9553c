/** Stops calling an endpoint that keeps failing. */
export interface Breaker {
  /** Whether a call may be made now; after the pause one call at a time is let through as a probe. */
  admits(): boolean
  succeeded(): void
  failed(): void
}

/**
 * A circuit breaker (Nygard, Release It): opens after `failures` in a row, for `openMs`. `clock` is
 * in milliseconds.
 */
export function createBreaker(
  clock: () => number,
  { failures, openMs }: { failures: number; openMs: number },
): Breaker {
  let inARow = 0
  let openUntil = 0
  return {
    admits() {
      if (inARow < failures) return true
      if (clock() < openUntil) return false
      openUntil = clock() + openMs
      return true
    },
    succeeded() {
      inARow = 0
    },
    failed() {
      inARow += 1
      if (inARow >= failures) openUntil = clock() + openMs
    },
  }
}

/**
 * At most `limit` at once; the others wait in order. `enter` resolves to a function that leaves, or
 * to null when the signal ends the wait.
 */
export function createGate(limit: number): {
  enter(signal: AbortSignal): Promise<(() => void) | null>
} {
  let inside = 0
  const waiting: (() => void)[] = []
  const leave = () => {
    // The place passes to the next in line without becoming free, or a newcomer could slip in.
    const next = waiting.shift()
    if (next) next()
    else inside -= 1
  }
  return {
    async enter(signal) {
      if (inside < limit) inside += 1
      else if (!(await turn(waiting, signal))) return null
      return once(leave)
    },
  }
}

function turn(waiting: (() => void)[], signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const onTurn = () => {
      signal.removeEventListener('abort', onAbort)
      resolve(true)
    }
    const onAbort = () => {
      const at = waiting.indexOf(onTurn)
      if (at >= 0) waiting.splice(at, 1)
      resolve(false)
    }
    if (signal.aborted) return onAbort()
    waiting.push(onTurn)
    signal.addEventListener('abort', onAbort, { once: true })
  })
}

function once(action: () => void): () => void {
  let done = false
  return () => {
    if (done) return
    done = true
    action()
  }
}
