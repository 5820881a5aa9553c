import { fork } from 'node:child_process'
import { join } from 'node:path'

/** A press of a button that waits to be made. */
export interface Tap {
  chatId: number
  data: string
  messageId: number
}

export type Order =
  | { kind: 'write'; chatId: number; text: string }
  | {
      kind: 'play'
      taps: Tap[]
      /** How many people tap at once; each waits for the answer to the tap before. */
      inFlight: number
      /** What answers a tap: its spinner stopping, or the next message, whose button is pressed then. */
      next: 'acknowledged' | 'shown'
      /** People begin evenly over so many seconds, whether those before them were answered or not. */
      withinSeconds?: number
    }

export type Report =
  | { kind: 'listening'; url: string }
  /** The bot asked for updates for the first time. */
  | { kind: 'polled' }
  | { kind: 'sent'; chatId: number }
  | Played

export interface Played {
  kind: 'played'
  seconds: number
  /** Milliseconds from the press to its answer, of every tap. */
  latencies: number[]
  /** Bot API calls meanwhile. */
  calls: number
}

export interface Stub {
  url: string
  order(order: Order): void
  /** Resolves with the next report of this kind. */
  next<Kind extends Report['kind']>(kind: Kind): Promise<Extract<Report, { kind: Kind }>>
  stop(): void
}

/** Starts a Bot API in a process of its own, so that its work is not the bot's. */
export async function startStub(): Promise<Stub> {
  const child = fork(join(import.meta.dirname, 'stub-program.ts'), {
    execArgv: ['--import', 'tsx'],
    serialization: 'advanced',
  })
  const next: Stub['next'] = (kind) =>
    new Promise((resolve, reject) => {
      const fail = () => reject(new Error(`the Bot API stub died before it reported ${kind}`))
      const hear = (report: Report) => {
        if (report.kind !== kind) return
        child.off('message', hear).off('exit', fail)
        resolve(report as Extract<Report, { kind: typeof kind }>)
      }
      child.on('message', hear).once('exit', fail)
    })
  const { url } = await next('listening')
  return {
    url,
    order: (order) => void child.send(order),
    next,
    stop: () => child.disconnect(),
  }
}
