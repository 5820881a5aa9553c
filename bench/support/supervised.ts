import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import type { DatabasePlace } from './places.ts'

/** The programs of a morning, in the order of their starts, under somebody who starts again what ends by itself. */
export interface Supervised {
  ports: () => number[]
  /** `webhookUrl`: where updates come from; null where the program asks for them. */
  start: (webhookUrl: string | null) => Promise<void>
  /** Ends the oldest; false when none runs. */
  end: (signal: 'SIGKILL' | 'SIGTERM') => Promise<boolean>
  /** Ends all, and starts none again. */
  stop: () => Promise<void>
  /** When they were killed, as Date.now() gives it. */
  killedAt: number[]
  /** How often one ended unasked. */
  died: () => number
}

interface Surroundings {
  place: DatabasePlace
  token: string
  apiRoot: string
  env: Record<string, string>
}

interface Running {
  child: ChildProcess
  port: number
  isAsked: boolean
}

const root = join(import.meta.dirname, '../..')
const secret = 'a-secret-for-measurements-0123456789'
/** As systemd and Docker do. */
const restartMs = 1_000
/** What does not stop when it is asked to is killed. */
const longestStopMs = 35_000

export function openSupervised(surroundings: Surroundings): Supervised {
  const running: Running[] = []
  const killedAt: number[] = []
  let died = 0
  let isOver = false

  async function start(webhookUrl: string | null): Promise<void> {
    const port = webhookUrl ? await freePort() : 0
    const child = startProgram(surroundings, {
      ...(webhookUrl && { PUBLIC_URL: webhookUrl, WEBHOOK_SECRET: secret, PORT: `${port}` }),
    })
    const one = { child, port, isAsked: false }
    running.push(one)
    child.once('exit', () => {
      if (one.isAsked) return
      died++
      running.splice(running.indexOf(one), 1)
      setTimeout(() => isOver || void start(webhookUrl), restartMs)
    })
    if (webhookUrl) await isReady(one)
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<boolean> {
    const one = running.shift()
    if (!one) return false
    one.isAsked = true
    const gone = once(one.child, 'exit')
    one.child.kill(signal)
    if (signal === 'SIGKILL') killedAt.push(Date.now())
    const late = setTimeout(() => one.child.kill('SIGKILL'), longestStopMs)
    await gone
    clearTimeout(late)
    return true
  }

  return {
    ports: () => running.map(({ port }) => port),
    start,
    end,
    async stop() {
      isOver = true
      while (await end('SIGTERM'));
    },
    killedAt,
    died: () => died,
  }
}

function startProgram(
  { place, token, apiRoot, env }: Surroundings,
  more: Record<string, string>,
): ChildProcess {
  const child = spawn(process.execPath, [join(root, 'dist/cli.js'), 'start'], {
    cwd: '/',
    stdio: ['ignore', 'ignore', process.env['BENCH_VERBOSE'] ? 'inherit' : 'ignore'],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      BOT_TOKEN: token,
      TELEGRAM_API_ROOT: apiRoot,
      DATABASE_URL: place.databaseUrl ?? '',
      DATA_DIR: place.dataDir,
      ADMIN_IDS: '900000',
      TRAINING_DAYS: 'all',
      TIME_ZONE: zoneOfMorning(),
      LOG_LEVEL: 'error',
      ...env,
      ...more,
    },
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  return child
}

/** A time zone in which it is between seven and eight in the morning now: the day opens at once. */
function zoneOfMorning(): string {
  const ahead = ((7 - new Date().getUTCHours() + 36) % 24) - 12
  // The sign of these names is turned round: Etc/GMT-8 is eight hours ahead.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

/** Resolves when it answers, or has ended. */
async function isReady({ child, port }: Running): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)
    if (response?.ok) return
    await pause(50)
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}
