import type { Llm } from './llm.ts'
import type { Log } from './log.ts'
import { maskPersonalData } from './mask-personal-data.ts'
import { versionOf } from './prompts.ts'

/**
 * Hides personal data in whatever is asked, whoever asks: the last step before a question leaves the
 * program. What was found is logged by kind and number, never by content.
 */
export function withMasking(llm: Llm, log: Log): Llm {
  return {
    model: llm.model,
    async askJson(question) {
      const inputs: Record<string, string> = {}
      for (const [name, value] of Object.entries(question.inputs)) {
        const { text, masked } = maskPersonalData(value)
        inputs[name] = text
        if (masked.length > 0)
          log.warn(
            { prompt: versionOf(question.prompt), input: name, masked },
            'personal data hidden from the model',
          )
      }
      return await llm.askJson({ ...question, inputs })
    },
  }
}
