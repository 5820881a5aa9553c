import OpenAI from 'openai'

import { isAllowedHost, openAiUrl } from './llm-hosts.ts'

/** Where an OpenAI-compatible endpoint is, and what opens it. */
export interface ClientSettings {
  /** May be empty: local servers want none. */
  apiKey: string
  /** Null for OpenAI itself. Redirects are never followed, so nothing leaves this host. */
  baseURL: string | null
  /** `host` or `host:port`; without it, the host of `baseURL`. */
  allowedHosts?: string[]
}

/** A client that reads nothing from the environment, retries nothing and goes to the allowed hosts only. */
export function openClient({ apiKey, baseURL, allowedHosts }: ClientSettings): OpenAI {
  const root = baseURL ?? openAiUrl
  const allowed = allowedHosts ?? [new URL(root).host]
  return new OpenAI({
    apiKey: apiKey || 'none',
    baseURL: root,
    organization: null,
    project: null,
    logLevel: 'off',
    maxRetries: 0,
    fetch: async (url, init) => {
      const address = url instanceof Request ? url.url : String(url)
      // Looked at again where the words leave the program, whatever built the address.
      if (!isAllowedHost(address, allowed)) return new Response(null, { status: 403 })
      return await fetch(url, { ...init, redirect: 'manual' })
    },
  })
}

/** Rejects at the deadline: the client's own abort does not reach a body that stops half-way. */
export function rejectAt(deadline: AbortSignal): Promise<never> {
  return new Promise<never>((_, reject) => {
    deadline.addEventListener('abort', () => reject(new Error('deadline')), { once: true })
    if (deadline.aborted) reject(new Error('deadline'))
  })
}
