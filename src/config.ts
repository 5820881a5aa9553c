import { z } from 'zod'

import type { ClockTime } from './shared/day.ts'

/** Every setting of the program, checked once. What each means: README and .env.example. */
export interface Config {
  botToken: string
  telegramApiRoot: string
  databaseUrl: string | null
  dataDir: string
  adminIds: number[]
  timeZone: string
  morningAt: ClockTime
  nudgeAt: ClockTime
  summaryAt: ClockTime
  trainingDays: 'workdays' | 'all'
  model: { apiKey: string; baseUrl: string | null; name: string } | null
  web: { publicUrl: string; secret: string } | null
  port: number
}

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
    .regex(/^[A-Za-z0-9_-]{32,256}$/, 'use 32 to 256 letters, digits, _ or -')
    .optional(),
})

/**
 * Reads the settings from `env`; an empty value counts as absent.
 * @throws BadSetting naming every setting that is wrong and what to write instead.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const parsed = schema.safeParse(present)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new BadSetting(lines.join('\n'))
  }
  const settings = parsed.data
  return {
    botToken: settings.BOT_TOKEN,
    telegramApiRoot: apiRoot(settings.TELEGRAM_API_ROOT, settings.TELEGRAM_API_ROOT_TRUSTED),
    databaseUrl: settings.DATABASE_URL ?? null,
    dataDir: settings.DATA_DIR,
    adminIds: settings.ADMIN_IDS?.split(',').map(Number) ?? [],
    timeZone: settings.TIME_ZONE,
    morningAt: settings.MORNING_AT,
    nudgeAt: settings.NUDGE_AT,
    summaryAt: settings.SUMMARY_AT,
    trainingDays: settings.TRAINING_DAYS,
    model: settings.OPENAI_API_KEY
      ? {
          apiKey: settings.OPENAI_API_KEY,
          baseUrl: settings.OPENAI_BASE_URL ?? null,
          name: settings.OPENAI_MODEL,
        }
      : null,
    web: webhook(settings.PUBLIC_URL, settings.WEBHOOK_SECRET),
    port: settings.PORT,
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

function webhook(publicUrl?: string, secret?: string): Config['web'] {
  if (!publicUrl) return null
  if (!secret) {
    throw new BadSetting(
      'WEBHOOK_SECRET: with PUBLIC_URL set, write 32 to 256 letters, digits, _ or - here, ' +
        'so that nobody but Telegram can send updates.',
    )
  }
  return { publicUrl: publicUrl.replace(/\/+$/, ''), secret }
}
