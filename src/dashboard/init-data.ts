import { createHmac, timingSafeEqual } from 'node:crypto'

/** Who opened the Mini App, as far as Telegram's word can be trusted. */
export type InitData =
  | { kind: 'valid'; telegramId: number; languageCode: string | null }
  | { kind: 'refused'; reason: 'forged' | 'old' | 'future' }

const lifeMs = 60 * 60_000
/** Telegram's clock and ours may differ by so much. */
const skewMs = 60_000
/** Telegram's own is below 2,000 characters. */
const mostLength = 8_192

/**
 * Reads the init data of a Mini App: every field but `hash`, sorted, signed by HMAC-SHA256 under a key made
 * of the bot's token (https://core.telegram.org/bots/webapps, "Validating data received via the Mini App").
 * At most an hour old; from the future is refused.
 */
export function readInitData(
  text: string,
  { botToken, now }: { botToken: string; now: Date },
): InitData {
  const fields = text.length <= mostLength ? [...new URLSearchParams(text)] : []
  const given = new Map(fields)
  // A field given twice could be read in two ways.
  if (given.size !== fields.length || !isSigned(given, botToken)) return refused('forged')
  const user = readUser(given.get('user'))
  const seconds = Number(given.get('auth_date'))
  if (!user || !Number.isSafeInteger(seconds)) return refused('forged')
  const age = now.getTime() - seconds * 1000
  if (age > lifeMs) return refused('old')
  if (age < -skewMs) return refused('future')
  return { kind: 'valid', ...user }
}

function refused(reason: 'forged' | 'old' | 'future'): InitData {
  return { kind: 'refused', reason }
}

function isSigned(fields: Map<string, string>, botToken: string): boolean {
  const given = Buffer.from(fields.get('hash') ?? '', 'hex')
  const checked = [...fields]
    .filter(([name]) => name !== 'hash')
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\n')
  const key = createHmac('sha256', 'WebAppData').update(botToken).digest()
  const wanted = createHmac('sha256', key).update(checked).digest()
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}

function readUser(text: string | undefined) {
  try {
    const user = JSON.parse(text ?? '') as { id?: unknown; language_code?: unknown } | null
    if (!Number.isSafeInteger(user?.id) || Number(user?.id) <= 0) return null
    const code = user?.language_code
    return { telegramId: Number(user?.id), languageCode: typeof code === 'string' ? code : null }
  } catch {
    return null
  }
}
