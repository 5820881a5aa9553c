import { html } from 'hono/html'

/** Text that is safe in a page: whatever was filled into `html` has been escaped. */
export type Html = ReturnType<typeof html>

export { html }

/** The address of a page with its query; what is null or empty is left out. */
export function addressOf(path: string, query: Record<string, string | null> = {}): string {
  const given = Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1]))
  const text = new URLSearchParams(given).toString()
  return text === '' ? path : `${path}?${text}`
}
