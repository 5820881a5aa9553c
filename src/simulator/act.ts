import type { World } from './chats.ts'
import { ApiError, badRequest, tooManyRequests } from './errors.ts'
import type { FaultPlan } from './faults.ts'
import { findMethod, isRated } from './methods/all-methods.ts'
import type { Call } from './methods/method.ts'
import type { Rates } from './rates.ts'
import type { ApiSchema } from './schema.ts'

/** One call of the Bot API, in the order of arrival; a getUpdates that waits counts as ok. */
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

export interface Request {
  method: string
  params: Record<string, unknown>
}

/** Carries out a method and writes it down in `desk.calls`. Throws ApiError. */
export async function act(desk: Desk, request: Request, call: Call): Promise<unknown> {
  // Written down first: whoever watches the chat may look at the calls from within the method.
  const entry: ApiCall = { ...request, at: desk.world.now(), ok: true }
  desk.calls.push(entry)
  try {
    return await perform(desk, request, call)
  } catch (error) {
    entry.ok = false
    entry.error = error instanceof Error ? error.message : String(error)
    throw error
  }
}

function perform(desk: Desk, { method, params }: Request, call: Call): unknown {
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
  const aimed = params['chat_id'] ?? params['inline_message_id']
  if (/^(send|edit|copy)/.test(name) && aimed === undefined) throw badRequest('chat_id is empty')
  if (name === 'sendMessage' && params['text'] === undefined) {
    throw badRequest('message text is empty')
  }
  const problem = desk.schema.problem(name, params)
  if (problem !== undefined) throw badRequest(`[schema] ${name}: ${problem}`)
}
