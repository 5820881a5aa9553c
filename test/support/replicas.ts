import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

import { proxyFetch } from 'httpxy'

import { openDatabase, type Db } from '../../src/platform/db.ts'
import { instantOf } from '../../src/shared/day.ts'
import { startSimulator, type Simulator } from '../../src/simulator/start-simulator.ts'
import { freshPlace } from './fresh-db.ts'

/** Several programs behind a reverse proxy, on one PostgreSQL, beside a local Telegram. */
export interface Replicas {
  telegram: Simulator
  now: () => Date
  /** Starts a replica; resolves with its number when it takes updates. */
  start(): Promise<number>
  /** kill -9. */
  kill(replica: number): Promise<void>
  /** SIGTERM; resolves when the process has finished what it had in hand. Gives its exit code. */
  shutDown(replica: number): Promise<number | null>
  /** Which of them run. */
  running(): number[]
  look<Result>(act: (db: Db) => Promise<Result>): Promise<Result>
  stop(): Promise<void>
}

const entry = fileURLToPath(new URL('program-process.ts', import.meta.url))
const secret = 'a-secret-for-the-tests-0123456789'

/** Prepares the place at a clock time in Shanghai; nothing runs yet. A PostgreSQL server is needed. */
export async function openReplicas(at: { day: string; time: string }): Promise<Replicas> {
  const place = await freshPlace()
  const ahead = instantOf('Asia/Shanghai', at.day, at.time).getTime() - Date.now()
  const now = () => new Date(Date.now() + ahead)
  const telegram = await startSimulator({ now })
  const replicas = new Map<number, { child: ChildProcess; port: number }>()
  const proxy = await openProxy(() => [...replicas.values()].map(({ port }) => port))
  let started = 0

  return {
    telegram,
    now,
    async start() {
      const port = await freePort()
      const child = fork(entry, [], {
        execArgv: ['--import', 'tsx'],
        env: {
          ...process.env,
          NODE_ENV: 'production',
          BOT_TOKEN: telegram.token,
          TELEGRAM_API_ROOT: telegram.url,
          DATABASE_URL: place.databaseUrl ?? '',
          PUBLIC_URL: proxy.url,
          WEBHOOK_SECRET: secret,
          PORT: String(port),
          CLOCK_AHEAD_MS: String(ahead),
        },
      })
      const [message] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [
        unknown,
      ]
      if (message !== 'ready') throw new Error(`a replica did not start: ${String(message)}`)
      replicas.set(++started, { child, port })
      return started
    },
    async kill(replica) {
      await end(replica, 'SIGKILL')
    },
    shutDown: (replica) => end(replica, 'SIGTERM'),
    running: () => [...replicas.keys()],
    async look(act) {
      const database = await openDatabase(place)
      try {
        return await act(database.db)
      } finally {
        await database.close()
      }
    },
    async stop() {
      await Promise.all([...replicas.keys()].map((replica) => end(replica, 'SIGKILL')))
      await proxy.stop()
      await telegram.stop()
      await place.remove()
    },
  }

  async function end(replica: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
    const found = replicas.get(replica)
    if (!found) return null
    const gone = once(found.child, 'exit')
    // A proxy that looks at /readyz takes a replica out before it stops; one that is killed stays in.
    if (signal === 'SIGTERM') replicas.delete(replica)
    found.child.kill(signal)
    const [code] = (await gone) as [number | null]
    replicas.delete(replica)
    return code
  }
}

/** Hands each request to one replica in turn, and to the next where that one does not answer. */
async function openProxy(
  ports: () => number[],
): Promise<{ url: string; stop: () => Promise<void> }> {
  let turn = 0
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const open = ports()
      for (let tries = 0; tries < open.length; tries++) {
        const port = open[turn++ % open.length]
        try {
          const answer = await proxyFetch(`http://127.0.0.1:${port}`, `http://bot${request.url}`, {
            method: request.method ?? 'GET',
            headers: request.headers as Record<string, string>,
            ...(body !== '' && { body }),
          })
          return response.writeHead(answer.status).end(await answer.text())
        } catch {
          // Telegram sends an update again, so it may be given to two.
        }
      }
      return response.writeHead(502).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise<void>((done) => void server.close(() => done()))
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise<void>((done) => void server.close(() => done()))
  return port
}
