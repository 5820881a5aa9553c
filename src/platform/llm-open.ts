import type { ModelEndpoint, Settings } from '../shared/settings.ts'
import type { Db } from './db.ts'
import { withBudget } from './llm-budget.ts'
import { withCache } from './llm-cache.ts'
import { createEmbedder, withEmbeddingLedger, type Embedder } from './llm-embed.ts'
import { withFallback } from './llm-fallback.ts'
import { openAiUrl } from './llm-hosts.ts'
import { openReservations } from './llm-ledger.ts'
import { withMasking } from './llm-masking.ts'
import { createLlm } from './llm.ts'
import type { Llm } from './llm.ts'
import type { Log } from './log.ts'

interface ModelDeps {
  db: Db
  now: () => Date
  log: Log
}

/**
 * The language model that the settings name, built once for the whole process; null without a key.
 * From the outside in: personal data is hidden, the second endpoint stands in for the first, and each
 * of the two has its cache, its budget and its ledger.
 */
export function openModel(
  { model, timeZone }: Pick<Settings, 'model' | 'timeZone'>,
  { db, now, log }: ModelDeps,
): Llm | null {
  if (!model) return null
  const { fallback, allowedHosts, tokensPerDay, tokensPerOfficer } = model
  const clock = () => performance.now()
  const reserve = openReservations(db, { perDay: tokensPerDay, perOfficer: tokensPerOfficer })
  const endpoint = ({ apiKey, baseUrl, name, extraBody }: ModelEndpoint) => {
    const llm = createLlm({
      apiKey,
      baseURL: baseUrl,
      model: name,
      allowedHosts,
      extraBody,
      log,
      clock,
    })
    const { host } = new URL(baseUrl ?? openAiUrl)
    return withCache(withBudget(llm, { db, now, timeZone, host, reserve }), { db, now })
  }
  const first = endpoint(model)
  return withMasking(fallback ? withFallback(first, endpoint(fallback), clock) : first, log)
}

/** What turns texts into vectors, within the same day's tokens; null where no model for that is named. */
export function openEmbedder(
  { embedding, timeZone }: Pick<Settings, 'embedding' | 'timeZone'>,
  { db, now, log }: ModelDeps,
): Embedder | null {
  if (!embedding) return null
  const { apiKey, baseUrl, name, allowedHosts, tokensPerDay } = embedding
  const clock = () => performance.now()
  const reserve = openReservations(db, { perDay: tokensPerDay, perOfficer: tokensPerDay })
  const place = { apiKey, baseURL: baseUrl, allowedHosts }
  const embedder = createEmbedder({ ...place, model: name, log, clock })
  const { host } = new URL(baseUrl ?? openAiUrl)
  return withEmbeddingLedger(embedder, { db, now, timeZone, host, reserve })
}
