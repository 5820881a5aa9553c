/** How fast Telegram lets a bot speak. */

import { setTimeout as sleep } from 'node:timers/promises'

/** Just under Telegram's 30 messages a second for bulk sending, evenly spaced: bursts earn a 429. */
const perSecond = 29
const spacingMs = 1000 / perSecond
/** Telegram's limit for one chat. */
const chatSpacingMs = 1_000

/** Holds everything up for so many seconds. */
export type Pause = (seconds: number) => void

/** Turns come evenly, and none before the end of a pause, whenever it began. */
export function openPace(): { turn: () => Promise<void>; pause: Pause } {
  let nextAt = 0
  return {
    async turn() {
      let at: number
      do {
        at = Math.max(nextAt, performance.now())
        await sleep(at - performance.now())
      } while (nextAt > at)
      // From when the turn was due, so that a timer that fires late slows nothing down; but a process
      // that stood still for longer does not make up for it in a burst.
      nextAt = Math.max(at, performance.now() - spacingMs) + spacingMs
    },
    pause(seconds) {
      nextAt = Math.max(nextAt, performance.now() + seconds * 1000)
    },
  }
}

/** Which chats were written to just now: two messages within a second earn a 429 for the whole bot. */
export function openChatSpacing(): {
  near: () => number[]
  /** Until the first of them may be written to again. */
  msUntilFree: () => number
  note: (chatId: number) => void
} {
  const last = new Map<number, number>()
  const forget = () => {
    for (const [chatId, at] of last) {
      if (performance.now() - at < chatSpacingMs) break
      last.delete(chatId)
    }
  }
  return {
    near() {
      forget()
      return [...last.keys()]
    },
    msUntilFree() {
      const [oldest = 0] = last.values()
      return Math.max(1, oldest + chatSpacingMs - performance.now())
    },
    note(chatId) {
      // Deleted first, so that the order of the map is that of time.
      last.delete(chatId)
      last.set(chatId, performance.now())
    },
  }
}
