import { dayIn } from '../shared/day.ts'
import type { Db } from './db.ts'
import { dropCall, settleCall } from './llm-ledger.ts'
import type { Reserve } from './llm-ledger.ts'
import { tokensFor } from './llm-request.ts'
import type { Llm, LlmUsage } from './llm.ts'
import { versionOf } from './prompts.ts'

interface BudgetDeps {
  db: Db
  now: () => Date
  timeZone: string
  /** Where the model is asked, for the ledger. */
  host: string
  reserve: Reserve
}

/**
 * Keeps the calls of a model within the day's tokens and enters each in the ledger, without a word of
 * what was asked. Tokens for one request are set aside before and the true number is booked after it;
 * a repair can go over the limit by no more than its own request.
 */
export function withBudget(llm: Llm, { db, now, timeZone, host, reserve }: BudgetDeps): Llm {
  return {
    model: llm.model,
    async askJson(question) {
      const at = now()
      const id = await reserve({
        at,
        day: dayIn(timeZone, at),
        officerId: question.officerId ?? null,
        prompt: versionOf(question.prompt),
        model: llm.model,
        host,
        tokens: tokensFor(question),
      })
      if (id === null) return { ok: false, reason: 'budget' }
      const started = performance.now()
      let outcome = 'fault'
      let usage: LlmUsage = { input: 0, output: 0, cached: 0 }
      try {
        const answer = await llm.askJson(question)
        outcome = answer.ok ? 'ok' : answer.reason
        usage = answer.usage ?? usage
        return answer
      } finally {
        const ms = Math.round(performance.now() - started)
        await (outcome === 'paused' ? dropCall(db, id) : settleCall(db, id, { outcome, usage, ms }))
      }
    },
  }
}
