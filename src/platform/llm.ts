import { setTimeout as sleep } from 'node:timers/promises'

import type OpenAI from 'openai'
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions'
import type { ZodType } from 'zod'

import { openClient, rejectAt, type ClientSettings } from './llm-client.ts'
import { faultOf } from './llm-faults.ts'
import type { Fault, RefusedPart } from './llm-faults.ts'
import { createBreaker, createGate } from './llm-guard.ts'
import { extractJson } from './llm-json.ts'
import { bodyFor, estimateTokens, messagesFor, modes, repairRequest } from './llm-request.ts'
import type { Abilities, Attempt } from './llm-request.ts'
import type { Log } from './log.ts'
import { versionOf } from './prompts.ts'
import type { Prompt } from './prompts.ts'

/**
 * Tokens of all requests that one question took: as the endpoint reports them, or estimated where it
 * does not.
 */
export interface LlmUsage {
  input: number
  output: number
  cached: number
}

/**
 * Why there is no answer: the breaker is open, the deadline passed, nothing usable answered at the
 * address, too many requests, the endpoint refuses us (key, model, host), it wants us to go to
 * another address, it declines this question (content, length), what the model wrote is not the
 * agreed JSON or was cut off, the day's tokens are used up, or nothing was kept of this question.
 */
export type LlmFailure =
  | 'paused'
  | 'slow'
  | 'unreachable'
  | 'busy'
  | 'refused'
  | 'redirected'
  | 'declined'
  | 'not-json'
  | 'truncated'
  | 'budget'
  | 'not-kept'

export type LlmAnswer<T> =
  | { ok: true; data: T; model: string; promptVersion: string; usage: LlmUsage }
  | { ok: false; reason: LlmFailure; usage?: LlmUsage }

export interface LlmQuestion<T> {
  prompt: Prompt
  /** Flat objects without unions or limits: weak servers choke on more. Check limits in code. */
  schema: ZodType<T>
  /** What the object is called, in ASCII. */
  name: string
  /** Never an officer's name, number or unit. */
  inputs: Record<string, string>
  /** On whose day the tokens are counted; never sent anywhere. */
  officerId?: number
  /** For everything that the question takes, in milliseconds; 20,000 unless it says otherwise. */
  deadlineMs?: number
  /** What makes two questions the same, where that is less than all inputs letter by letter. */
  cacheKey?: string[]
  /** False where every call should give something new; `only` where nothing but what is kept may be waited for. */
  cache?: boolean | 'only'
}

/** A language model behind one question: JSON of a given form, or a reason why there is none. */
export interface Llm {
  readonly model: string
  askJson<T>(question: LlmQuestion<T>): Promise<LlmAnswer<T>>
}

export interface LlmSettings extends ClientSettings {
  model: string
  /** Goes into every request: `enable_thinking`, `chat_template_kwargs`. */
  extraBody?: Record<string, unknown>
  /** For everything that one question takes: waiting, retries, repair. */
  deadlineMs?: number
  log: Log
  /** Milliseconds; for the breaker. */
  clock: () => number
}

/** What one question may take where nobody says otherwise. */
export const defaultDeadlineMs = 20_000

const concurrency = 4
const breakerRule = { failures: 3, openMs: 60_000 }

/**
 * Any OpenAI-compatible Chat Completions endpoint. The strictest JSON mode that the endpoint takes is
 * found out and remembered: json_schema, then json_object, then words alone; one repair turn, one
 * retry, a deadline for all of it, a breaker, at most four calls at once. Prompts, answers and the
 * key are never logged.
 */
