import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

import OpenAI, { APIConnectionError, APIError } from 'openai'
import { zodResponseFormat } from 'openai/helpers/zod'
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions'
import { z } from 'zod'
import type { ZodType } from 'zod'

import { createBreaker, createGate } from './llm-guard.ts'
import { extractJson } from './llm-json.ts'
import type { Log } from './log.ts'
import { fillPrompt, versionOf } from './prompts.ts'
import type { Prompt } from './prompts.ts'

/** Tokens of all requests that one question took, as far as the endpoint reports them. */
export interface LlmUsage {
  input: number
  output: number
  cached: number
}

/**
 * Why there is no answer: the breaker is open, the deadline passed, nothing usable answered at the
 * address, too many requests, the endpoint refuses us (key, model), it wants us to go to another
 * address, or what the model wrote is not the agreed JSON or was cut off.
 */
export type LlmFailure =
  | 'paused'
  | 'slow'
  | 'unreachable'
  | 'busy'
  | 'refused'
  | 'redirected'
  | 'not-json'
  | 'truncated'

export type LlmAnswer<T> =
  | { ok: true; data: T; model: string; promptVersion: string; usage: LlmUsage }
  | { ok: false; reason: LlmFailure }

export interface LlmQuestion<T> {
  prompt: Prompt
  /** Flat objects without unions or limits: weak servers choke on more. Check limits in code. */
  schema: ZodType<T>
  /** What the object is called, in ASCII. */
  name: string
  /** Never an officer's name, number or unit. */
  inputs: Record<string, string>
}

/** A language model behind one question: JSON of a given form, or a reason why there is none. */
export interface Llm {
  readonly model: string
  askJson<T>(question: LlmQuestion<T>): Promise<LlmAnswer<T>>
}

export interface LlmSettings {
  apiKey: string
  /** Null for OpenAI itself. Redirects are never followed, so nothing leaves this host. */
  baseURL: string | null
  model: string
  /** For everything that one question takes: waiting, retries, repair. */
  deadlineMs?: number
  log: Log
  /** Milliseconds; for the breaker. */
  clock: () => number
}

const modes = ['json_schema', 'json_object', 'prompt'] as const
const concurrency = 4
const breakerRule = { failures: 3, openMs: 60_000 }
const retryDelayMs = 500

/**
 * Any OpenAI-compatible Chat Completions endpoint. The strictest JSON mode that the endpoint takes is
 * found out and remembered: json_schema, then json_object, then words alone; one repair turn, one
 * retry, a deadline for all of it, a breaker, at most four calls at once. Prompts, answers and the
 * key are never logged.
 */
export function createLlm(settings: LlmSettings): Llm {
  const { model, log, clock, deadlineMs = 20_000 } = settings
  const endpoint: Endpoint = {
    client: clientFor(settings),
    model,
    mode: 0,
    tokenLimit: 'max_tokens',
    temperature: true,
  }
  const breaker = createBreaker(clock, breakerRule)
  const gate = createGate(concurrency)
  return {
    model,
    async askJson(question) {
      if (!breaker.admits()) return { ok: false, reason: 'paused' }
      const started = performance.now()
      const deadline = AbortSignal.timeout(deadlineMs)
      const leave = await gate.enter(deadline)
      if (!leave) return { ok: false, reason: 'slow' }
      const usage: LlmUsage = { input: 0, output: 0, cached: 0 }
      const call: Call = { deadline, deadlineMs, usage, requests: 0, retried: false }
      try {
        const answer = await climb(endpoint, call, question)
        if (answer.ok || answer.reason === 'not-json' || answer.reason === 'truncated')
          breaker.succeeded()
        else breaker.failed()
        log.info(
          {
            prompt: versionOf(question.prompt),
            model,
            host: new URL(endpoint.client.baseURL).host,
            mode: modes[endpoint.mode],
            usage,
            requests: call.requests,
            ms: Math.round(performance.now() - started),
            outcome: answer.ok ? 'ok' : answer.reason,
          },
          'model call',
        )
        return answer
      } finally {
        leave()
      }
    },
  }
}

interface Endpoint {
  client: OpenAI
  model: string
  /** Index of the first JSON mode that is known to work. */
  mode: number
  /** Reasoning models refuse the one and need the other. */
  tokenLimit: 'max_tokens' | 'max_completion_tokens'
  temperature: boolean
}

interface Call {
  deadline: AbortSignal
  deadlineMs: number
  usage: LlmUsage
  requests: number
  retried: boolean
}

interface Attempt {
  mode: number
  maxTokens: number
  repair: string
}

type Reply =
  | { kind: 'text'; text: string; cut: boolean }
  | { kind: 'unsupported'; what: 'format' | 'temperature' | 'tokens' }
  | { kind: 'failed'; reason: LlmFailure }

function clientFor({ apiKey, baseURL }: LlmSettings): OpenAI {
  return new OpenAI({
    apiKey: apiKey || 'none',
    baseURL: baseURL ?? 'https://api.openai.com/v1',
    organization: null,
    project: null,
    logLevel: 'off',
    maxRetries: 0,
    fetch: (url, init) => fetch(url, { ...init, redirect: 'manual' }),
  })
}

