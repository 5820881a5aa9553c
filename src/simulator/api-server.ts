import type { IncomingMessage, ServerResponse } from 'node:http'

import type { World } from './chats.ts'
import { ApiError, badRequest, tooManyRequests } from './errors.ts'
import type { Fault, FaultPlan } from './faults.ts'
import { contentType } from './files.ts'
import { readBody, sendJson } from './http.ts'
import { findMethod, isRated } from './methods/all-methods.ts'
import type { Call } from './methods/method.ts'
import { type Form, type Upload, readMultipart } from './multipart.ts'
import type { Rates } from './rates.ts'
import type { ApiSchema } from './schema.ts'

/** One call of the Bot API, in the order in which they were carried out. */
export interface ApiCall {
  method: string
  params: Record<string, unknown>
  /** On the simulator's clock. */
  at: Date
  ok: boolean
  /** The description of the refusal. */
  error?: string
}

/** What the Bot API's server works with. */
export interface Desk {
  world: World
  token: string
  schema: ApiSchema
  faults: FaultPlan
  rates: Rates | undefined
  calls: ApiCall[]
}

/** Serves `/bot<token>/<method>` and `/file/bot<token>/<path>`; false for any other address. */
export function serveApi(desk: Desk, request: IncomingMessage, response: ServerResponse): boolean {
  const path = (request.url ?? '').split('?', 1)[0] ?? ''
  const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(path)
  if (file?.[1] && file[2]) {
    serveFile(desk, { token: file[1], path: decodeURIComponent(file[2]) }, response)
    return true
  }
  const call = /^\/bot([^/]*)\/(?:test\/)?([^/]*)\/?$/.exec(path)
  if (!call) return false
  const address = { token: call[1] ?? '', method: call[2] ?? '' }
  handleCall(desk, address, { request, response }).catch((error: unknown) => {
    refuse(response, error)
  })
  return true
}

/** Carries out a method. Throws ApiError; every outcome is written down in `desk.calls`. */
export function act(
  desk: Desk,
  { method, params }: { method: string; params: Record<string, unknown> },
  call: Call,
): unknown {
  const entry: ApiCall = { method, params, at: desk.world.now(), ok: true }
  const failed = (error: unknown): never => {
    entry.ok = false
    entry.error = error instanceof Error ? error.message : String(error)
    throw error
  }
  try {
    const result = perform(desk, { method, params }, call)
    // A waiting getUpdates is written down when it ends.
    if (result instanceof Promise) {
      return result.catch(failed).finally(() => desk.calls.push(entry))
    }
    desk.calls.push(entry)
    return result as unknown
  } catch (error) {
    desk.calls.push(entry)
    return failed(error)
  }
}

function perform(
  desk: Desk,
  { method, params }: { method: string; params: Record<string, unknown> },
  call: Call,
): unknown {
  const name = desk.schema.methodName(method)
  if (!name) throw new ApiError(404, 'Not Found: method not found')
  checkParameters(desk, name, params)
  if (desk.rates && isRated(name)) {
    const wait = desk.rates.wait(Number(params['chat_id']), performance.now())
    if (wait > 0) throw tooManyRequests(wait)
  }
  const carryOut = findMethod(name)
  if (!carryOut) throw new ApiError(501, `Not Implemented: the local Telegram lacks ${name}`)
  // The schema has checked the parameters against what each method declares to read.
  return carryOut(desk.world, params as never, call)
}

/** Stricter than Telegram, which ignores parameters that it does not know. */
function checkParameters(desk: Desk, name: string, params: Record<string, unknown>): void {
  if (/^(send|edit|copy)/.test(name)) {
    if (params['chat_id'] === undefined && params['inline_message_id'] === undefined) {
      throw badRequest('chat_id is empty')
    }
    if (name.endsWith('Message') && name.startsWith('send') && params['text'] === undefined) {
      throw badRequest('message text is empty')
    }
  }
  const problem = desk.schema.problem(name, params)
  if (problem !== undefined) throw badRequest(`[schema] ${name}: ${problem}`)
}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
}

