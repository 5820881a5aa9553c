import { readConfig } from '../../src/config.ts'
import { movableClock, type MovableClock } from '../../src/demo/movable-clock.ts'
import { startProgram, type Running } from '../../src/main.ts'
import { createLog } from '../../src/platform/log.ts'
import { instantOf } from '../../src/shared/day.ts'
import {
  startSimulator,
  type SimPerson,
  type Simulator,
} from '../../src/simulator/start-simulator.ts'
import { freshPlace, type DatabasePlace } from './fresh-db.ts'
import { noLimits } from './no-limits.ts'

/** The whole program on a database of its own, beside a local Telegram, with a clock that is set by hand. */
export interface Bureau {
  telegram: Simulator
  running: Running
  clock: MovableClock
  place: DatabasePlace
  admin: SimPerson
  /** Sets the clock in Shanghai and lets the program do what is due. */
  moveTo(day: string, time: string): Promise<void>
  /** Stops the program and starts it again on the same database. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export const adminId = 900_000

/** Opens a bureau at a clock time in Shanghai. `env` adds settings. */
export async function openBureau(
  at: { day: string; time: string },
  env: Record<string, string> = {},
  limits = noLimits,
): Promise<Bureau> {
  const place = await freshPlace()
  const clock = movableClock(instantOf('Asia/Shanghai', at.day, at.time))
  const telegram = await startSimulator({ now: clock.now })
  const settings = readConfig({
    BOT_TOKEN: telegram.token,
    TELEGRAM_API_ROOT: telegram.url,
    DATA_DIR: place.dataDir,
    ADMIN_IDS: String(adminId),
    BACKUP_KEEP: '0',
    ...(place.databaseUrl && { DATABASE_URL: place.databaseUrl }),
    ...env,
  })
  const start = () => startProgram({ settings, log: createLog('fatal'), now: clock.now, limits })
  const bureau: Bureau = {
    telegram,
    running: await start(),
    clock,
    place,
    admin: telegram.person(adminId, { name: '题库管理员', languageCode: 'zh-hans' }),
    async moveTo(day, time) {
      clock.moveTo(instantOf('Asia/Shanghai', day, time))
      await bureau.running.catchUp()
    },
    async restart() {
      await bureau.running.stop()
      bureau.running = await start()
    },
    async stop() {
      await bureau.running.stop()
      await telegram.stop()
      await place.remove()
    },
  }
  return bureau
}
