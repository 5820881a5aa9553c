/** Chance that can be played again: a test prints its seed, and CRASH_SEED sets it. */
export interface Dice {
  seed: number
  /** 0 to 1. */
  roll(): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
}

export function throwDice(
  seed = Number(process.env['CRASH_SEED']) || Date.now() % 1_000_000,
): Dice {
  let state = seed >>> 0
  // mulberry32 (Tommy Ettinger): small, and the same on every machine.
  const roll = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return { seed, roll, between: (low, high) => low + Math.floor(roll() * (high - low + 1)) }
}
