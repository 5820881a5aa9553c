import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An embeddings endpoint over HTTP for which texts that share words share a direction. */
export interface EmbeddingsServer {
  url: string
  /** Every text it was sent. */
  texts: string[]
  /** After this many more requests it answers 503; Infinity from the start. */
  left: number
  /** Texts with this word are declined, as by a content filter. */
  declines: string | null
  stop(): Promise<void>
}

/** `same` are words that mean the same: the second is read for the first. */
export async function startEmbeddings(same: [string, string][] = []): Promise<EmbeddingsServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { input } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as { input: string[] }
      const { declines } = stub
      stub.left -= 1
      const status =
        stub.left < 0 ? 503 : declines && input.some((text) => text.includes(declines)) ? 400 : 200
      stub.texts.push(...(status === 200 ? input : []))
      // Not in order, as a server may.
      const data = input
        .map((text, index) => ({ object: 'embedding', index, embedding: directionOf(text, same) }))
        .reverse()
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(status === 200 ? { object: 'list', data } : { error: {} }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const stub: EmbeddingsServer = {
    url: `http://127.0.0.1:${port}/v1`,
    texts: [],
    left: Infinity,
    declines: null,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return stub
}

/** Pairs of characters, hashed into 256 numbers. */
function directionOf(text: string, same: [string, string][]): number[] {
  const plain = same.reduce((rest, [word, meaning]) => rest.replaceAll(word, meaning), text)
  const numbers = Array<number>(256).fill(0)
  for (let at = 0; at + 1 < plain.length; at += 1) {
    const place = (plain.charCodeAt(at) * 31 + plain.charCodeAt(at + 1)) % numbers.length
    numbers[place] = (numbers[place] ?? 0) + 1
  }
  return numbers
}
