import { cpuSecondsOf, median, printTable, quantile } from './support/numbers.ts'
import { embeddedGround, serverGround, type DatabasePlace, type Ground } from './support/places.ts'
import { startBuilt, startFloor, type FloorKind, type Program } from './support/programs.ts'
import { seedMorning, setSize, withDatabase } from './support/seed.ts'
import { startStub, type Tap } from './support/stub.ts'

export const title = 'answered questions a second, beside handlers that do less'

const officers = Number(process.env['BENCH_OFFICERS'] ?? 500)
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 3)
/** People who tap at once; each waits for the answer before. */
const atOnce = 100
const warmUp = 60

interface Contender {
  name: string
  /** Null: the program itself. */
  floor: { kind: FloorKind; calls: number } | null
}

const own = 'chenxun: a question answered, explained, the next one shown'
const peer = 'grammY + Prisma create + 1 call'
const talkingPeer = 'grammY + Prisma create + 3 calls'
const contenders: Contender[] = [
  { name: 'grammY + 1 call', floor: { kind: 'bare', calls: 1 } },
  { name: 'grammY + INSERT + 1 call', floor: { kind: 'insert', calls: 1 } },
  { name: peer, floor: { kind: 'prisma', calls: 1 } },
  { name: 'grammY + 3 calls', floor: { kind: 'bare', calls: 3 } },
  { name: talkingPeer, floor: { kind: 'prisma', calls: 3 } },
  { name: own, floor: null },
]

interface Measured {
  perSecond: number
  callsPerTap: number
  cpuMicroseconds: number
  p50: number
  p99: number
}

/**
 * Every contender runs in a process of its own against one stub Bot API, polls it, and is fed by
 * people who tap as soon as they are answered. Rounds alternate, so that a busy moment of the
 * machine hits everybody; medians are shown.
 */
export async function run(): Promise<void> {
  console.log(
    `${officers * setSize} taps a round, ${atOnce} people at once, median of ${rounds} rounds`,
  )
  for (const ground of [await serverGround(), embeddedGround()]) {
    if (!ground) continue
    try {
      await compare(ground)
    } finally {
      await ground.clear()
    }
  }
}

async function compare(ground: Ground): Promise<void> {
  const template = await ground.place()
  const taps = await withDatabase(template, (db) => seedMorning(db, officers + warmUp))
  const results = new Map<string, Measured[]>()
  for (let round = 0; round < rounds; round++) {
    for (const { name, floor } of contenders) {
      const measured = await measure(await ground.place(template), taps, floor)
      results.set(name, [...(results.get(name) ?? []), measured])
    }
  }
  const of = (name: string, what: keyof Measured) =>
    median((results.get(name) ?? []).map((measured) => measured[what]))
  console.log(`\non ${ground.name}`)
  printTable(
    ['', 'taps/s', 'calls/tap', 'calls/s', 'CPU µs/tap', 'p50 ms', 'p99 ms'],
    contenders.map(({ name }) => [
      name,
      Math.round(of(name, 'perSecond')),
      of(name, 'callsPerTap').toFixed(1),
      Math.round(of(name, 'perSecond') * of(name, 'callsPerTap')),
      Math.round(of(name, 'cpuMicroseconds')),
      of(name, 'p50').toFixed(0),
      of(name, 'p99').toFixed(0),
    ]),
  )
  const share = (name: string) =>
    `${Math.round((100 * of(own, 'perSecond')) / of(name, 'perSecond'))} %`
  console.log(
    `  chenxun reaches ${share(peer)} of "${peer}" and ${share(talkingPeer)} of "${talkingPeer}"`,
  )
}

async function measure(
  place: DatabasePlace,
  taps: Tap[],
  floor: Contender['floor'],
): Promise<Measured> {
  const stub = await startStub()
  let program: Program | null = null
  try {
    const ready = stub.next('polled')
    program = floor ? startFloor(place, stub.url, floor) : startBuilt(place, stub.url)
    const { pid, died } = program
    await Promise.race([ready, died])
    const next = floor?.calls === 1 ? 'acknowledged' : 'shown'
    const play = async (some: Tap[], inFlight: number) => {
      const played = stub.next('played')
      stub.order({ kind: 'play', taps: some, inFlight, next })
      return await Promise.race([played, died])
    }
    await play(spread(taps.slice(0, warmUp), floor ? setSize : 1), warmUp / 2)
    const before = cpuSecondsOf(pid)
    const { seconds, latencies, calls } = await play(
      spread(taps.slice(warmUp), floor ? setSize : 1),
      atOnce,
    )
    const cpu = cpuSecondsOf(pid) - before
    return {
      perSecond: latencies.length / seconds,
      callsPerTap: calls / latencies.length,
      cpuMicroseconds: (cpu * 1e6) / latencies.length,
      p50: quantile(latencies, 0.5),
      p99: quantile(latencies, 0.99),
    }
  } finally {
    await program?.stop()
    stub.stop()
  }
}

/** A floor asks no next question: everybody's tap is made as often as a set has questions. */
function spread(taps: Tap[], times: number): Tap[] {
  return Array.from({ length: times }, () => taps).flat()
}
