import { setTimeout as pause } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

import { readConfig } from '../src/config.ts'
import { movableClock } from '../src/demo/movable-clock.ts'
import { startProgram, type Running } from '../src/main.ts'
import type { Db } from '../src/platform/db.ts'
import { createLog } from '../src/platform/log.ts'
import { addDays, instantOf, type Day } from '../src/shared/day.ts'
import { median, printTable } from './support/numbers.ts'
import { embeddedGround, serverGround, type Ground } from './support/places.ts'
import { seededPlace } from './support/seed.ts'
import { startStub, type Stub, type Tap } from './support/stub.ts'

export const title = 'memory over a month of training days, the clock moved by hand'

const officers = Number(process.env['BENCH_OFFICERS'] ?? 200)
const days = Number(process.env['BENCH_DAYS'] ?? 30)
const firstDay = '2026-11-02'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

interface Reading {
  heap: number
  resident: number
}

/**
 * The whole program in this process, Telegram in another. Every day everybody gets the card, answers the set, and the
 * evening brings its summary; then garbage is collected and memory read. A leak would show as growth from the second
 * week to the last.
 */
export async function run(): Promise<void> {
  const rows: (string | number)[][] = []
  for (const ground of [await serverGround(), embeddedGround()]) {
    if (!ground) continue
    try {
      rows.push([ground.name, ...describe(await live(ground))])
    } finally {
      await ground.clear()
    }
  }
  const weeks = ['days 8-14', 'last 7 days']
  printTable(
    [
      '',
      'answers',
      ...weeks.map((week) => `heap MB, ${week}`),
      ...weeks.map((week) => `RSS MB, ${week}`),
    ],
    rows,
  )
}

function describe({ readings, answers }: { readings: Reading[]; answers: number }) {
  const middle = (field: keyof Reading, some: Reading[]) =>
    median(some.map((reading) => reading[field])).toFixed(1)
  const [second, last] = [readings.slice(7, 14), readings.slice(-7)]
  return [
    answers,
    middle('heap', second),
    middle('heap', last),
    middle('resident', second),
    middle('resident', last),
  ]
}

async function live(ground: Ground): Promise<{ readings: Reading[]; answers: number }> {
  const place = await seededPlace(ground, { officers, kinds: ['single', 'true-false'] })
  const clock = movableClock(instantOf('Asia/Shanghai', firstDay, '00:05'))
  const stub = await startStub()
  const settings = readConfig({
    BOT_TOKEN: '1000:month',
    TELEGRAM_API_ROOT: stub.url,
    DATA_DIR: place.dataDir,
    TRAINING_DAYS: 'all',
    BACKUP_KEEP: '0',
    ...(place.databaseUrl && { DATABASE_URL: place.databaseUrl }),
  })
  const program = await startProgram({ settings, log: createLog('fatal'), now: clock.now })
  const readings: Reading[] = []
  try {
    for (let ahead = 0; ahead < days; ahead += 1) {
      const day = addDays(firstDay, ahead)
      for (const time of ['00:05', '06:40']) await moveTo(program, clock, day, time)
      await play(stub, await firstTaps(program.deps.db, day))
      for (const time of ['19:31', '20:31']) await moveTo(program, clock, day, time)
      collectGarbage()
      const { heapUsed, rss } = process.memoryUsage()
      readings.push({ heap: heapUsed / 2 ** 20, resident: rss / 2 ** 20 })
    }
    const answers = await program.deps.db.answer.count({ where: { answeredAt: { not: null } } })
    return { readings, answers }
  } finally {
    await program.stop()
    stub.stop()
  }
}

async function moveTo(
  program: Running,
  clock: ReturnType<typeof movableClock>,
  day: Day,
  time: string,
): Promise<void> {
  clock.moveTo(instantOf('Asia/Shanghai', day, time))
  await program.catchUp()
  while (
    (await program.deps.db.delivery.count({ where: { state: { in: ['QUEUED', 'SENDING'] } } })) > 0
  )
    await pause(50)
}

/** What everybody presses first: the questions on the cards. */
async function firstTaps(db: Db, day: Day): Promise<Tap[]> {
  const first = await db.answer.findMany({
    where: { day, position: 1, messageId: { not: null } },
    select: { id: true, messageId: true, officer: { select: { telegramId: true } } },
  })
  return first.map(({ id, messageId, officer }) => ({
    chatId: Number(officer.telegramId),
    data: `q:${id}:0`,
    messageId: messageId ?? 0,
  }))
}

async function play(stub: Stub, taps: Tap[]): Promise<void> {
  if (taps.length === 0) throw new Error('no card came')
  const played = stub.next('played')
  stub.order({ kind: 'play', taps, inFlight: 20, next: 'shown' })
  await played
}