export function createLlm(settings: LlmSettings): Llm {
  const { model, log, clock } = settings
  const endpoint = endpointOf(settings)
  const breaker = createBreaker(clock, breakerRule)
  const gate = createGate(concurrency)
  return {
    model,
    async askJson(question) {
      if (!breaker.admits()) return { ok: false, reason: 'paused' }
      const started = performance.now()
      const call = startCall(question.deadlineMs ?? settings.deadlineMs ?? defaultDeadlineMs)
      const leave = await gate.enter(call.deadline)
      if (!leave) return { ok: false, reason: 'slow' }
      try {
        const answer = await climb(endpoint, call, question)
        if (!answer.ok && isOfEndpoint(answer.reason)) breaker.failed()
        else breaker.succeeded()
        log.info(
          {
            prompt: versionOf(question.prompt),
            model,
            host: new URL(endpoint.client.baseURL).host,
            mode: modes[endpoint.abilities.mode],
            usage: call.usage,
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

/** Whether the endpoint failed, rather than this one question. */
function isOfEndpoint(reason: LlmFailure): boolean {
  return !['declined', 'not-json', 'truncated', 'budget'].includes(reason)
}

interface Endpoint {
  client: OpenAI
  model: string
  extraBody: Record<string, unknown>
  abilities: Abilities
}

interface Call {
  deadline: AbortSignal
  deadlineMs: number
  usage: LlmUsage
  requests: number
  retried: boolean
}

type Reply = { kind: 'text'; text: string; cut: boolean } | Exclude<Fault, { kind: 'again' }>

type Body = ChatCompletionCreateParamsNonStreaming

function endpointOf(settings: LlmSettings): Endpoint {
  const { model, extraBody = {} } = settings
  return {
    client: openClient(settings),
    model,
    extraBody,
    abilities: { mode: 0, tokenLimit: 'max_tokens', temperature: true },
  }
}

function startCall(deadlineMs: number): Call {
  const ms = Math.max(1, Math.round(deadlineMs))
  return {
    deadline: AbortSignal.timeout(ms),
    deadlineMs: ms,
    usage: { input: 0, output: 0, cached: 0 },
    requests: 0,
    retried: false,
  }
}

async function climb<T>(
  endpoint: Endpoint,
  call: Call,
  question: LlmQuestion<T>,
): Promise<LlmAnswer<T>> {
  const { abilities, model, extraBody } = endpoint
  const { usage } = call
  const messages = messagesFor(question)
  const attempt: Attempt = {
    mode: abilities.mode,
    maxTokens: question.prompt.maxOutputTokens,
    repair: '',
  }
  let stretched = false
  for (;;) {
    const body = { model, ...bodyFor(question, messages, abilities, attempt), ...extraBody }
    const reply = await request(endpoint.client, call, body)
    if (reply.kind === 'failed') return { ok: false, reason: reply.reason, usage }
    if (reply.kind === 'unsupported') {
      if (!stepDown(abilities, attempt, reply.what)) return { ok: false, reason: 'declined', usage }
      continue
    }
    const read = question.schema.safeParse(extractJson(reply.text))
    if (read.success) {
      abilities.mode = attempt.mode
      const promptVersion = versionOf(question.prompt)
      return { ok: true, data: read.data, model, promptVersion, usage }
    }
    if (reply.cut) {
      if (stretched) return { ok: false, reason: 'truncated', usage }
      stretched = true
      attempt.maxTokens *= 2
      continue
    }
    if (attempt.repair) return { ok: false, reason: 'not-json', usage }
    attempt.repair = repairRequest(read.error)
  }
}

/** Gives up what the endpoint refused; false when nothing is left to give up. */
function stepDown(abilities: Abilities, attempt: Attempt, what: RefusedPart): boolean {
  if (what === 'temperature' && abilities.temperature) abilities.temperature = false
  else if (what === 'tokens' && abilities.tokenLimit === 'max_tokens')
    abilities.tokenLimit = 'max_completion_tokens'
  else if (attempt.mode < modes.length - 1) attempt.mode += 1
  else return false
  return true
}

async function request(client: OpenAI, call: Call, body: Body): Promise<Reply> {
  for (;;) {
    call.requests += 1
    try {
      return await send(client, call, body)
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
  body: Body,
): Promise<Reply> {
  const options = { signal: deadline, timeout: deadlineMs }
  const reply = await Promise.race([
    client.chat.completions.create(body, options),
    rejectAt(deadline),
  ])
  // A proxy may answer 200 with a page instead of a completion, whatever the types say.
  const choice = reply.choices?.[0]
  if (!choice) throw new Error('no completion')
  const text = choice.message?.content ?? ''
  count(usage, reply.usage, { sent: body, text })
  return { kind: 'text', text, cut: choice.finish_reason === 'length' }
}

function count(
  usage: LlmUsage,
  reported: OpenAI.CompletionUsage | undefined,
  { sent, text }: { sent: Body; text: string },
): void {
  // DeepSeek has a name of its own for what its cache held.
  const ofDeepSeek = reported as { prompt_cache_hit_tokens?: number } | undefined
  usage.input += reported?.prompt_tokens || estimateTokens(JSON.stringify(sent.messages))
  usage.output += reported?.completion_tokens || estimateTokens(text)
  usage.cached +=
    reported?.prompt_tokens_details?.cached_tokens ?? ofDeepSeek?.prompt_cache_hit_tokens ?? 0
}
