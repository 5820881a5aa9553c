import { once } from 'node:events'
import { createServer as createHttp, type IncomingMessage } from 'node:http'
import {
  connect,
  createServer as createTcp,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'

import type { Seams, Seen } from './seams.ts'
import { underwayMs } from './wire.ts'

/** A line to a server that can be made bad. */
export interface Line {
  /** The address with this line in the place of the server's. */
  url: string
  /** Ends every connection and takes none until `mend`. */
  cut(): void
  mend(): void
  /** Holds everything the server says back for so long. */
  slow(ms: number): void
  /** Takes no more than so many connections at a time. */
  limit(connections: number): void
  stop(): Promise<void>
}

/** A line to the server of `address`, such as postgres://user@host:port/name, that tells `seams` what is said. */
export async function openLine(address: string, seams: Seams): Promise<Line> {
  const target = new URL(address)
  const open = new Set<Socket>()
  let state = { isCut: false, delayMs: 0, most: Infinity }
  const server = createTcp((near) => {
    if (state.isCut || open.size >= state.most) return void near.destroy()
    const far = connect(Number(target.port), target.hostname)
    open.add(near)
    const end = () => {
      open.delete(near)
      near.destroy()
      far.destroy()
    }
    const statements = openStatements()
    near.on('data', (data) => {
      statements.hear(data)
      far.write(data)
    })
    const say = async (data: Buffer) => {
      // Nothing overtakes what is still being looked at.
      far.pause()
      for (const seen of statements.answered()) await seams.pass(seen)
      far.resume()
      const { delayMs } = state
      if (delayMs > 0) setTimeout(() => near.writable && near.write(data), delayMs)
      else if (near.writable) near.write(data)
    }
    far.on('data', (data) => void say(data))
    for (const socket of [near, far]) socket.on('error', end).on('close', end)
  })
  const url = new URL(address)
  url.host = `127.0.0.1:${await listen(server)}`
  const drop = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    url: url.href,
    cut() {
      state = { ...state, isCut: true }
      drop()
    },
    mend() {
      state = { isCut: false, delayMs: 0, most: Infinity }
    },
    slow(delayMs) {
      state = { ...state, delayMs }
    },
    limit(most) {
      state = { ...state, most }
      drop()
    },
    async stop() {
      drop()
      server.close()
      await once(server, 'close')
    },
  }
}

/** More of a transaction tells nothing new. */
const mostText = 200_000

/** What one connection says to the database: the words of each statement, also where it goes by its name. */
function openStatements() {
  const read = openMessages()
  const prepared = new Map<string, string>()
  let said = ''
  let transaction = ''
  const say = (words: string) => {
    said = `${said}${words}\n`.slice(-mostText)
  }
  return {
    hear(data: Buffer) {
      for (const { type, body } of read(data)) {
        const [first = '', second = ''] = body.toString('latin1').split('\0', 2)
        if (type === 'Q') say(first)
        if (type === 'P') prepared.set(first, second)
        if (type === 'B') say(prepared.get(second) ?? '')
      }
    },
    /** The statement that is answered now, and the transaction that it ends. */
    answered(): Seen[] {
      if (said === '') return []
      const sight = { moment: 'acted' as const, reply: '' }
      const isEnd = said.includes('COMMIT')
      transaction = said.includes('BEGIN') ? said : (transaction + said).slice(-mostText)
      const request = said
      said = ''
      const statement = { ...sight, name: 'statement', request }
      return isEnd ? [statement, { ...sight, name: 'commit', request: transaction }] : [statement]
    },
  }
}

/** Cuts what a client says into its messages: a letter, a length and a body; only the first has no letter. */
function openMessages(): (data: Buffer) => { type: string; body: Buffer }[] {
  let rest = Buffer.alloc(0)
  let isGreeted = false
  return (data) => {
    rest = Buffer.concat([rest, data])
    const messages: { type: string; body: Buffer }[] = []
    for (;;) {
      const head = isGreeted ? 1 : 0
      if (rest.length < head + 4) return messages
      const end = head + rest.readInt32BE(head)
      if (rest.length < end) return messages
      const type = isGreeted ? String.fromCharCode(rest[0] ?? 0) : ''
      messages.push({ type, body: rest.subarray(head + 4, end) })
      rest = rest.subarray(end)
      isGreeted = true
    }
  }
}

/** How updates come to the programs behind `ports`. */
export interface Postman {
  url: string
  /** Each update comes twice, after up to so many milliseconds, so that later ones overtake it. */
  beUnfaithful(ms: number): void
  stop(): Promise<void>
}

/**
 * Hands what Telegram posts to the programs in turn, and to the next where one does not answer, as a
 * reverse proxy does.
 */
export async function openPostman(
  ports: () => number[],
  { roll, seams }: { roll: () => number; seams: Seams },
): Promise<Postman> {
  let turn = 0
  let unfaithfulMs = 0
  const hand = async (path: string, headers: Record<string, string>, body: string) => {
    const open = ports()
    for (let tries = 0; tries < open.length; tries++) {
      const port = open[turn++ % open.length]
      try {
        const init = { method: 'POST', headers, body, signal: AbortSignal.timeout(20_000) }
        const handed = fetch(`http://127.0.0.1:${port}${path}`, init)
        const seen = { name: 'webhook', request: body, reply: '' }
        void pause(underwayMs).then(() => seams.pass({ ...seen, moment: 'underway' }))
        const { status } = await handed
        await seams.pass({ ...seen, moment: 'acted', reply: `${status}` })
        return status
      } catch {
        // The next one.
      }
    }
    return 502
  }
  const pass = async (request: IncomingMessage): Promise<number> => {
    const body = await text(request)
    const secret = request.headers['x-telegram-bot-api-secret-token']
    const headers = {
      'content-type': 'application/json',
      'x-telegram-bot-api-secret-token': String(secret),
    }
    const path = request.url ?? '/'
    if (unfaithfulMs > 0) {
      setTimeout(() => void hand(path, headers, body), roll() * unfaithfulMs)
      await pause(roll() * unfaithfulMs)
    }
    return await hand(path, headers, body)
  }
  const server = createHttp((request, response) => {
    void pass(request).then((status) => response.writeHead(status).end())
  })
  const port = await listen(server)
  return {
    url: `http://127.0.0.1:${port}`,
    beUnfaithful(ms) {
      unfaithfulMs = ms
    },
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
