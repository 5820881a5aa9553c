import { median, printTable } from './support/numbers.ts'
import { embeddedGround, type DatabasePlace } from './support/places.ts'
import { startBareBot, startBuilt, type Program } from './support/programs.ts'
import { seedOfficers, withDatabase } from './support/seed.ts'
import { startStub } from './support/stub.ts'

export const title = 'seconds from the start to the first answer, to a /help that waited'

const times = Number(process.env['BENCH_ROUNDS'] ?? 5)
const adminId = 900_000

/** The embedded database: its folder must be made once, and is opened after that. */
export async function run(): Promise<void> {
  const ground = embeddedGround()
  try {
    const used = await ground.place()
    await withDatabase(used, (db) => seedOfficers(db, 1_000))
    const seconds: Record<'floor' | 'first' | 'again', number[]> = {
      floor: [],
      first: [],
      again: [],
    }
    for (let round = 0; round < times; round++) {
      seconds.floor.push(await measure(used, startBareBot))
      seconds.again.push(await measure(used, startBuilt))
      seconds.first.push(await measure(await ground.place(), startBuilt))
    }
    const row = (name: string, list: number[]) => [
      name,
      ...[median(list), Math.min(...list), Math.max(...list)].map((value) => value.toFixed(2)),
    ]
    printTable(
      ['', 'median s', 'min', 'max'],
      [
        row('grammY alone', seconds.floor),
        row('chenxun, its folder exists (target < 3)', seconds.again),
        row('chenxun, the very first start', seconds.first),
      ],
    )
  } finally {
    await ground.clear()
  }
}

async function measure(
  place: DatabasePlace,
  start: (place: DatabasePlace, apiRoot: string) => Program,
): Promise<number> {
  const stub = await startStub()
  stub.order({ kind: 'write', chatId: adminId, text: '/help' })
  const answered = stub.next('sent')
  const startedAt = performance.now()
  const program = start(place, stub.url)
  try {
    await Promise.race([answered, program.died])
    return (performance.now() - startedAt) / 1000
  } finally {
    await program.stop()
    stub.stop()
  }
}
