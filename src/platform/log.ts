import { pino } from 'pino'

export type Log = Pick<ReturnType<typeof pino>, 'debug' | 'info' | 'warn' | 'error'>

/**
 * The program's log: JSON lines on standard error. No answers, names or secrets are ever passed to
 * it; but error messages can carry an address or the words of a request, so they are masked.
 */
export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: {},
      redact: { paths: ['token', 'apiKey', '*.token', '*.apiKey', 'config'], censor: '[hidden]' },
      // `err` is what pino would describe by itself, with all that hangs on the error.
      serializers: { error: (error) => describeError(error), err: (error) => describeError(error) },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}

/** `causes` deep, because the client of Telegram and the one of the database say little themselves. */
function describeError(error: unknown, causes = 3): unknown {
  if (!(error instanceof Error)) return maskPrivate(String(error))
  return {
    type: error.constructor.name,
    message: maskPrivate(error.message),
    stack: maskPrivate(error.stack ?? ''),
    ...(error.cause !== undefined &&
      causes > 0 && { cause: describeError(error.cause, causes - 1) }),
  }
}

/**
 * Hides what an error message may quote of people: quoted text, unless it is a plain word such as the name of
 * a table, Chinese, and long numbers. The program's own faults are worded in English.
 */
export function maskPrivate(text: string): string {
  return maskSecrets(text)
    .replace(/(["`])((?:(?!\1)[^\\\n]|\\.)*)\1/g, (whole, quote: string, inner: string) =>
      /^[A-Za-z_$./ ]*$/.test(inner) ? whole : `${quote}[…]${quote}`,
    )
    .replace(/\p{Script=Han}+/gu, '[…]')
    .replace(/\d{11,}[Xx]?/g, '[number]')
}

/** Hides everything that has the form of a bot token, a key of a model or a password in an address. */
export function maskSecrets(text: string): string {
  return text
    .replace(/\d{4,}(?::|%3A)[A-Za-z0-9_-]{8,}/gi, '[token]')
    .replace(/\bsk-[A-Za-z0-9_-]{6,}/g, '[key]')
    .replace(/\bBearer +\S+/gi, 'Bearer [key]')
    .replace(/:\/\/[^\s/@]*@/g, '://[hidden]@')
}

/** The one way a fault is reported; `where` names the net that caught it. */
export function reportFault(log: Log, where: string, error: unknown): void {
  log.error({ error }, `fault in ${where}`)
}
