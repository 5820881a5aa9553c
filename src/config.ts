import { z } from 'zod'

import type { Settings } from './shared/settings.ts'

/** A setting that cannot be used: the message names it and says what to do. */
export class BadSetting extends Error {}

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a clock time such as 06:40')

const schema = z.object({
  BOT_TOKEN: z.string().default(''),
  TELEGRAM_API_ROOT: z.url('write an address such as https://api.telegram.org').optional(),
  TELEGRAM_API_ROOT_TRUSTED: z.string().optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'write an address such as postgres://user:password@host/chenxun')
    .optional(),
  DATA_DIR: z.string().default('./data'),
  ADMIN_IDS: z
    .string()
    .regex(/^\d+(\s*,\s*\d+)*$/, 'write Telegram ids with commas between them, such as 1001,1002')
    .optional(),
  TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'write a time zone such as Asia/Shanghai')
    .default('Asia/Shanghai'),
  MORNING_AT: clock.default('06:40'),
  NUDGE_AT: clock.default('19:30'),
  SUMMARY_AT: clock.default('20:30'),
  TRAINING_DAYS: z.enum(['workdays', 'all'], 'write workdays or all').default('workdays'),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_BASE_URL: z.url('write an address such as https://host/v1').optional(),
  OPENAI_MODEL: z.string().default('gpt-5-mini'),
  PUBLIC_URL: z.url('write the https address at which Telegram reaches this server').optional(),
  PORT: z.coerce.number('write a port number').int().min(0).max(65535).default(8080),
  WEBHOOK_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,256}$/, 'use 8 to 256 letters, digits, _ or -')
    .optional(),
})

/**
 * Reads the settings from `env`; an empty value counts as absent.
 * @throws BadSetting naming every setting that is wrong and what to write instead.
 */
export function readConfig(env: Record<string, string | undefined>): Settings {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const parsed = schema.safeParse(present)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new BadSetting(lines.join('\n'))
  }
  const given = parsed.data
  return {
    botToken: given.BOT_TOKEN,
    telegramApiRoot: apiRoot(given.TELEGRAM_API_ROOT, given.TELEGRAM_API_ROOT_TRUSTED),
    databaseUrl: given.DATABASE_URL ?? null,
    dataDir: given.DATA_DIR,
    adminIds: given.ADMIN_IDS?.split(',').map(Number) ?? [],
    timeZone: given.TIME_ZONE,
    morningAt: given.MORNING_AT,
    nudgeAt: given.NUDGE_AT,
    summaryAt: given.SUMMARY_AT,
    trainingDays: given.TRAINING_DAYS,
    model: given.OPENAI_API_KEY
      ? {
          apiKey: given.OPENAI_API_KEY,
          baseUrl: given.OPENAI_BASE_URL ?? null,
          name: given.OPENAI_MODEL,
        }
      : null,
    web: webhook(given.PUBLIC_URL, given.WEBHOOK_SECRET),
    port: given.PORT,
  }
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

/** Another Bot API host would receive the token and every message: only this machine, or on purpose. */
function apiRoot(address = 'https://api.telegram.org', trusted?: string): string {
  const { hostname } = new URL(address)
  const known = ['api.telegram.org', '127.0.0.1', 'localhost', '[::1]'].includes(hostname)
  if (!known && trusted !== 'yes') {
    throw new BadSetting(
      `TELEGRAM_API_ROOT: ${hostname} would receive the bot's token. ` +
        'If that server is yours, set TELEGRAM_API_ROOT_TRUSTED=yes.',
    )
  }
  return address.replace(/\/+$/, '')
}

function webhook(publicUrl?: string, secret?: string): Settings['web'] {
  if (!publicUrl) return null
  if (!secret) {
    throw new BadSetting(
      'WEBHOOK_SECRET: with PUBLIC_URL set, write 32 or more (at most 256) letters, digits, _ or - here, ' +
        'so that nobody but Telegram can send updates.',
    )
  }
  return { publicUrl: publicUrl.replace(/\/+$/, ''), secret }
}
