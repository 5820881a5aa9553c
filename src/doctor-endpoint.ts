import { openAiUrl } from './platform/llm-hosts.ts'
import type { ModelEndpoint } from './shared/settings.ts'

/** What the settings of an endpoint are called, to name the one to mend. */
export interface EndpointNames {
  key: string
  address: string
  model: string
}

const patienceMs = 10_000

/**
 * Asks an OpenAI-compatible endpoint for its list of models, which costs nothing. Resolves with what is
 * good and with what may be wrong; rejects with what is wrong and which setting mends it.
 */
export async function checkEndpoint(
  { apiKey, baseUrl, name }: Pick<ModelEndpoint, 'apiKey' | 'baseUrl' | 'name'>,
  names: EndpointNames,
): Promise<string> {
  const root = (baseUrl ?? openAiUrl).replace(/\/+$/, '')
  const { host } = new URL(root)
  const response = await fetch(`${root}/models`, {
    headers: { authorization: `Bearer ${apiKey || 'none'}` },
    redirect: 'manual',
    signal: AbortSignal.timeout(patienceMs),
  }).catch((error: unknown) => {
    throw new Error(unreachable(error, host, names))
  })
  const { status } = response
  const fault = faultOf(status, host, names)
  if (fault) throw new Error(fault)
  const listed = await modelsIn(response)
  return `${name} at ${host} (HTTP ${status})${doubt({ status, listed, name }, names)}`
}

function unreachable(error: unknown, host: string, { address }: EndpointNames): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string; message?: string } }
  if (name === 'TimeoutError')
    return `${host} does not answer within 10 seconds: check ${address}, the proxy and the firewall`
  const why = cause?.code ?? cause?.message ?? 'no connection'
  return `${host} cannot be reached (${why}): check ${address} and whether the server runs`
}

function faultOf(status: number, host: string, names: EndpointNames): string | null {
  if (status === 401 || status === 403)
    return `${host} does not accept ${names.key} (HTTP ${status}): write a valid key there`
  if (status >= 300 && status < 400)
    return `${host} sends on to another address: write the final one in ${names.address}`
  if (status >= 500) return `${host} has a fault of its own (HTTP ${status}): try again later`
  return null
}

/** The names that the endpoint lists; none where it keeps no list. */
async function modelsIn(response: Response): Promise<string[]> {
  if (!response.ok) return []
  try {
    const { data } = (await response.json()) as { data?: { id?: unknown }[] }
    return (data ?? []).flatMap(({ id }) => (typeof id === 'string' ? [id] : []))
  } catch {
    return []
  }
}

/** No fault: some endpoints have no list, and llama-server takes any name. */
function doubt(
  { status, listed, name }: { status: number; listed: string[]; name: string },
  names: EndpointNames,
): string {
  if (status === 404)
    return `; it lists no models: if it gives no answers, ${names.address} may lack /v1 at its end`
  if (listed.length === 0 || listed.includes(name) || listed.includes(`${name}:latest`)) return ''
  const some = listed.slice(0, 5).join(', ')
  return `; it lists only ${some}: if it gives no answers, write one of these in ${names.model}`
}
