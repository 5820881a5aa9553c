import { readConfig } from '../src/config.ts'
import { renderers } from '../src/deliveries.ts'
import { startProgram } from '../src/main.ts'
import { openDatabase } from '../src/platform/db.ts'
import { createLog } from '../src/platform/log.ts'
import { openReplica } from '../src/platform/replica.ts'
import { openSender } from '../src/platform/sender.ts'
import { connectTelegram } from '../src/platform/telegram.ts'
import { loadTexts } from '../src/platform/texts.ts'
import { openDay } from '../src/schedule.ts'
import { dayIn, instantOf } from '../src/shared/day.ts'
import { startSimulator } from '../src/simulator/start-simulator.ts'
import { printTable } from './support/numbers.ts'
import { embeddedGround, serverGround, type Ground } from './support/places.ts'
import { firstChat, seedOfficers, withDatabase } from './support/seed.ts'
import { startStub } from './support/stub.ts'

export const title = 'the morning cards of a bureau, beside the least time Telegram allows'

const officers = Number(process.env['BENCH_OFFICERS'] ?? 600)
/** Messages a second that Telegram lets a bot send in bulk. */
const allowed = 30
/** Beyond what Telegram allows, until the program is the limit; each for about five seconds. */
const rates = [29, 100, 200, 400]

/**
 * A morning at the pace of Telegram, as the program is; then the sender alone at higher paces, on both databases,
 * against a stub that answers at once: where the program itself is the limit.
 */
export async function run(): Promise<void> {
  await playMorning()
  const rows: (string | number)[][] = []
  for (const ground of [await serverGround(), embeddedGround()]) {
    if (!ground) continue
    try {
      for (const rate of rates) rows.push(await sendAt(ground, rate))
    } finally {
      await ground.clear()
    }
  }
  printTable(['', 'asked for /s', 'cards', 'sent /s', 'times N/rate'], rows)
}

async function sendAt(ground: Ground, rate: number): Promise<(string | number)[]> {
  const cards = 5 * rate
  const place = await ground.place()
  const stub = await startStub()
  const database = await openDatabase(place)
  const { db } = database
  try {
    await seedOfficers(db, cards)
    const log = createLog('error')
    const settings = readConfig({
      BOT_TOKEN: '1:bench',
      TELEGRAM_API_ROOT: stub.url,
      TRAINING_DAYS: 'all',
    })
    const now = () => new Date()
    await openDay({ db, now, settings }, dayIn(settings.timeZone, now()))
    await db.$executeRaw`update "Delivery" set "dueAt" = now(), "expiresAt" = now() + interval '1 hour'`
    const telegram = connectTelegram(settings.botToken, settings.telegramApiRoot)
    const deps = { db, now, log, settings, telegram, texts: loadTexts(), llm: null, embedder: null }
    const replica = await openReplica(deps, { alone: database.kind === 'embedded' })
    const unreachable = () => Promise.resolve()
    const sender = openSender({ ...deps, replica, unreachable, perSecond: rate }, renderers(deps))
    const started = performance.now()
    await sender.drain()
    const seconds = (performance.now() - started) / 1000
    await replica.stop()
    const sent = await db.delivery.count({ where: { state: 'SENT' } })
    return [
      ground.name,
      rate,
      sent,
      (sent / seconds).toFixed(0),
      (seconds / (sent / rate)).toFixed(2),
    ]
  } finally {
    await database.close()
    stub.stop()
  }
}

/** 06:40 on the embedded database, against a local Telegram that enforces the published rates. */
async function playMorning(): Promise<void> {
  const ground = embeddedGround()
  const place = await ground.place()
  await withDatabase(place, (db) => seedOfficers(db, officers))
  const openedAt = performance.now()
  // The bureau's clock starts at 06:40 and then runs like the real one.
  const morning = instantOf('Asia/Shanghai', '2026-11-24', '06:40').getTime()
  const now = () => new Date(morning + (performance.now() - openedAt))
  const telegram = await startSimulator({ rates: true, now })
  for (let n = 0; n < officers; n++) telegram.person(firstChat + n)
  const settings = readConfig({
    BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
    DATA_DIR: place.dataDir,
    TRAINING_DAYS: 'all',
  })
  const running = await startProgram({ settings, log: createLog('error'), now })
  try {
    await running.catchUp()
  } finally {
    await running.stop()
    await telegram.stop()
    await ground.clear()
  }
  const sends = telegram.calls.filter(({ method }) => method === 'sendMessage')
  const times = sends.map(({ at }) => at.getTime())
  const seconds = (Math.max(...times) - Math.min(...times)) / 1000
  const floor = officers / allowed
  const refused = sends.filter(({ error }) => error?.startsWith('Too Many Requests')).length
  console.log(
    `  ${sends.length} sends for ${officers} officers in ${seconds.toFixed(1)} s, ` +
      `${(seconds / floor).toFixed(3)} × the floor of ${floor.toFixed(1)} s; ${refused} times 429`,
  )
}
