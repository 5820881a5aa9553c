import { randomBytes } from 'node:crypto'

import { zodResponseFormat } from 'openai/helpers/zod'
import type { ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions'
import { z } from 'zod'

import type { LlmQuestion } from './llm.ts'
import { fillPrompt } from './prompts.ts'

/** From the strictest to the one that every endpoint takes. */
export const modes = ['json_schema', 'json_object', 'prompt'] as const

/** What an endpoint was found to take. */
export interface Abilities {
  /** Index of the first JSON mode that is known to work. */
  mode: number
  /** Reasoning models refuse the one and need the other. */
  tokenLimit: 'max_tokens' | 'max_completion_tokens'
  temperature: boolean
}

export interface Attempt {
  mode: number
  maxTokens: number
  repair: string
}

export interface Messages {
  system: string
  user: string
}

/** The two messages of a question; the schema and the word JSON stand in them for every mode. */
export function messagesFor<T>({ prompt, schema, inputs }: LlmQuestion<T>): Messages {
  const { system, user } = fillPrompt(prompt, inputs, randomBytes(6).toString('hex'))
  const form = JSON.stringify(z.toJSONSchema(schema))
  return { system: `${system}\n\n只输出一个 JSON 对象，符合以下 JSON Schema：${form}`, user }
}

/** The body of one request, as far as the endpoint is known. The role `developer` is never used. */
export function bodyFor<T>(
  { prompt, schema, name }: LlmQuestion<T>,
  { system, user }: Messages,
  abilities: Abilities,
  attempt: Attempt,
): Omit<ChatCompletionCreateParamsNonStreaming, 'model'> {
  const mode = modes[attempt.mode]
  return {
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: user + attempt.repair },
    ],
    [abilities.tokenLimit]: attempt.maxTokens,
    ...(abilities.temperature ? { temperature: prompt.temperature } : {}),
    ...(mode === 'json_schema' ? { response_format: zodResponseFormat(schema, name) } : {}),
    ...(mode === 'json_object' ? { response_format: { type: 'json_object' } } : {}),
  }
}

/** Names of fields only: what the model wrote may hold an officer's answer. */
export function repairRequest(error: z.ZodError): string {
  const where = error.issues.slice(0, 3).map((issue) => issue.path.join('.') || '(全文)')
  return `\n\n上一次的输出不是合格的 JSON（问题在：${where.join('、')}）。请只输出一个符合 Schema 的 JSON 对象。`
}

/** The tokens that one request for this question can take: what is sent and the most that is written. */
export function tokensFor<T>(question: LlmQuestion<T>): number {
  const { system, user } = messagesFor(question)
  return estimateTokens(system + user) + question.prompt.maxOutputTokens
}

/**
 * Tokens of a text where nobody counted them: 0.6 a character, measured on Chinese statutes with the
 * Qwen tokenizer (0.57). English takes fewer.
 */
export function estimateTokens(text: string): number {
  return Math.ceil(text.length * 0.6)
}
