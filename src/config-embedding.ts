import { z } from 'zod'

import { address, type GivenModel } from './config-model.ts'
import { isAllowedHost, openAiUrl } from './platform/llm-hosts.ts'
import type { EmbeddingSettings } from './shared/settings.ts'

/** The settings of search by meaning, as src/config.ts reads them among the others. */
export const embeddingFields = {
  OPENAI_EMBEDDING_MODEL: z.string().optional(),
  OPENAI_EMBEDDING_BASE_URL: address,
  OPENAI_EMBEDDING_API_KEY: z.string().optional(),
}

const embeddingShape = z.object(embeddingFields)
type Given = z.infer<typeof embeddingShape> &
  Pick<
    GivenModel,
    'OPENAI_API_KEY' | 'OPENAI_BASE_URL' | 'OPENAI_ALLOWED_HOSTS' | 'MODEL_TOKENS_PER_DAY'
  >

/** Where vectors come from: the first endpoint of the model unless it has an address of its own; null without a model for it. */
export function embeddingSettings(given: Given): EmbeddingSettings | null {
  const { OPENAI_EMBEDDING_MODEL: name, OPENAI_EMBEDDING_BASE_URL: own } = given
  if (!name) return null
  const baseUrl = own ?? given.OPENAI_BASE_URL ?? null
  // The key of the first endpoint goes to the first endpoint only.
  const inherited = own === undefined ? given.OPENAI_API_KEY : undefined
  return {
    apiKey: given.OPENAI_EMBEDDING_API_KEY ?? inherited ?? '',
    baseUrl,
    name,
    isOwn: own !== undefined,
    allowedHosts: given.OPENAI_ALLOWED_HOSTS ?? [new URL(baseUrl ?? openAiUrl).host],
    tokensPerDay: given.MODEL_TOKENS_PER_DAY,
  }
}

/** What does not go together among these settings, each naming its setting. */
export function embeddingProblems(present: Record<string, string | undefined>): string[] {
  const { OPENAI_EMBEDDING_MODEL: name, OPENAI_EMBEDDING_BASE_URL: own } = present
  const key = present['OPENAI_EMBEDDING_API_KEY']
  if (!name) {
    return own || key
      ? ['OPENAI_EMBEDDING_MODEL: name the model as well, such as text-embedding-v4']
      : []
  }
  if (!own && !key && !present['OPENAI_API_KEY']) {
    return ['OPENAI_EMBEDDING_BASE_URL: there is no endpoint yet. Write its address, or a key.']
  }
  return own
    ? hostProblems('OPENAI_EMBEDDING_BASE_URL', own, present)
    : hostProblems('OPENAI_BASE_URL', present['OPENAI_BASE_URL'] ?? openAiUrl, present)
}

function hostProblems(
  setting: string,
  url: string,
  present: Record<string, string | undefined>,
): string[] {
  const allowed = present['OPENAI_ALLOWED_HOSTS']?.toLowerCase().split(/\s*,\s*/)
  if (!allowed || !URL.canParse(url) || isAllowedHost(url, allowed)) return []
  return [
    `${setting}: ${new URL(url).host} is not among OPENAI_ALLOWED_HOSTS. Add it there if the ` +
      'questions and articles may go to it.',
  ]
}
