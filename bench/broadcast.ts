import { readConfig } from '../src/config.ts'
import { startProgram } from '../src/main.ts'
import { createLog } from '../src/platform/log.ts'
import { instantOf } from '../src/shared/day.ts'
import { startSimulator } from '../src/simulator/start-simulator.ts'
import { embeddedGround } from './support/places.ts'
import { firstChat, seedOfficers, withDatabase } from './support/seed.ts'

export const title = 'the morning cards of a bureau, beside the least time Telegram allows'

const officers = Number(process.env['BENCH_OFFICERS'] ?? 600)
/** Messages a second that Telegram lets a bot send in bulk. */
const allowed = 30

/** 06:40 on the embedded database, against a local Telegram that enforces the published rates. */
export async function run(): Promise<void> {
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
