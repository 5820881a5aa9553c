import { once } from 'node:events'
import { createServer as createHttp } from 'node:http'
import { createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'

import type { Seams } from './seams.ts'
import { openWire } from './wire.ts'

/** A language model as the program may find it. */
export interface StrangeModel {
  /** The settings that name it. */
  env: Record<string, string>
  stop(): Promise<void>
}

/** Marks; takes the connection and never answers; refuses it. */
export type ModelKind = 'marks' | 'hangs' | 'refuses'

export async function openModel(kind: ModelKind, seams: Seams): Promise<StrangeModel> {
  switch (kind) {
    case 'marks':
      return await openMarking(seams)
    case 'hangs':
      return await openHanging()
    case 'refuses':
      // Nothing listens there.
      return { env: envFor('http://127.0.0.1:9'), stop: () => Promise.resolve() }
  }
}

function envFor(url: string): Record<string, string> {
  return { OPENAI_API_KEY: 'none', OPENAI_BASE_URL: `${url}/v1`, OPENAI_MODEL: 'bench' }
}

/** How long it thinks. */
const thinksMs = 30

/** Finds every point in an answer, in its first words, unless it says that it does not know. */
async function openMarking(seams: Seams): Promise<StrangeModel> {
  const server = createHttp((request, response) => {
    const answer = async () => {
      const { messages = [] } = JSON.parse(await text(request)) as Asked
      await pause(thinksMs)
      const content = JSON.stringify(mark(messages.at(-1)?.content ?? ''))
      const choices = [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }]
      const usage = { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 }
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ id: '1', object: 'chat.completion', choices, usage }))
    }
    answer().catch(() => response.destroy())
  })
  const port = await listen(server)
  const wire = await openWire(`http://127.0.0.1:${port}`, seams)
  return {
    env: envFor(wire.url),
    async stop() {
      await wire.stop()
      server.closeAllConnections()
      server.close()
    },
  }
}

interface Asked {
  messages?: { content: string }[]
}

function mark(user: string) {
  const answer = /<answer-\w+>\n([^]*)\n<\/answer-/.exec(user)?.[1] ?? ''
  const hit = !answer.includes('不清楚')
  const ids = [...user.matchAll(/"id":"([^"]+)"/g)].map(([, id = '']) => id)
  const quote = hit ? answer.slice(0, 10) : null
  return { points: ids.map((id) => ({ id, hit, quote })), insufficient: false }
}

async function openHanging(): Promise<StrangeModel> {
  const open = new Set<Socket>()
  const server = createTcp((socket) => {
    open.add(socket)
    // Read, so that the question gets through; that whoever asked is gone is noticed.
    socket.resume().on('error', () => {})
    socket.once('close', () => open.delete(socket))
  })
  const port = await listen(server)
  return {
    env: envFor(`http://127.0.0.1:${port}`),
    stop() {
      for (const socket of open) socket.destroy()
      server.close()
      return Promise.resolve()
    },
  }
}

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
