import { cpuSecondsOf, median, printTable } from './support/numbers.ts'
import { embeddedGround, type DatabasePlace } from './support/places.ts'
import { startBareBot, startBuilt, type Program } from './support/programs.ts'
import { seedOfficers, withDatabase } from './support/seed.ts'
import { startStub } from './support/stub.ts'

export const title = 'seconds from the start to the first answer, to a /help that waited'

const times = Number(process.env['BENCH_ROUNDS'] ?? 5)
const adminId = 900_000

interface Start {
  seconds: number
  /** Of the program's own process, which a busy machine stretches less than the clock. */
  cpuSeconds: number
}

/** The embedded database: its folder must be made once, and is opened after that. */
export async function run(): Promise<void> {
  const ground = embeddedGround()
  try {
    const used = await ground.place()
    await withDatabase(used, (db) => seedOfficers(db, 1_000))
    const starts: Record<'floor' | 'first' | 'again', Start[]> = { floor: [], first: [], again: [] }
    for (let round = 0; round < times; round++) {
      starts.floor.push(await measure(used, startBareBot))
      starts.again.push(await measure(used, startBuilt))
      starts.first.push(await measure(await ground.place(), startBuilt))
    }
    const row = (name: string, list: Start[]) => {
      const seconds = list.map((start) => start.seconds)
      const cpu = median(list.map((start) => start.cpuSeconds))
      const shown = [median(seconds), Math.min(...seconds), Math.max(...seconds), cpu]
      return [name, ...shown.map((value) => value.toFixed(2))]
    }
    printTable(
      ['', 'median s', 'min', 'max', 'CPU s'],
      [
        row('grammY alone', starts.floor),
        row('chenxun, its folder exists (target < 3)', starts.again),
        row('chenxun, the very first start', starts.first),
      ],
    )
  } finally {
    await ground.clear()
  }
}

async function measure(
  place: DatabasePlace,
  start: (place: DatabasePlace, apiRoot: string) => Program,
): Promise<Start> {
  const stub = await startStub()
  stub.order({ kind: 'write', chatId: adminId, text: '/help' })
  const answered = stub.next('sent')
  const startedAt = performance.now()
  const program = start(place, stub.url)
  try {
    await Promise.race([answered, program.died])
    const seconds = (performance.now() - startedAt) / 1000
    return { seconds, cpuSeconds: cpuSecondsOf(program.pid) }
  } finally {
    await program.stop()
    stub.stop()
  }
}
