import { pino } from 'pino'

export type Log = Pick<ReturnType<typeof pino>, 'debug' | 'info' | 'warn' | 'error'>

/**
 * The program's log: JSON lines on standard error. No answers, names or secrets are ever passed to
 * it; what looks like a bot token is masked all the same, because error messages can carry an address.
 */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: {},
      redact: { paths: ['token', 'apiKey', '*.token', '*.apiKey', 'config'], censor: '[hidden]' },
      serializers: { error: describeError },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return maskTokens(String(error))
  return {
    type: error.constructor.name,
    message: maskTokens(error.message),
    stack: maskTokens(error.stack ?? ''),
  }
}

/** Hides everything that has the form of a bot token. */
export function maskTokens(text: string): string {
  return text.replace(/\d{4,}:[A-Za-z0-9_-]{8,}/g, '[token]')
}

/** The one way a fault is reported; `where` names the net that caught it. */
export function reportFault(log: Log, where: string, error: unknown): void {
  log.error({ error }, `fault in ${where}`)
}
