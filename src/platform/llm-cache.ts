import { createHash } from 'node:crypto'

import type { Db, Prisma } from './db.ts'
import type { Llm, LlmQuestion } from './llm.ts'
import { versionOf } from './prompts.ts'

const keptDays = 90

/**
 * Answers a question that was answered before from the table, at no cost and also when the model is
 * away or the day's tokens are used up. The key is a hash of the prompt's text, the model and the
 * inputs (or what the caller says makes them the same). What is read must still have the form that
 * is asked for.
 */
export function withCache(llm: Llm, { db, now }: { db: Db; now: () => Date }): Llm {
  return {
    model: llm.model,
    async askJson(question) {
      if (question.cache === false) return await llm.askJson(question)
      const key = keyOf(llm.model, question)
      const kept = await db.modelAnswer.findUnique({ where: { key } })
      const read = question.schema.safeParse(kept?.data)
      if (kept && read.success) {
        const { promptVersion, model } = kept
        const usage = { input: 0, output: 0, cached: 0 }
        return { ok: true, data: read.data, model, promptVersion, usage }
      }
      if (question.cache === 'only') return { ok: false, reason: 'not-kept' }
      const answer = await llm.askJson(question)
      if (answer.ok) {
        const entry = {
          data: answer.data as Prisma.InputJsonValue,
          model: answer.model,
          promptVersion: answer.promptVersion,
          createdAt: now(),
        }
        await db.modelAnswer.upsert({ where: { key }, create: { key, ...entry }, update: entry })
      }
      return answer
    },
  }
}

/** Forgets answers older than 90 days. Returns how many. */
export async function pruneModelAnswers(db: Db, now: Date): Promise<number> {
  const before = new Date(now.getTime() - keptDays * 86_400_000)
  const { count } = await db.modelAnswer.deleteMany({ where: { createdAt: { lt: before } } })
  return count
}

function keyOf<T>(model: string, { prompt, inputs, cacheKey, name }: LlmQuestion<T>): string {
  const parts = cacheKey ?? Object.entries(inputs).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([versionOf(prompt), prompt.sha256, model, name, parts]))
    .digest('hex')
}
