import { APIConnectionError, APIError } from 'openai'

import type { LlmFailure } from './llm.ts'

/** What a request that brought no completion means for the question. */
export type Fault =
  | { kind: 'unsupported'; what: RefusedPart }
  | { kind: 'failed'; reason: LlmFailure }
  | { kind: 'again'; reason: LlmFailure; waitMs: number }

export type RefusedPart = 'format' | 'temperature' | 'tokens'

const retryDelayMs = 500

/** Reads an error of the client; after the deadline everything is slowness. */
export function faultOf(error: unknown, deadline: AbortSignal): Fault {
  if (deadline.aborted) return { kind: 'failed', reason: 'slow' }
  if (!(error instanceof APIError) || error instanceof APIConnectionError)
    return { kind: 'again', reason: 'unreachable', waitMs: retryDelayMs }
  return faultOfStatus(error, error.status ?? 0)
}

function faultOfStatus(error: APIError, status: number): Fault {
  if (status === 400 || status === 422) return { kind: 'unsupported', what: refusedPart(error) }
  if (status >= 300 && status < 400) return { kind: 'failed', reason: 'redirected' }
  if (status === 429) return { kind: 'again', reason: 'busy', waitMs: waitFor(error) }
  if (status === 408 || status === 409 || status >= 500)
    return { kind: 'again', reason: 'unreachable', waitMs: waitFor(error) }
  return { kind: 'failed', reason: 'refused' }
}

function refusedPart(error: APIError): RefusedPart {
  const named = `${error.param ?? ''} ${error.message}`
  if (/max_(completion_)?tokens/.test(named)) return 'tokens'
  if (/temperature/.test(named)) return 'temperature'
  return 'format'
}

function waitFor({ headers }: APIError): number {
  const seconds = Number(headers?.get('retry-after'))
  return seconds > 0 ? seconds * 1000 : retryDelayMs
}
