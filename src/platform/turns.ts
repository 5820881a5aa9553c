/** Runs `act` when everything that was asked for under `key` before has ended. */
export type InTurn = <Result>(key: number, act: () => Promise<Result>) => Promise<Result>

/**
 * One thing at a time for each key, in the order of asking: what is shown to a person must not be
 * overtaken by what the program does for them in the background. Within `act` the same key must not
 * be asked for again: it would wait for itself.
 */
export function openTurns(): InTurn {
  const last = new Map<number, Promise<void>>()
  return async (key, act) => {
    const before = last.get(key)
    const result = (async () => {
      await before
      return await act()
    })()
    const ended = result.then(
      () => {},
      () => {},
    )
    last.set(key, ended)
    try {
      return await result
    } finally {
      if (last.get(key) === ended) last.delete(key)
    }
  }
}