async function handleCall(
  desk: Desk,
  { token, method }: { token: string; method: string },
  { request, response }: Exchange,
): Promise<void> {
  const body = await readBody(request, BODY_LIMIT)
  if (token !== desk.token) {
    const malformed = !/^\d+:[\w-]+$/.test(token)
    throw new ApiError(401, malformed ? 'Unauthorized: invalid token specified' : 'Unauthorized')
  }
  const name = desk.schema.methodName(method) ?? method
  const { params, files } = readParams(desk, { name, request, body })
  const fault = desk.faults.take(name)
  if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms))
  if (fault?.kind === 'refuse' || fault?.kind === 'status') {
    meetFault(desk, { method: name, params, fault }, response)
    return
  }
  const onGone = (listener: () => void) => void response.once('close', listener)
  // The reply is lost whatever it would have been, also a refusal.
  const losesReply = fault?.kind === 'drop-reply' || fault?.kind === 'garbage'
  try {
    const result = await act(desk, { method: name, params }, { files, onGone })
    if (!losesReply) sendJson(response, 200, { body: { ok: true, result } })
  } catch (error) {
    if (!losesReply) throw error
  }
  if (fault?.kind === 'drop-reply') response.socket?.resetAndDestroy()
  if (fault?.kind === 'garbage') response.end('<html><body>502 Bad Gateway</body></html>')
}

/** Faults that keep the call from being carried out. */
function meetFault(
  desk: Desk,
  { method, params, fault }: { method: string; params: Record<string, unknown>; fault: Fault },
  response: ServerResponse,
): void {
  const entry = { method, params, at: desk.world.now(), ok: false }
  if (fault.kind !== 'status') {
    desk.calls.push({ ...entry, error: 'connection reset before acting' })
    response.socket?.resetAndDestroy()
    return
  }
  const { code, retryAfter } = fault
  const error =
    fault.description ??
    (retryAfter === undefined ? STATUS_TEXTS.get(code) : undefined) ??
    (code === 429 ? `Too Many Requests: retry after ${retryAfter ?? 1}` : `Error ${code}`)
  desk.calls.push({ ...entry, error })
  const wait = retryAfter ?? (code === 429 ? 1 : undefined)
  refuse(
    response,
    new ApiError(code, error, wait === undefined ? undefined : { retry_after: wait }),
  )
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

/** Telegram takes uploads of 50 MB; the rest is room for the other fields. */
const BODY_LIMIT = 52 << 20

interface Params {
  params: Record<string, unknown>
  files: Map<string, Upload>
}

function readParams(
  desk: Desk,
  { name, request, body }: { name: string; request: IncomingMessage; body: Buffer },
): Params {
  const query = new URLSearchParams((request.url ?? '').split('?')[1] ?? '')
  const type = (request.headers['content-type'] ?? '').toLowerCase()
  const fromQuery = desk.schema.coerce(name, Object.fromEntries(query))
  if (body.length === 0) return { params: fromQuery, files: new Map() }
  if (type.startsWith('multipart/form-data')) {
    const form = readMultipart(body, request.headers['content-type'] ?? '')
    const params = desk.schema.coerce(name, { ...form.fields, ...attached(form) })
    return { params: { ...fromQuery, ...params }, files: form.files }
  }
  if (type.startsWith('application/json')) {
    return { params: { ...fromQuery, ...parseJson(body) }, files: new Map() }
  }
  const fields = Object.fromEntries(new URLSearchParams(body.toString('utf8')))
  return { params: { ...fromQuery, ...desk.schema.coerce(name, fields) }, files: new Map() }
}

/** A file sent as the parameter itself (curl -F photo=@…) reads like one that is attached. */
function attached(form: Form): Record<string, string> {
  const direct = [...form.files.keys()].filter((name) => /^(photo|document)$/.test(name))
  return Object.fromEntries(direct.map((name) => [name, `attach://${name}`]))
}

function parseJson(body: Buffer): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>
    }
  } catch {
    // Told below, like any body that is no JSON object.
  }
  throw badRequest("can't parse JSON object")
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.destroyed || response.writableEnded) return
  const known = error instanceof ApiError ? error : undefined
  const code = known?.code ?? 500
  const description =
    known?.message ?? `Internal Server Error: ${error instanceof Error ? error.message : ''}`
  const parameters = known?.parameters
  const wait = parameters?.retry_after
  sendJson(response, code, {
    body: { ok: false, error_code: code, description, ...(parameters && { parameters }) },
    ...(wait !== undefined && { headers: { 'retry-after': wait } }),
  })
}

function serveFile(
  desk: Desk,
  { token, path }: { token: string; path: string },
  response: ServerResponse,
): void {
  const file = desk.world.files.byPath(path)
  if (token !== desk.token || !file) {
    refuse(response, token === desk.token ? new ApiError(404, 'Not Found') : unauthorized())
    return
  }
  if (file.size > 20 << 20) {
    refuse(response, badRequest('file is too big'))
    return
  }
  response.writeHead(200, {
    'content-type': contentType(file.path),
    'content-length': file.bytes.length,
  })
  response.end(file.bytes)
}

function unauthorized(): ApiError {
  return new ApiError(401, 'Unauthorized')
}
