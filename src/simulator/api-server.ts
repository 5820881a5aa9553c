import type { IncomingMessage, ServerResponse } from 'node:http'

import { type Desk, type Request, act } from './act.ts'
import { ApiError, badRequest } from './errors.ts'
import type { Fault } from './faults.ts'
import { contentType } from './files.ts'
import { readBody, sendJson } from './http.ts'
import type { Call } from './methods/method.ts'
import { type ReadParams, readParams } from './read-params.ts'

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
}

interface Address {
  token: string
  /** A method's name, or the path of a file. */
  name: string
}

/** Serves `/bot<token>/<method>` and `/file/bot<token>/<path>`; false for any other address. */
export async function serveApi(desk: Desk, exchange: Exchange): Promise<boolean> {
  const path = exchange.request.url?.split('?', 1)[0] ?? ''
  const match = /^(\/file)?\/bot([^/]*)\/(.*)$/.exec(path)
  if (!match) return false
  const address = { token: match[2] ?? '', name: match[3] ?? '' }
  try {
    if (match[1]) serveFile(desk, address, exchange.response)
    else await serveCall(desk, address, exchange)
  } catch (error) {
    refuse(exchange.response, error)
  }
  return true
}

/** Telegram takes uploads of 50 MB; the rest is room for the other fields. */
const BODY_LIMIT = 52 << 20

async function serveCall(desk: Desk, address: Address, exchange: Exchange): Promise<void> {
  const { request, response } = exchange
  const body = await readBody(request, BODY_LIMIT)
  checkToken(desk, address.token)
  const method = desk.schema.methodName(address.name) ?? address.name
  const { params, files } = readCall(desk, { method, request, body })
  const fault = desk.faults.take(method)
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms))
  if (fault?.kind === 'refuse' || fault?.kind === 'status') {
    refuseByFault(desk, { method, params, fault }, response)
    return
  }
  const onGone = (listener: () => void) => void response.once('close', listener)
  const call = { files, onGone }
  if (fault?.kind === 'drop-reply' || fault?.kind === 'garbage') {
    await loseReply(desk, { method, params, fault, call }, response)
    return
  }
  const result = await act(desk, { method, params }, call)
  sendJson(response, 200, { body: { ok: true, result } })
}

/** A body that cannot be read is a call as well, and written down like one. */
function readCall(
  desk: Desk,
  { method, request, body }: { method: string; request: IncomingMessage; body: Buffer },
): ReadParams {
  try {
    return readParams(desk.schema, {
      method,
      url: request.url ?? '',
      contentType: request.headers['content-type'] ?? '',
      body,
    })
  } catch (error) {
    writeDown(desk, { method, params: {} }, error instanceof Error ? error.message : 'unreadable')
    throw error
  }
}

/** Faults that keep the call from being carried out. */
function refuseByFault(
  desk: Desk,
  { fault, ...request }: Request & { fault: Fault },
  response: ServerResponse,
): void {
  if (fault.kind !== 'status') {
    writeDown(desk, request, 'connection reset before acting')
    response.socket?.resetAndDestroy()
    return
  }
  if ('movedTo' in fault) {
    writeDown(desk, request, fault.description)
    throw new ApiError(fault.code, fault.description, { migrate_to_chat_id: fault.movedTo })
  }
  const wait = fault.retryAfter ?? (fault.code === 429 ? 1 : undefined)
  const text = STATUS_TEXTS.get(fault.code) ?? `Error ${fault.code}`
  const usual = fault.code === 429 ? `Too Many Requests: retry after ${wait}` : text
  const description = fault.description ?? usual
  writeDown(desk, request, description)
  throw new ApiError(fault.code, description, wait === undefined ? wait : { retry_after: wait })
}

/** Acts, but the caller never learns how it went, not even of a refusal. */
async function loseReply(
  desk: Desk,
  { fault, call, ...request }: Request & { fault: Fault; call: Call },
  response: ServerResponse,
): Promise<void> {
  await act(desk, request, call).catch(() => {})
  if (fault.kind === 'garbage') response.end('<html><body>502 Bad Gateway</body></html>')
  else response.socket?.resetAndDestroy()
}

function writeDown(desk: Desk, request: Request, error: string): void {
  desk.calls.push({ ...request, at: desk.world.now(), ok: false, error })
}

const STATUS_TEXTS = new Map([
  [400, 'Bad Request'],
  [401, 'Unauthorized'],
  [403, 'Forbidden: bot was blocked by the user'],
  [404, 'Not Found'],
  [409, 'Conflict'],
  [500, 'Internal Server Error'],
  [502, 'Bad Gateway'],
  [503, 'Service Unavailable'],
  [504, 'Gateway Timeout'],
])

function refuse(response: ServerResponse, error: unknown): void {
  if (response.destroyed || response.headersSent) return
  const reason = error instanceof Error ? error.message : 'unknown'
  const known =
    error instanceof ApiError ? error : new ApiError(500, `Internal Server Error: ${reason}`)
  const { code, parameters } = known
  const wait = parameters?.retry_after
  sendJson(response, code, {
    body: {
      ok: false,
      error_code: code,
      description: known.message,
      ...(parameters && { parameters }),
    },
    ...(wait !== undefined && { headers: { 'retry-after': wait } }),
  })
}

function serveFile(desk: Desk, { token, name }: Address, response: ServerResponse): void {
  checkToken(desk, token)
  const file = desk.world.files.byPath(name)
  if (!file) throw new ApiError(404, 'Not Found')
  if (file.size > 20 << 20) throw badRequest('file is too big')
  response.writeHead(200, {
    'content-type': contentType(file.path),
    'content-length': file.bytes.length,
  })
  response.end(file.bytes)
}

function checkToken(desk: Desk, token: string): void {
  if (token === desk.token) return
  const malformed = !/^\d+:[\w-]+$/.test(token)
  throw new ApiError(401, malformed ? 'Unauthorized: invalid token specified' : 'Unauthorized')
}
