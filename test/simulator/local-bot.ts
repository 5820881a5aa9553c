import { Api, Bot, GrammyError, HttpError } from 'grammy'
import { onTestFinished } from 'vitest'

import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../src/simulator/start-simulator.ts'

/** A local Telegram that stops when the test ends. */
export async function localTelegram(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator(options)
  onTestFinished(() => simulator.stop())
  return simulator
}

/** A local Telegram and grammY's own client for it. */
export async function localApi(
  options: SimulatorOptions = {},
): Promise<{ simulator: Simulator; api: Api }> {
  const simulator = await localTelegram(options)
  return { simulator, api: new Api(simulator.token, { apiRoot: simulator.url }) }
}

/** A grammY bot for the simulator; `run` starts long polling until the test ends. */
export function localBot(simulator: Simulator): { bot: Bot; run: () => Promise<void> } {
  const bot = new Bot(simulator.token, { client: { apiRoot: simulator.url } })
  const run = () =>
    new Promise<void>((resolve, reject) => {
      onTestFinished(() => bot.stop())
      bot.start({ onStart: () => resolve() }).catch(reject)
    })
  return { bot, run }
}

/** What the Bot API said no with: `400 Bad Request: …`, or 'no answer' when there was none. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    if (error instanceof GrammyError) return `${error.error_code} ${error.description}`
    if (error instanceof HttpError) return 'no answer'
    throw error
  }
  return 'accepted'
}

/** A PNG of one colour is not needed: only its header is read. */
export function png(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(33)
  bytes.write('\u0089PNG\r\n\u001a\n', 0, 'latin1')
  bytes.writeUInt32BE(13, 8)
  bytes.write('IHDR', 12, 'latin1')
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return Uint8Array.from(bytes)
}
