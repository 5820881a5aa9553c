import { readFileSync } from 'node:fs'

import type { Db } from '../src/platform/db.ts'
import { dayIn } from '../src/shared/day.ts'
import { printTable, quantile } from './support/numbers.ts'
import { embeddedGround, serverGround, type DatabasePlace, type Ground } from './support/places.ts'
import { startBuilt } from './support/programs.ts'
import { firstChat, seedMorning, withDatabase } from './support/seed.ts'
import { startStub, type Tap } from './support/stub.ts'

export const title = 'a rush of officers answering while the cards of a city go out'

const officers = Number(process.env['BENCH_OFFICERS'] ?? 2_000)
const cards = Number(process.env['BENCH_CARDS'] ?? 10_000)
const seconds = Number(process.env['BENCH_SECONDS'] ?? 120)

/**
 * Officers answer their five questions, beginning evenly over two minutes, beside the broadcast of the
 * morning's cards and, as its floor, without it. The program runs as it is built, against a stub Bot API.
 */
export async function run(): Promise<void> {
  console.log(`${officers} officers answer within ${seconds} s; ${cards} cards wait`)
  const rows: (string | number)[][] = []
  for (const ground of [await serverGround(), embeddedGround()]) {
    if (!ground) continue
    try {
      const template = await ground.place()
      const taps = await withDatabase(template, (db) => seedMorning(db, officers))
      rows.push(await measure(ground, await ground.place(template), taps))
      await withDatabase(template, (db) => queueCards(db))
      rows.push(await measure(ground, await ground.place(template), taps))
    } finally {
      await ground.clear()
    }
  }
  printTable(['', 'cards meanwhile', 'a second', 'taps', 'p50 ms', 'p99 ms', 'most MB'], rows)
}

async function measure(
  ground: Ground,
  place: DatabasePlace,
  taps: Tap[],
): Promise<(string | number)[]> {
  const stub = await startStub()
  const ready = stub.next('polled')
  const program = startBuilt(place, stub.url)
  try {
    await Promise.race([ready, program.died])
    const played = stub.next('played')
    const order = {
      kind: 'play',
      taps,
      inFlight: 0,
      next: 'shown',
      withinSeconds: seconds,
    } as const
    stub.order(order)
    const { latencies, seconds: took } = await Promise.race([played, program.died])
    const memory = mostMegabytes(program.pid)
    await program.stop()
    const sent = await withDatabase(place, (db) => db.delivery.count({ where: { state: 'SENT' } }))
    return [
      ground.name,
      sent,
      (sent / took).toFixed(1),
      latencies.length,
      quantile(latencies, 0.5).toFixed(0),
      quantile(latencies, 0.99).toFixed(0),
      memory,
    ]
  } finally {
    await program.stop()
    stub.stop()
  }
}

/** Officers beside those who answer, each with a card that waits. */
async function queueCards(db: Db): Promise<void> {
  const day = dayIn('Asia/Shanghai', new Date())
  await db.$executeRaw`
    insert into "Officer" (badge, name, "unitId", "telegramId", "boundAt", "createdAt")
    select 'K' || n, '警员' || n, (select id from "Unit"), ${firstChat + officers} + n, now(), now()
    from generate_series(1, ${cards}::int) n`
  await db.$executeRaw`
    insert into "Duty" ("officerId", day, "unitId")
    select id, ${day}, "unitId" from "Officer" where badge like 'K%'`
  await db.$executeRaw`
    insert into "Delivery" (campaign, kind, "chatId", "officerId", data, "dueAt", "expiresAt")
    select 'morning:' || ${day}, 'morning-card', "telegramId", id,
      jsonb_build_object('day', ${day}::text), now(), now() + interval '3 hours'
    from "Officer" where badge like 'K%'`
  await db.$executeRaw`analyze`
}

/** The most memory that the process held at a time. */
function mostMegabytes(pid: number): string {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0)
  return (kilobytes / 1024).toFixed(0)
}
