import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import { openDatabase, type Db } from '../../src/platform/db.ts'
import { instantOf } from '../../src/shared/day.ts'
import { startSimulator, type Simulator } from '../../src/simulator/start-simulator.ts'
import { freshPlace, type DatabasePlace } from './fresh-db.ts'

/** The program in a process that can be killed, beside a local Telegram that outlives it. */
export interface Killable {
  telegram: Simulator
  place: DatabasePlace
  now: () => Date
  /** Starts the process; resolves when the program runs. */
  start(): Promise<void>
  /** Starts the process and resolves at once, to kill it while it starts. */
  launch(): void
  /** kill -9, at this very moment; resolves when the process is gone. */
  kill(): Promise<void>
  /** Sets the clock and resolves when everything due is done. */
  moveTo(day: string, time: string): Promise<void>
  /** Lets time pass for the program, and waits as moveTo does. */
  pass(milliseconds: number): Promise<void>
  /** Looks into the database; on the embedded one no process may run. */
  look<Result>(act: (db: Db) => Promise<Result>): Promise<Result>
  stop(): Promise<void>
}

const entry = fileURLToPath(new URL('program-process.ts', import.meta.url))

/** Prepares a place at a clock time in Shanghai; nothing runs yet. `env` adds settings. */
export async function openKillable(
  at: { day: string; time: string },
  env: Record<string, string> = {},
): Promise<Killable> {
  const place = await freshPlace()
  let ahead = instantOf('Asia/Shanghai', at.day, at.time).getTime() - Date.now()
  const now = () => new Date(Date.now() + ahead)
  const telegram = await startSimulator({ now })
  let child: ChildProcess | null = null

  function launch(): void {
    child = fork(entry, [], {
      execArgv: ['--import', 'tsx'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        BOT_TOKEN: telegram.token,
        TELEGRAM_API_ROOT: telegram.url,
        DATA_DIR: place.dataDir,
        DATABASE_URL: place.databaseUrl ?? '',
        BACKUP_KEEP: '0',
        CLOCK_AHEAD_MS: String(ahead),
        ...env,
      },
    })
  }

  async function catchUp(): Promise<void> {
    if (!child) throw new Error('the program does not run')
    child.send({ ahead })
    await says(child, 'caught up')
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null) throw new Error('the program does not run')
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    child = null
  }

  return {
    telegram,
    place,
    now,
    launch,
    async start() {
      launch()
      if (child) await says(child, 'ready')
    },
    kill,
    async moveTo(day, time) {
      ahead = instantOf('Asia/Shanghai', day, time).getTime() - Date.now()
      await catchUp()
    },
    async pass(milliseconds) {
      ahead += milliseconds
      await catchUp()
    },
    async look(act) {
      if (child && !place.databaseUrl) throw new Error('kill the program first')
      const database = await openDatabase(place)
      try {
        return await act(database.db)
      } finally {
        await database.close()
      }
    },
    async stop() {
      if (child?.exitCode === null) await kill()
      await telegram.stop()
      await place.remove()
    },
  }
}

async function says(child: ChildProcess, word: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const hear = (message: unknown) => {
      leave()
      if (message === word) resolve()
      else reject(new Error(`the program said: ${String(message)}`))
    }
    const end = (code: number | null) => {
      leave()
      reject(new Error(`the program ended with ${code} before it was ${word}`))
    }
    const leave = () => child.off('message', hear).off('exit', end)
    child.on('message', hear).on('exit', end)
  })
}
