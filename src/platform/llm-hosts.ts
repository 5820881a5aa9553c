/** Where OpenAI itself is asked. */
export const openAiUrl = 'https://api.openai.com/v1'

/**
 * Whether `address` is on a host of the list. `host` there stands for all its ports, `host:port`
 * for one.
 */
export function isAllowedHost(address: string, allowed: string[]): boolean {
  const { host, hostname } = new URL(address)
  return allowed.includes(host) || allowed.includes(hostname)
}
