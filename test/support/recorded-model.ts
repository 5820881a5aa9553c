import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname } from 'node:path'

import { LLMock } from '@copilotkit/aimock'

/** A model at an address, for as long as a test needs it. */
export interface ModelServer {
  baseURL: string
  stop(): Promise<void>
}

interface Completion {
  model?: string
  choices?: { message?: { content?: string | null } }[]
  usage?: { prompt_tokens: number; completion_tokens: number; total_tokens: number }
}

interface ChatRequest {
  messages: { role: string; content: unknown }[]
}

/**
 * Stands between the program and a real endpoint and keeps what was answered, for `replayModel`; the
 * file is written at the end. aimock has a recorder of its own, which answers 502 where the endpoint says
 * 400: whoever has no json_schema would seem to be down, and its refusal would be the recording.
 */
export async function recordModel(upstream: string, file: string): Promise<ModelServer> {
  const kept = new Map<string, Completion>()
  const server = createServer((request, response) => {
    const serve = async () => {
      const sent = await read(request)
      const answer = await fetch(`${upstream.replace(/\/+$/, '')}/chat/completions`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: request.headers.authorization ?? '',
        },
        body: sent,
      })
      const text = await answer.text()
      if (answer.ok) kept.set(asked(JSON.parse(sent) as ChatRequest), JSON.parse(text))
      response.writeHead(answer.status, { 'content-type': 'application/json' })
      response.end(text)
    }
    serve().catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return {
    baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      const fixtures = [...kept].map(([userMessage, completion]) =>
        fixtureOf(userMessage, completion),
      )
      if (fixtures.length === 0)
        throw new Error('the endpoint answered nothing: nothing is recorded')
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, `${JSON.stringify({ fixtures }, null, 2)}\n`)
    },
  }
}

/** Gives the recorded answers to the same questions; the real endpoint and its key are not needed. */
export async function replayModel(file: string): Promise<ModelServer> {
  if (!existsSync(file)) throw new Error(`nothing was recorded at ${file}`)
  const mock = new LLMock({
    port: 0,
    requestTransform: (request) => ({
      ...request,
      messages: [{ role: 'user', content: asked(request) }],
    }),
  }).loadFixtureFile(file)
  await mock.start()
  return { baseURL: `${mock.url}/v1`, stop: () => mock.stop() }
}

/** The user's message without the random part of the tags, which is another one in every call. */
function asked({ messages }: ChatRequest): string {
  const message = messages.findLast(({ role }) => role === 'user')?.content
  return String(message).replaceAll(/(<\/?[a-z]+)-[0-9a-f]{12}>/g, '$1>')
}

function fixtureOf(userMessage: string, { model, choices, usage }: Completion) {
  const content = choices?.[0]?.message?.content ?? ''
  return { match: { userMessage }, response: { content, model, usage } }
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
