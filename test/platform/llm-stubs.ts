import { z } from 'zod'

import type { Llm, LlmAnswer, LlmFailure, LlmQuestion, LlmUsage } from '../../src/platform/llm.ts'
import type { Log } from '../../src/platform/log.ts'
import { loadPrompt } from '../../src/platform/prompts.ts'

export const good = '{"points":[{"id":"p1","hit":true,"quote":"不超过八小时"}]}'

/** An ordinary question, asked about an answer. */
export const question = {
  prompt: loadPrompt('grade-short-answer'),
  schema: z.object({
    points: z.array(z.object({ id: z.string(), hit: z.boolean(), quote: z.string().nullable() })),
  }),
  name: 'marked_points',
  inputs: { question: '询问查证多久？', rubric: '[]', answer: '不超过八小时' },
}

export const usage: LlmUsage = { input: 100, output: 20, cached: 0 }

/** A model that fails in this way, or answers at this cost; it remembers what it was asked. */
export function stubModel(
  behaviour: LlmFailure | LlmUsage,
  { model = 'm', meanwhile = () => {} }: { model?: string; meanwhile?: () => unknown } = {},
): Llm & { asked: LlmQuestion<unknown>[] } {
  const asked: LlmQuestion<unknown>[] = []
  return {
    model,
    asked,
    async askJson<T>(one: LlmQuestion<T>): Promise<LlmAnswer<T>> {
      asked.push(one)
      await meanwhile()
      if (typeof behaviour === 'string') return { ok: false, reason: behaviour }
      const data = one.schema.parse(JSON.parse(good))
      return { ok: true, data, model, promptVersion: 'grade-short-answer@1', usage: behaviour }
    },
  }
}

/** A log that keeps its lines. */
export function listen(): { lines: string[]; log: Log } {
  const lines: string[] = []
  const write = (...args: unknown[]) => void lines.push(JSON.stringify(args))
  const log = { debug: write, info: write, warn: write, error: write } as unknown as Log
  return { lines, log }
}
