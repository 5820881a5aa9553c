/** A whole office shares one address; so many may come at once, */
const burst = 40
/** and so many more each second. */
const perSecond = 1
/** Addresses remembered; whoever came first is forgotten first. */
const most = 10_000

/** Whether a login from `address` is looked at; `now` in milliseconds. */
export type LoginLimit = (address: string, now: number) => boolean

/** A token bucket for every address, so that nobody can wear the database out by guessing. */
export function openLoginLimit(): LoginLimit {
  const buckets = new Map<string, { tokens: number; at: number }>()
  return (address, now) => {
    const known = buckets.get(address) ?? { tokens: burst, at: now }
    const seconds = Math.max(0, now - known.at) / 1000
    const tokens = Math.min(burst, known.tokens + seconds * perSecond)
    buckets.delete(address)
    buckets.set(address, { tokens: Math.max(0, tokens - 1), at: now })
    for (const oldest of buckets.keys()) {
      if (buckets.size <= most) break
      buckets.delete(oldest)
    }
    return tokens >= 1
  }
}
