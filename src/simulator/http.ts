import type { IncomingMessage, ServerResponse } from 'node:http'

import { ApiError } from './errors.ts'

/** The whole body of a request. Throws 413 above `limit` bytes. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = chunk as Buffer
    size += bytes.length
    // Read on without keeping: a client learns of the refusal only after it has sent everything.
    if (size <= limit) chunks.push(bytes)
  }
  if (size > limit) throw new ApiError(413, 'Request Entity Too Large')
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}

/** Ends the response with a JSON body. */
export function sendJson(
  response: ServerResponse,
  status: number,
  { body, headers = {} }: { body: unknown; headers?: Record<string, string | number> },
): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...headers,
  })
  response.end(text)
}

/**
 * Whether the request names this machine as its host and, if a page sent it, comes from a page of
 * this machine: no site may reach the server through a name that it points here.
 */
export function isLocal(request: IncomingMessage): boolean {
  const { host, origin } = request.headers
  return LOOPBACK_HOST.test(host ?? '') && (origin === undefined || LOOPBACK_ORIGIN.test(origin))
}

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/
const LOOPBACK_ORIGIN = /^https?:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/
