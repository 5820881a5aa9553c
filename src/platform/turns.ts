/** Runs `act` when everything that was asked for under `key` before has ended. */
export type InTurn<Key = number> = <Result>(key: Key, act: () => Promise<Result>) => Promise<Result>

/**
 * One thing at a time for each key, in the order of asking: what is shown to a person must not be
 * overtaken by what the program does for them in the background. Within `act` the same key must not
 * be asked for again: it would wait for itself.
 */
export function openTurns<Key = number>(): InTurn<Key> {
  const last = new Map<Key, Promise<unknown>>()
  return async (key, act) => {
    const before = last.get(key)
    const result = after(before, act)
    last.set(key, result)
    try {
      return await result
    } finally {
      if (last.get(key) === result) last.delete(key)
    }
  }
}

/** One that failed holds up nobody; whoever asked for it hears of it. */
async function after<Result>(
  before: Promise<unknown> | undefined,
  act: () => Promise<Result>,
): Promise<Result> {
  await before?.catch(() => {})
  return await act()
}