async function climb<T>(
  endpoint: Endpoint,
  call: Call,
  question: LlmQuestion<T>,
): Promise<LlmAnswer<T>> {
  const messages = messagesFor(question)
  const attempt: Attempt = {
    mode: endpoint.mode,
    maxTokens: question.prompt.maxOutputTokens,
    repair: '',
  }
  let stretched = false
  for (;;) {
    const body = bodyFor(endpoint, question, messages, attempt)
    const reply = await request(endpoint, call, body)
    if (reply.kind === 'failed') return { ok: false, reason: reply.reason }
    if (reply.kind === 'unsupported') {
      if (!stepDown(endpoint, attempt, reply.what)) return { ok: false, reason: 'refused' }
      continue
    }
    const read = question.schema.safeParse(extractJson(reply.text))
    if (read.success) {
      endpoint.mode = attempt.mode
      const promptVersion = versionOf(question.prompt)
      return { ok: true, data: read.data, model: endpoint.model, promptVersion, usage: call.usage }
    }
    if (reply.cut) {
      if (stretched) return { ok: false, reason: 'truncated' }
      stretched = true
      attempt.maxTokens *= 2
      continue
    }
    if (attempt.repair) return { ok: false, reason: 'not-json' }
    attempt.repair = repairRequest(read.error)
  }
}

interface Messages {
  system: string
  user: string
}

function messagesFor<T>({ prompt, schema, inputs }: LlmQuestion<T>): Messages {
  const { system, user } = fillPrompt(prompt, inputs, randomBytes(6).toString('hex'))
  const form = JSON.stringify(z.toJSONSchema(schema))
  return { system: `${system}\n\n只输出一个 JSON 对象，符合以下 JSON Schema：${form}`, user }
}

function bodyFor<T>(
  endpoint: Endpoint,
  { prompt, schema, name }: LlmQuestion<T>,
  { system, user }: Messages,
  attempt: Attempt,
): ChatCompletionCreateParamsNonStreaming {
  const mode = modes[attempt.mode]
  return {
    model: endpoint.model,
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user + attempt.repair },
    ],
    [endpoint.tokenLimit]: attempt.maxTokens,
    ...(endpoint.temperature ? { temperature: prompt.temperature } : {}),
    ...(mode === 'json_schema' ? { response_format: zodResponseFormat(schema, name) } : {}),
    ...(mode === 'json_object' ? { response_format: { type: 'json_object' } } : {}),
  }
}

/** Names of fields only: what the model wrote may hold an officer's answer. */
function repairRequest(error: z.ZodError): string {
  const where = error.issues.slice(0, 3).map((issue) => issue.path.join('.') || '(全文)')
  return `\n\n上一次的输出不是合格的 JSON（问题在：${where.join('、')}）。请只输出一个符合 Schema 的 JSON 对象。`
}

/** Gives up what the endpoint refused; false when nothing is left to give up. */
function stepDown(
  endpoint: Endpoint,
  attempt: Attempt,
  what: 'format' | 'temperature' | 'tokens',
): boolean {
  if (what === 'temperature' && endpoint.temperature) endpoint.temperature = false
  else if (what === 'tokens' && endpoint.tokenLimit === 'max_tokens')
    endpoint.tokenLimit = 'max_completion_tokens'
  else if (attempt.mode < modes.length - 1) attempt.mode += 1
  else return false
  return true
}

async function request(
  endpoint: Endpoint,
  call: Call,
  body: ChatCompletionCreateParamsNonStreaming,
): Promise<Reply> {
  for (;;) {
    call.requests += 1
    try {
      return await send(endpoint.client, call, body)
    } catch (error) {
      const fault = faultOf(error, call.deadline)
      if (fault.kind !== 'again') return fault
      const tooLong = fault.waitMs >= call.deadlineMs
      if (call.retried || tooLong) return { kind: 'failed', reason: fault.reason }
      call.retried = true
      const waited = await sleep(fault.waitMs, true, { signal: call.deadline }).catch(() => false)
      if (!waited) return { kind: 'failed', reason: 'slow' }
    }
  }
}

async function send(
  client: OpenAI,
  { deadline, deadlineMs, usage }: Call,
  body: ChatCompletionCreateParamsNonStreaming,
): Promise<Reply> {
  const options = { signal: deadline, timeout: deadlineMs }
  // The client's own abort does not reach a body that stops half-way.
  const late = new Promise<never>((_, reject) => {
    deadline.addEventListener('abort', () => reject(new Error('deadline')), { once: true })
    if (deadline.aborted) reject(new Error('deadline'))
  })
  const reply = await Promise.race([client.chat.completions.create(body, options), late])
  count(usage, reply.usage)
  // A proxy may answer 200 with a page instead of a completion, whatever the types say.
  const choice = reply.choices?.[0]
  return {
    kind: 'text',
    text: choice?.message?.content ?? '',
    cut: choice?.finish_reason === 'length',
  }
}

function count(usage: LlmUsage, reported: OpenAI.CompletionUsage | undefined): void {
  usage.input += reported?.prompt_tokens ?? 0
  usage.output += reported?.completion_tokens ?? 0
  usage.cached += reported?.prompt_tokens_details?.cached_tokens ?? 0
}

type Fault = Reply | { kind: 'again'; reason: LlmFailure; waitMs: number }

function faultOf(error: unknown, deadline: AbortSignal): Fault {
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

function refusedPart(error: APIError): 'format' | 'temperature' | 'tokens' {
  const named = `${error.param ?? ''} ${error.message}`
  if (/max_(completion_)?tokens/.test(named)) return 'tokens'
  if (/temperature/.test(named)) return 'temperature'
  return 'format'
}

function waitFor({ headers }: APIError): number {
  const seconds = Number(headers?.get('retry-after'))
  return seconds > 0 ? seconds * 1000 : retryDelayMs
}
