import { once } from 'node:events'
import {
  Agent,
  createServer,
  request as ask,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'

import type { Moment, Seams } from './seams.ts'

/** A server as it is seen through a wire on which every exchange can be watched. */
export interface Wire {
  /** The address with the wire in the place of the server. */
  url: string
  stop(): Promise<void>
}

/** An exchange has reached the other end by then. */
export const underwayMs = 3

/** Opens a wire to the HTTP server at `target` that tells `seams` of each exchange. */
export async function openWire(target: string, seams: Seams): Promise<Wire> {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity })
  const server = createServer((request, response) => {
    carry({ target, agent, seams }, request, response).catch(() =>
      // As the server did: whoever asked learns nothing.
      response.socket?.resetAndDestroy(),
    )
  })
  server.keepAliveTimeout = 120_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = new URL(target)
  url.port = String((server.address() as AddressInfo).port)
  return {
    url: url.href.replace(/\/$/, ''),
    async stop() {
      agent.destroy()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function carry(
  { target, agent, seams }: { target: string; agent: Agent; seams: Seams },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = request.url ?? '/'
  const body = await buffer(request)
  const seen = { name: nameOf(path), request: body.toString(), reply: '' }
  const pass = (moment: Moment) => seams.pass({ ...seen, moment })
  await pass('asked')
  if (response.destroyed) return
  const { method = 'GET', headers } = request
  const far = ask(new URL(path, target), { method, headers, agent })
  response.once('close', () => response.writableFinished || far.destroy())
  far.end(body)
  void pause(underwayMs).then(() => pass('underway'))
  const [answer] = (await once(far, 'response')) as [IncomingMessage]
  const bytes = await buffer(answer)
  seen.reply = bytes.toString()
  await pass('acted')
  if (response.destroyed) return
  const type = answer.headers['content-type'] ?? 'application/octet-stream'
  const wait = answer.headers['retry-after']
  response.writeHead(answer.statusCode ?? 502, {
    'content-type': type,
    'content-length': bytes.length,
    ...(wait !== undefined && { 'retry-after': wait }),
  })
  response.end(bytes, () => void pass('told'))
}

/** The method of the Bot API or of a model's, and `file` for a file's bytes. */
function nameOf(path: string): string {
  const [plain = ''] = path.split('?', 1)
  return plain.startsWith('/file/') ? 'file' : plain.slice(plain.lastIndexOf('/') + 1)
}
