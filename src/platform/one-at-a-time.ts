export interface OneAtATime {
  /** Resolves when a run that began after this call has ended, and rejects when that run did. */
  (): Promise<void>
  isBusy(): boolean
  /** Resolves when nothing runs and nothing is asked for. */
  idle(): Promise<void>
}

/**
 * Runs `act` one at a time: who asks during a run gets one more run after it, shared with everybody
 * who asked meanwhile. No request is lost between the end of one run and the start of the next.
 */
export function oneAtATime(act: () => Promise<void>): OneAtATime {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  const begin = (): Promise<void> => {
    running = act().finally(() => (running = null))
    return running
  }
  const ask = (): Promise<void> => {
    if (next) return next
    if (!running) return begin()
    next = running
      .catch(() => {})
      .then(() => {
        next = null
        return begin()
      })
    return next
  }
  return Object.assign(ask, {
    isBusy: () => running !== null || next !== null,
    async idle() {
      while (next ?? running) await (next ?? running)?.catch(() => {})
    },
  })
}
