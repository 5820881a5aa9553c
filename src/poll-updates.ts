import { setTimeout as sleep } from 'node:timers/promises'

import { GrammyError } from 'grammy'

import { allowedUpdates } from './bot.ts'
import type { Inbox } from './platform/inbox.ts'
import { reportFault, type Log } from './platform/log.ts'
import type { Replica } from './platform/replica.ts'
import type { Telegram } from './platform/telegram.ts'

const pollSeconds = 30
const pauseMs = 2_000

interface PollDeps {
  telegram: Telegram
  inbox: Inbox
  log: Log
  replica: Replica
}

/**
 * Long polling: each batch is stored before the next call confirms it to Telegram. One process polls
 * at a time, the others stand by. A line failure, a database failure or another poller only makes it
 * wait. Resolves when it was told to stop.
 */
export async function pollUpdates(
  { telegram, inbox, log, replica }: PollDeps,
  signal: AbortSignal,
): Promise<void> {
  let offset = 0
  while (!signal.aborted) {
    try {
      if (!(await replica.hold('polling'))) {
        await pause(pauseMs, signal)
        continue
      }
      const updates = await telegram.api.getUpdates(
        { offset, limit: 100, timeout: pollSeconds, allowed_updates: allowedUpdates },
        signal as never,
      )
      await inbox.store(updates)
      offset = (updates.at(-1)?.update_id ?? offset - 1) + 1
      void inbox.drain().catch((error: unknown) => reportFault(log, 'inbox', error))
    } catch (error) {
      if (signal.aborted) return
      reportFault(log, 'polling', error)
      await pause(waitFor(error), signal)
    }
  }
}

function waitFor(error: unknown): number {
  const seconds = error instanceof GrammyError ? error.parameters.retry_after : undefined
  return seconds ? seconds * 1000 : pauseMs
}

/** Ends early when it is told to stop. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, null, { signal }).catch(() => {})
}
