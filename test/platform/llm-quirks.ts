import { createServer } from 'node:http'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What endpoints were seen to do; the request body comes as the endpoint reads it. */
export type Quirk = (
  reply: Reply,
  request: { body: ChatBody; count: number; headers: IncomingHttpHeaders },
) => void

export interface ChatBody {
  messages: { role: string; content: string }[]
  response_format?: { type: string }
  max_tokens?: number
  max_completion_tokens?: number
  temperature?: number
  enable_thinking?: boolean
}

interface Reply {
  raw: ServerResponse
  json(status: number, value: unknown, headers?: Record<string, string>): void
  /** A completion with this text. */
  says(text: string, finish?: 'stop' | 'length', more?: Record<string, unknown>): void
}

/** A Chat Completions server on loopback that behaves as badly as it is told. */
export async function quirksServer(quirk: Quirk) {
  const bodies: ChatBody[] = []
  const paths: string[] = []
  const server = createServer((request, response) => {
    const serve = async () => {
      const body = JSON.parse(await read(request)) as ChatBody
      bodies.push(body)
      paths.push(request.url ?? '')
      quirk(replyOn(response), { body, count: bodies.length, headers: request.headers })
    }
    void serve()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as AddressInfo
  return {
    bodies,
    /** Where each was sent. */
    paths,
    baseURL: `http://127.0.0.1:${port}/v1`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

function replyOn(raw: ServerResponse): Reply {
  const json: Reply['json'] = (status, value, headers = {}) => {
    raw.writeHead(status, { 'content-type': 'application/json', ...headers })
    raw.end(JSON.stringify(value))
  }
  return {
    raw,
    json,
    says(text, finish = 'stop', more = {}) {
      const message = { role: 'assistant', content: text, ...more }
      json(200, {
        id: 'c',
        object: 'chat.completion',
        created: 1,
        model: 'm',
        choices: [{ index: 0, finish_reason: finish, message }],
        usage: { prompt_tokens: 100, completion_tokens: 20, total_tokens: 120 },
      })
    },
  }
}
