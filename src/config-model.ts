import { z } from 'zod'

import { isAllowedHost, openAiUrl } from './platform/llm-hosts.ts'
import type { ModelEndpoint, ModelPrice, ModelSettings } from './shared/settings.ts'

/** The address of an endpoint. */
export const address = z
  .url({ protocol: /^https?$/, error: 'write an address such as https://host/v1' })
  .refine(
    (url) => !URL.canParse(url) || (!new URL(url).username && !new URL(url).password),
    'write the address without a name or password; the key has a setting of its own',
  )
  .optional()

const tokens = z
  .string()
  .regex(/^\d{1,12}$/, 'write a whole number of tokens such as 2000000, or 0 for no calls at all')
  .transform(Number)

const priceForm = /^(\D*?)\s*(\d+(?:\.\d+)?)\s*(\D*)$/

const price = z
  .string()
  .regex(priceForm, 'write the price of a million tokens such as 0.5, ¥0.5 or 0.5元')
  .optional()

/** What the program itself decides in every request. */
const ownFields = [
  'model',
  'messages',
  'response_format',
  'max_tokens',
  'max_completion_tokens',
  'stream',
  'n',
  'tools',
  'functions',
]

const extraBody = z
  .string()
  .transform((text, context): Record<string, unknown> => {
    const value = parsed(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      context.addIssue('write a JSON object on one line, such as {"enable_thinking":false}')
      return {}
    }
    const own = Object.keys(value).filter((name) => ownFields.includes(name))
    if (own.length > 0)
      context.addIssue(`leave out ${own.join(', ')}: the program sets that itself`)
    return value as Record<string, unknown>
  })
  .optional()

/** The settings of the language model, as src/config.ts reads them among the others. */
export const modelFields = {
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: address,
  OPENAI_MODEL: z.string().default('gpt-5-mini'),
  OPENAI_EXTRA_BODY: extraBody,
  OPENAI_FALLBACK_API_KEY: z.string().optional(),
  OPENAI_FALLBACK_BASE_URL: address,
  OPENAI_FALLBACK_MODEL: z.string().optional(),
  OPENAI_FALLBACK_EXTRA_BODY: extraBody,
  OPENAI_ALLOWED_HOSTS: z
    .string()
    .toLowerCase()
    .regex(
      /^([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?(\s*,\s*([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d{1,5})?)*$/,
      'write hosts with commas between them, such as api.deepseek.com,10.0.0.5:11434',
    )
    .transform((list) => list.split(',').map((host) => host.trim()))
    .optional(),
  MODEL_TOKENS_PER_DAY: tokens.default(2_000_000),
  MODEL_TOKENS_PER_OFFICER: tokens.default(20_000),
  MODEL_PRICE_INPUT: price,
  MODEL_PRICE_OUTPUT: price,
}

const modelShape = z.object(modelFields)
export type GivenModel = z.infer<typeof modelShape>
type Given = GivenModel

/** What does not go together among the settings of the model, each naming its setting. */
export function modelProblems(given: Record<string, string | undefined>): string[] {
  const read = modelShape.safeParse(given)
  if (!read.success) return []
  return [...fallbackProblems(read.data), ...hostProblems(read.data), ...priceProblems(read.data)]
}

/** The model to ask; null without a key, so that nothing leaves the program. */
export function modelSettings(given: Given): ModelSettings | null {
  if (!given.OPENAI_API_KEY) return null
  const fallback = fallbackOf(given)
  const first: ModelEndpoint = {
    apiKey: given.OPENAI_API_KEY,
    baseUrl: given.OPENAI_BASE_URL ?? null,
    name: given.OPENAI_MODEL,
    extraBody: given.OPENAI_EXTRA_BODY ?? {},
  }
  return {
    ...first,
    fallback,
    allowedHosts: given.OPENAI_ALLOWED_HOSTS ?? hostsOf(fallback ? [first, fallback] : [first]),
    tokensPerDay: given.MODEL_TOKENS_PER_DAY,
    tokensPerOfficer: given.MODEL_TOKENS_PER_OFFICER,
    price: priceOf(given),
  }
}

/** A second endpoint needs an address or a key of its own: the key of the first never goes there. */
function fallbackOf(given: Given): ModelEndpoint | null {
  const { OPENAI_FALLBACK_API_KEY: apiKey, OPENAI_FALLBACK_BASE_URL: baseUrl } = given
  if (!apiKey && !baseUrl) return null
  return {
    apiKey: apiKey ?? '',
    baseUrl: baseUrl ?? null,
    name: given.OPENAI_FALLBACK_MODEL ?? given.OPENAI_MODEL,
    extraBody: given.OPENAI_FALLBACK_EXTRA_BODY ?? {},
  }
}

function hostsOf(endpoints: ModelEndpoint[]): string[] {
  return [...new Set(endpoints.map(({ baseUrl }) => new URL(baseUrl ?? openAiUrl).host))]
}

function fallbackProblems(given: Given): string[] {
  const fallback = fallbackOf(given)
  if (!fallback) {
    return given.OPENAI_FALLBACK_MODEL
      ? ['OPENAI_FALLBACK_MODEL: set OPENAI_FALLBACK_BASE_URL or OPENAI_FALLBACK_API_KEY as well']
      : []
  }
  return given.OPENAI_API_KEY
    ? []
    : ['OPENAI_API_KEY: a second endpoint is set, the first is not. Fill the first in first.']
}

function hostProblems(given: Given): string[] {
  const allowed = given.OPENAI_ALLOWED_HOSTS
  if (!allowed || !given.OPENAI_API_KEY) return []
  const used = [['OPENAI_BASE_URL', given.OPENAI_BASE_URL ?? openAiUrl]]
  const fallback = fallbackOf(given)
  if (fallback) used.push(['OPENAI_FALLBACK_BASE_URL', fallback.baseUrl ?? openAiUrl])
  return used
    .filter(([, url = '']) => !isAllowedHost(url, allowed))
    .map(
      ([name, url = '']) =>
        `${name}: ${new URL(url).host} is not among OPENAI_ALLOWED_HOSTS. Add it there if the ` +
        'questions and answers may go to it.',
    )
}

function priceProblems(given: Given): string[] {
  const { MODEL_PRICE_INPUT: input, MODEL_PRICE_OUTPUT: output } = given
  if (!input && !output) return []
  if (!input) return ['MODEL_PRICE_INPUT: empty, but MODEL_PRICE_OUTPUT is set. Set both.']
  if (!output) return ['MODEL_PRICE_OUTPUT: empty, but MODEL_PRICE_INPUT is set. Set both.']
  const [one, other] = [priceParts(input), priceParts(output)]
  return one.before === other.before && one.after === other.after
    ? []
    : ['MODEL_PRICE_OUTPUT: write it in the currency of MODEL_PRICE_INPUT']
}

function priceOf({
  MODEL_PRICE_INPUT: input,
  MODEL_PRICE_OUTPUT: output,
}: Given): ModelPrice | null {
  if (!input || !output) return null
  const { amount, before, after } = priceParts(input)
  return { input: amount, output: priceParts(output).amount, before, after }
}

function priceParts(text: string) {
  const [, before = '', amount = '', after = ''] = priceForm.exec(text) ?? []
  return { before, amount: Number(amount), after }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
