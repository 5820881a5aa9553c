import { setTimeout as pause } from 'node:timers/promises'

import { printTable, residentMegabytes } from './support/numbers.ts'
import { embeddedGround, serverGround, type Ground } from './support/places.ts'
import { startBuilt } from './support/programs.ts'
import { seedMorning, setSize, withDatabase } from './support/seed.ts'
import { startStub, type Tap } from './support/stub.ts'

export const title = 'resident memory at rest and after many taps'

const officers = Number(process.env['BENCH_OFFICERS'] ?? 2_000)
/** Shares of the taps after which memory is read. */
const stages = [0.2, 0.6, 1]
/** Memory that is only waiting to be collected is not told from a leak sooner than this. */
const restSeconds = 5

/** Growth from the first stage to the last is what a leak would show; the rest is warming up. */
export async function run(): Promise<void> {
  const rows: (string | number)[][] = []
  for (const ground of [await serverGround(), embeddedGround()]) {
    if (!ground) continue
    try {
      rows.push([`on ${ground.name}`, ...(await measure(ground)).map((value) => Math.round(value))])
    } finally {
      await ground.clear()
    }
  }
  const taps = stages.map((share) => `${Math.round(officers * setSize * share)} taps`)
  printTable(['MB', 'at rest', ...taps], rows)
}

async function measure(ground: Ground): Promise<number[]> {
  const place = await ground.place()
  const taps = await withDatabase(place, (db) => seedMorning(db, officers))
  const stub = await startStub()
  const polled = stub.next('polled')
  const program = startBuilt(place, stub.url)
  const { pid, died } = program
  try {
    await Promise.race([polled, died])
    const read = async () => {
      await pause(restSeconds * 1000)
      return residentMegabytes(pid)
    }
    const readings = [await read()]
    let from = 0
    for (const share of stages) {
      const to = Math.round(taps.length * share)
      await Promise.race([play(taps.slice(from, to)), died])
      readings.push(await read())
      from = to
    }
    return readings
  } finally {
    await program.stop()
    stub.stop()
  }

  async function play(some: Tap[]): Promise<void> {
    const played = stub.next('played')
    stub.order({ kind: 'play', taps: some, inFlight: 50, next: 'shown' })
    await played
  }
}
