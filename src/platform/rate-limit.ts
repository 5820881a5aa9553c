/** Who an account turned out to be. */
export type Rank = 'stranger' | 'officer' | 'admin'

/** How much one account may ask of the program. */
export interface RateLimits {
  /** So many updates at once. */
  burst: Record<Rank, number>
  /** So many more with every second. */
  perSecond: Record<Rank, number>
  /** Accounts remembered at a time; whoever was silent longest is forgotten first. */
  accounts: number
}

/**
 * An officer has twenty updates in ten seconds: somebody who ticks eight options and sends them off in three
 * seconds and goes on so for a whole set stays below it. An admin may send a hundred files in one go.
 */
export const personLimits: RateLimits = {
  burst: { stranger: 5, officer: 20, admin: 100 },
  perSecond: { stranger: 0.5, officer: 2, admin: 2 },
  accounts: 50_000,
}

/** What is written about it: once a minute. A press that is refused is told so more often, it waits. */
const noticeEveryMs = { message: 60_000, press: 2_000 }

/** `notice`: refused, and it is time to say so. */
export type Admission = 'go' | 'notice' | 'drop'

export interface Attempt {
  /** Telegram id of who asks. */
  id: number
  updateId: number
  kind: keyof typeof noticeEveryMs
  /** Milliseconds since any fixed moment. */
  now: number
}

interface Bucket {
  rank: Rank
  tokens: number
  filledAt: number
  /** The update that was let in last: trying it again costs nothing. */
  lastUpdateId: number | null
  noticedAt: { message: number; press: number }
}

export interface RateLimiter {
  /** Lets an update in or refuses it. */
  admit(attempt: Attempt): Admission
  /** Says who an account turned out to be. */
  recognise(id: number, rank: Rank): void
  /** Accounts remembered now. */
  size(): number
}

/**
 * A token bucket for every account, in memory: it has to be cheaper than what it keeps away. Whoever
 * has not been recognised yet gets as much as a stranger; the first update usually settles it.
 */
export function openRateLimiter(limits: RateLimits): RateLimiter {
  /** In the order of who wrote last. */
  const buckets = new Map<number, Bucket>()

  function bucketOf(id: number, now: number): Bucket {
    const found = buckets.get(id)
    if (found) {
      buckets.delete(id)
      buckets.set(id, found)
      return refill(found, limits, now)
    }
    const fresh: Bucket = {
      rank: 'stranger',
      tokens: limits.burst.stranger,
      filledAt: now,
      lastUpdateId: null,
      noticedAt: { message: -Infinity, press: -Infinity },
    }
    buckets.set(id, fresh)
    for (const oldest of buckets.keys()) {
      if (buckets.size <= limits.accounts) break
      buckets.delete(oldest)
    }
    return fresh
  }

  return {
    admit({ id, updateId, kind, now }) {
      const bucket = bucketOf(id, now)
      // An update that waits for Telegram or the database to come back is tried every second.
      if (updateId === bucket.lastUpdateId) return 'go'
      if (bucket.tokens >= 1) {
        bucket.tokens -= 1
        bucket.lastUpdateId = updateId
        return 'go'
      }
      if (now - bucket.noticedAt[kind] < noticeEveryMs[kind]) return 'drop'
      bucket.noticedAt[kind] = now
      return 'notice'
    },
    recognise(id, rank) {
      const bucket = buckets.get(id)
      if (!bucket || bucket.rank === rank) return
      const more = limits.burst[rank] - limits.burst[bucket.rank]
      bucket.tokens = Math.max(0, bucket.tokens + more)
      bucket.rank = rank
    },
    size: () => buckets.size,
  }
}

/** A clock that was set back fills nothing and takes nothing away. */
function refill(bucket: Bucket, { burst, perSecond }: RateLimits, now: number): Bucket {
  const { rank } = bucket
  const seconds = Math.max(0, now - bucket.filledAt) / 1000
  bucket.tokens = Math.min(burst[rank], bucket.tokens + seconds * perSecond[rank])
  bucket.filledAt = now
  return bucket
}
