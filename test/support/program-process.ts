import { readConfig } from '../../src/config.ts'
import { startProgram } from '../../src/main.ts'
import { createLog } from '../../src/platform/log.ts'
import { noLimits } from './no-limits.ts'

/** The real program as a process of its own, so that a test can kill it; killable.ts starts it. */

let ahead = Number(process.env['CLOCK_AHEAD_MS'] ?? 0)

// A test that died must leave nothing behind.
process.once('disconnect', () => process.exit(1))

const running = await startProgram({
  settings: readConfig(process.env),
  log: createLog(process.env['LOG_LEVEL'] ?? 'fatal'),
  now: () => new Date(Date.now() + ahead),
  limits: noLimits,
})

process.on('message', (message: { ahead: number }) => {
  ahead = message.ahead
  running.catchUp().then(
    () => process.send?.('caught up'),
    (error: unknown) => process.send?.(`failed: ${String(error)}`),
  )
})
// As src/cli.ts stops the bot.
process.once('SIGTERM', () => {
  running.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  )
})
process.send?.('ready')
