import { defaultDeadlineMs } from './llm.ts'
import type { Llm, LlmFailure } from './llm.ts'

/** Of the time for a question, what the first endpoint may use up: 12 of 20 seconds. */
const firstShare = 0.6

/** What another endpoint would not mend: the model's own words, and the bureau's own limit. */
const final: LlmFailure[] = ['not-json', 'truncated', 'budget']

/**
 * Asks the second where the first gives no answer. The deadline is the question's and shared: the
 * second gets what is left. `clock` is in milliseconds.
 */
export function withFallback(first: Llm, second: Llm, clock: () => number): Llm {
  return {
    model: first.model,
    async askJson(question) {
      const started = clock()
      const whole = question.deadlineMs ?? defaultDeadlineMs
      const answer = await first.askJson({ ...question, deadlineMs: whole * firstShare })
      if (answer.ok || final.includes(answer.reason)) return answer
      const left = whole - (clock() - started)
      return left > 0 ? await second.askJson({ ...question, deadlineMs: left }) : answer
    },
  }
}
