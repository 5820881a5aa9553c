import { seededRandom } from '../src/quiz/shuffle.ts'
import { printTable } from './support/numbers.ts'

export const title = 'the morning cards of a province and of a country, simulated'

/** As src/platform/pace.ts and delivery.ts have it. */
const perSecond = 29
const inFlight = 32
/** What Telegram lets a bot send in bulk. */
const allowed = 30

interface Line {
  /** From the call to its answer, evenly between these. */
  milliseconds: [number, number]
  /** Share of calls that are told to wait, and for how long. */
  refused: number
  waitSeconds: [number, number]
}

const lines: Record<string, Line> = {
  'a good line': { milliseconds: [60, 120], refused: 0, waitSeconds: [0, 0] },
  'a slow line': { milliseconds: [300, 900], refused: 0, waitSeconds: [0, 0] },
  'a 429 in 1,000 calls': { milliseconds: [60, 120], refused: 0.001, waitSeconds: [1, 5] },
}

/** Officers behind each bot token. */
const places: [string, number[]][] = [
  ['a city of 10,000, one bot', [10_000]],
  ['a province of 200,000, one bot', [200_000]],
  ['a province of 200,000, one bot for each of 17 cities', cities(17, 200_000)],
  ['a country of 2,000,000, one bot for each of 333 cities', cities(333, 2_000_000)],
]

/**
 * Nothing is sent: the pacing of the program in simulated time, beside the least that Telegram allows.
 * Bots have limits of their own and send beside each other, so a place is done when its largest is.
 */
export function run(): Promise<void> {
  const rows = places.flatMap(([name, bots]) =>
    Object.entries(lines).map(([lineName, line], index) => {
      const largest = Math.max(...bots)
      const seconds = sendAll(largest, line, seededRandom(index + largest))
      const floor = largest / allowed
      const ratio = (seconds / floor).toFixed(3)
      return [name, lineName, largest, minutes(floor), minutes(seconds), ratio]
    }),
  )
  printTable(['', 'line', 'largest bot', 'floor', 'all cards out', '× floor'], rows)
  return Promise.resolve()
}

/** Seconds until the last card is out: evenly paced, so many in flight, all waiting at a 429. */
function sendAll(cards: number, line: Line, random: () => number): number {
  const between = ([low, high]: [number, number]) => low + random() * (high - low)
  const free = Array.from({ length: inFlight }, () => 0)
  let turn = 0
  let last = 0
  let left = cards
  while (left > 0) {
    const slot = free.indexOf(Math.min(...free))
    const at = Math.max(turn, free[slot] ?? 0)
    turn = at + 1 / perSecond
    const answered = at + between(line.milliseconds) / 1000
    free[slot] = answered
    if (random() < line.refused) {
      turn = Math.max(turn, answered + between(line.waitSeconds))
      continue
    }
    left--
    last = Math.max(last, answered)
  }
  return last
}

/** Cities of a province are not alike: each next one has a little less, the largest three times the least. */
function cities(count: number, officers: number): number[] {
  const weights = Array.from({ length: count }, (_, index) => 3 - (2 * index) / (count - 1))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => Math.round((officers * weight) / sum))
}

function minutes(seconds: number): string {
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}
