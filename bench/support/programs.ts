import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { DatabasePlace } from './places.ts'

const root = join(import.meta.dirname, '../..')

/** A bot in a process of its own. */
export interface Program {
  pid: number
  /** Rejects when it ends unasked: nobody waits for a bot that is gone. */
  died: Promise<never>
  /** Asks it to stop and waits until it has. */
  stop(): Promise<void>
}

/** The program as it is built, on a database, beside a Bot API. BENCH_NODE_ARGS goes to Node. */
export function startBuilt(place: DatabasePlace, apiRoot: string): Program {
  const flags = (process.env['BENCH_NODE_ARGS'] ?? '').split(' ').filter(Boolean)
  return start([...flags, join(root, 'dist/cli.js'), 'start'], place, apiRoot)
}

/** What floor.ts can be; see there. */
export type FloorKind = 'bare' | 'insert' | 'prisma'

/** A handler with nothing around it, and that many Bot API calls. */
export function startFloor(
  place: DatabasePlace,
  apiRoot: string,
  { kind, calls }: { kind: FloorKind; calls: number },
): Program {
  const script = join(import.meta.dirname, 'floor.ts')
  const tsx = join(root, 'node_modules/tsx/dist/loader.mjs')
  return start(['--import', tsx, script, kind, String(calls)], place, apiRoot)
}

/** grammY as its first page shows it: answers /help, keeps nothing. */
export function startBareBot(place: DatabasePlace, apiRoot: string): Program {
  return start([join(import.meta.dirname, 'bare-bot.mjs')], place, apiRoot)
}

function start(words: string[], place: DatabasePlace, apiRoot: string): Program {
  const child = spawn(process.execPath, words, {
    // A folder without a .env.
    cwd: process.env['BENCH_NODE_ARGS'] ? tmpdir() : mkdtempSync(join(tmpdir(), 'bench-cwd-')),
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      BOT_TOKEN: '1000:BENCH',
      TELEGRAM_API_ROOT: apiRoot,
      DATABASE_URL: place.databaseUrl ?? '',
      DATA_DIR: place.dataDir,
      ADMIN_IDS: '900000',
      TRAINING_DAYS: 'all',
      LOG_LEVEL: 'error',
    },
  })
  let isAsked = false
  const died = new Promise<never>((_, reject) =>
    child.once('exit', (code) => {
      if (!isAsked) reject(new Error(`${words.join(' ')} ended with ${code}`))
    }),
  )
  died.catch(() => {})
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  return {
    pid: child.pid ?? 0,
    died,
    stop() {
      isAsked = true
      return stop(child)
    },
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  await gone
}
