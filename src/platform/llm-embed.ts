import type OpenAI from 'openai'

import { dayIn } from '../shared/day.ts'
import type { Db } from './db.ts'
import { openClient, rejectAt, type ClientSettings } from './llm-client.ts'
import { faultOf } from './llm-faults.ts'
import { createBreaker } from './llm-guard.ts'
import { dropCall, settleCall, type Reserve } from './llm-ledger.ts'
import { estimateTokens } from './llm-request.ts'
import type { LlmFailure } from './llm.ts'
import type { Log } from './log.ts'
import { maskPersonalData } from './mask-personal-data.ts'

/** Vectors of length 1, one for each text in its order; or why there are none. */
export type Embedded =
  | { ok: true; vectors: Float32Array[]; tokens: number }
  | { ok: false; reason: LlmFailure }

/** What the vectors are for, in the ledger and the log. */
export type EmbeddingPurpose = 'embed-articles' | 'embed-question'

/** A model that turns texts into vectors: texts of one meaning point one way. */
export interface Embedder {
  readonly model: string
  /** Of at most `mostTexts` texts. */
  embed(
    texts: string[],
    wanted: { purpose: EmbeddingPurpose; deadlineMs: number },
  ): Promise<Embedded>
}

interface EmbedderSettings extends ClientSettings {
  model: string
  log: Log
  /** Milliseconds; for the breaker. */
  clock: () => number
}

/** Qwen takes ten texts at once, others more. */
export const mostTexts = 10

const breakerRule = { failures: 3, openMs: 60_000 }

/**
 * Any OpenAI-compatible embeddings endpoint. Personal data is hidden before anything is sent; one
 * request, a deadline for it, a breaker. Texts and vectors are never logged.
 */
export function createEmbedder(settings: EmbedderSettings): Embedder {
  const { model, log, clock } = settings
  const client = openClient(settings)
  const breaker = createBreaker(clock, breakerRule)
  return {
    model,
    async embed(texts, { purpose, deadlineMs }) {
      if (!breaker.admits()) return { ok: false, reason: 'paused' }
      const started = clock()
      const input = texts.map((text) => maskPersonalData(text).text)
      const embedded = await request(client, { model, input, deadlineMs })
      const isOfEndpoint = !embedded.ok && embedded.reason !== 'declined'
      if (isOfEndpoint) breaker.failed()
      else breaker.succeeded()
      log.info(
        {
          purpose,
          model,
          texts: texts.length,
          ms: Math.round(clock() - started),
          outcome: embedded.ok ? 'ok' : embedded.reason,
        },
        'embedding call',
      )
      return embedded
    },
  }
}

/** Keeps the calls within the day's tokens and enters each in the ledger. */
export function withEmbeddingLedger(
  embedder: Embedder,
  deps: { db: Db; now: () => Date; timeZone: string; host: string; reserve: Reserve },
): Embedder {
  const { db, now, timeZone, host, reserve } = deps
  const { model } = embedder
  return {
    model,
    async embed(texts, wanted) {
      const at = now()
      const tokens = estimateTokens(texts.join(''))
      const call = { at, day: dayIn(timeZone, at), officerId: null, prompt: wanted.purpose }
      const id = await reserve({ ...call, model, host, tokens })
      if (id === null) return { ok: false, reason: 'budget' }
      const started = performance.now()
      const embedded = await embedder.embed(texts, wanted)
      if (!embedded.ok && embedded.reason === 'paused') await dropCall(db, id)
      else {
        const input = embedded.ok ? embedded.tokens : 0
        const outcome = embedded.ok ? 'ok' : embedded.reason
        const ms = Math.round(performance.now() - started)
        await settleCall(db, id, { outcome, usage: { input, output: 0, cached: 0 }, ms })
      }
      return embedded
    },
  }
}

async function request(
  client: OpenAI,
  { model, input, deadlineMs }: { model: string; input: string[]; deadlineMs: number },
): Promise<Embedded> {
  const deadline = AbortSignal.timeout(Math.max(1, Math.round(deadlineMs)))
  try {
    const reply = await Promise.race([
      // Not every server knows base64, which the client asks for otherwise.
      client.embeddings.create(
        { model, input, encoding_format: 'float' },
        { signal: deadline, timeout: deadlineMs },
      ),
      rejectAt(deadline),
    ])
    const vectors = vectorsOf(reply, input.length)
    if (!vectors) return { ok: false, reason: 'not-json' }
    return {
      ok: true,
      vectors,
      tokens: reply.usage?.total_tokens ?? estimateTokens(input.join('')),
    }
  } catch (error) {
    const fault = faultOf(error, deadline)
    return { ok: false, reason: fault.kind === 'unsupported' ? 'declined' : fault.reason }
  }
}

/** A server may send them in any order, or something else altogether, whatever the types say. */
function vectorsOf(reply: OpenAI.CreateEmbeddingResponse, count: number): Float32Array[] | null {
  if (!Array.isArray(reply?.data) || reply.data.length !== count) return null
  const inOrder = [...reply.data].sort((one, other) => one.index - other.index)
  const vectors = inOrder.map(({ embedding }) => unit(embedding))
  const size = vectors[0]?.length ?? 0
  const isWhole = (vector: Float32Array | null) => vector !== null && vector.length === size
  return size > 0 && vectors.every(isWhole) ? (vectors as Float32Array[]) : null
}

function unit(numbers: number[]): Float32Array | null {
  const length = Array.isArray(numbers) ? Math.hypot(...numbers) : 0
  return Number.isFinite(length) && length > 0
    ? Float32Array.from(numbers, (value) => value / length)
    : null
}
