export interface Rates {
  /** Seconds to wait before this message may go, or 0 and it is counted. `chatId` < 0: a group. */
  wait(chatId: number, now: number): number
}

/**
 * Telegram's published rates: 30 messages a second overall, one a second per chat with a burst of
 * three, 20 a minute per group. `now` is in milliseconds of a clock that only goes forward (real
 * time: a demo's clock may jump, but nobody waits for it). A refused call costs nothing.
 */
export function createRates(): Rates {
  const overall: number[] = []
  const chats = new Map<number, { tokens: number; at: number }>()
  const groups = new Map<number, number[]>()
  return {
    wait(chatId, now) {
      const group = groups.get(chatId) ?? []
      const chat = chats.get(chatId) ?? { tokens: BURST, at: now }
      const tokens = Math.min(BURST, chat.tokens + (now - chat.at) / 1000)
      const wait = Math.max(
        untilFree(overall, { limit: 30, span: 1000, now }),
        chatId < 0 ? untilFree(group, { limit: 20, span: 60_000, now }) : 0,
        tokens >= 1 ? 0 : (1 - tokens) * 1000,
      )
      if (wait > 0) return Math.max(1, Math.ceil(wait / 1000))
      overall.push(now)
      chats.set(chatId, { tokens: tokens - 1, at: now })
      if (chatId < 0) groups.set(chatId, [...group, now])
      return 0
    },
  }
}

const BURST = 3

/** Milliseconds until the sliding window has room; forgets what has left it. */
function untilFree(times: number[], window: { limit: number; span: number; now: number }): number {
  while (times[0] !== undefined && times[0] <= window.now - window.span) times.shift()
  const oldest = times[times.length - window.limit]
  return oldest === undefined ? 0 : oldest + window.span - window.now
}
