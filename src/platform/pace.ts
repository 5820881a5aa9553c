/** How fast Telegram lets a bot speak. */

import { setTimeout as sleep } from 'node:timers/promises'

/** Just under Telegram's 30 messages a second for bulk sending, evenly spaced: bursts earn a 429. */
const bulkPerSecond = 29
/** Telegram's limit for one chat, and just under that for a group, 20 a minute. */
const chatSpacingMs = 1_000
const groupSpacingMs = 60_000 / 18

/** Holds everything up for so many seconds. */
export type Pause = (seconds: number) => void

/** Turns come evenly, and none before the end of a pause, whenever it began. */
export function openPace(perSecond = bulkPerSecond): { turn: () => Promise<void>; pause: Pause } {
  const spacingMs = 1000 / perSecond
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

/** Which chats were written to just now: sooner again, and a 429 stops the whole bot. */
export function openChatSpacing(): {
  near: () => number[]
  /** Until the first of them may be written to again. */
  msUntilFree: () => number
  note: (chatId: number) => void
} {
  const freeAt = new Map<number, number>()
  return {
    near() {
      for (const [chatId, at] of freeAt) if (at <= performance.now()) freeAt.delete(chatId)
      return [...freeAt.keys()]
    },
    msUntilFree: () => Math.max(1, Math.min(...freeAt.values()) - performance.now()),
    note(chatId) {
      // The id of a group is negative.
      const spacing = chatId < 0 ? groupSpacingMs : chatSpacingMs
      freeAt.set(chatId, performance.now() + spacing)
    },
  }
}
