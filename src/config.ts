import { isIP } from 'node:net'

import { z } from 'zod'

import { embeddingFields, embeddingProblems, embeddingSettings } from './config-embedding.ts'
import { modelFields, modelProblems, modelSettings } from './config-model.ts'
import type { Settings } from './shared/settings.ts'

/** A setting that cannot be used: the message names it and says what to do. */
export class BadSetting extends Error {}

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a clock time such as 06:40')

const webAddress = { protocol: /^https?$/ }

const schema = z.object({
  BOT_TOKEN: z.string().default(''),
  TELEGRAM_API_ROOT: z
    .url({ ...webAddress, error: 'write an address such as https://api.telegram.org' })
    .optional(),
  TELEGRAM_API_ROOT_TRUSTED: z.string().optional(),
  DATABASE_URL: z
    .string()
    .refine(
      (url) => /^postgres(ql)?:\/\//.test(url) && URL.canParse(url),
      'write an address such as postgres://user:password@host/chenxun, with signs such as # / @ % ' +
        'in the password percent-encoded (%23 %2F %40 %25)',
    )
    .optional(),
  DATA_DIR: z.string().default('./data'),
  ADMIN_IDS: z
    .string()
    .regex(
      /^\d{1,15}(\s*,\s*\d{1,15})*$/,
      'write Telegram ids with commas between them, such as 1001,1002',
    )
    .optional(),
  TIME_ZONE: z
    .string()
    .refine(isTimeZone, 'write a time zone such as Asia/Shanghai')
    .default('Asia/Shanghai'),
  MORNING_AT: clock.default('06:40'),
  NUDGE_AT: clock.default('19:30'),
  SUMMARY_AT: clock.default('20:30'),
  TRAINING_DAYS: z.enum(['workdays', 'all'], 'write workdays or all').default('workdays'),
  BACKUP_KEEP: z
    .string()
    .regex(/^\d{1,3}$/, 'write how many nightly backups to keep, 0 to 999')
    .transform(Number)
    .default(7),
  ...modelFields,
  ...embeddingFields,
  PUBLIC_URL: z
    .url({
      ...webAddress,
      error: 'write the https address at which Telegram reaches this server',
    })
    .optional(),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'write a port number, 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'write a port number, 0 to 65535')
    .optional(),
  LISTEN_ON: z
    .string()
    .refine(
      (address) => isIP(address) > 0,
      'write an address of this machine such as 127.0.0.1, or 0.0.0.0 for all',
    )
    .optional(),
  KEEP_ANSWERS_MONTHS: z
    .string()
    .regex(/^\d{1,3}$/, 'write a number of months, or 0 to keep them for ever')
    .transform(Number)
    .default(24),
  METRICS_TOKEN: z
    .string()
    .regex(/^[A-Za-z0-9_-]{16,256}$/, 'use 16 to 256 letters, digits, _ or -')
    .optional(),
  WEBHOOK_SECRET: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,256}$/, 'use 8 to 256 letters, digits, _ or -')
    .optional(),
})

/**
 * Reads the settings from `env`; an empty value counts as absent, and space around one is dropped.
 * With `toStart` the settings that a running bot cannot do without are asked for as well.
 * @throws BadSetting naming every setting that is wrong and what to write instead.
 */
export function readConfig(
  env: Record<string, string | undefined>,
  { toStart = false }: { toStart?: boolean } = {},
): Settings {
  const present = Object.fromEntries(
    Object.entries(env)
      .map(([name, value]) => [name, value?.trim()] as const)
      .filter(([, value]) => value),
  )
  const parsed = schema.safeParse(present)
  const problems = [
    ...(parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    ...apiRootProblems(present),
    ...webhookProblems(present),
    ...modelProblems(present),
    ...embeddingProblems(present),
    ...(toStart && !present['BOT_TOKEN'] ? [noToken] : []),
  ]
  if (!parsed.success || problems.length > 0) throw new BadSetting(problems.join('\n'))
  return toSettings(parsed.data)
}

const noToken =
  'BOT_TOKEN: empty. Get a token from @BotFather in Telegram and write it into .env ' +
  '(see .env.example), or try the program without one: npm run demo'

type Given = Record<string, string | undefined>

/** Another Bot API host would receive the token and every message: only this machine, or on purpose. */
function apiRootProblems({
  TELEGRAM_API_ROOT: address,
  TELEGRAM_API_ROOT_TRUSTED: trusted,
}: Given) {
  if (!address || !URL.canParse(address)) return []
  const { hostname, protocol } = new URL(address)
  if (isLoopback(hostname) || trusted === 'yes') return []
  if (hostname !== 'api.telegram.org') {
    return [
      `TELEGRAM_API_ROOT: ${hostname} would receive the bot's token. ` +
        'If that server is yours, set TELEGRAM_API_ROOT_TRUSTED=yes.',
    ]
  }
  return protocol === 'https:'
    ? []
    : ['TELEGRAM_API_ROOT: write https, or the token travels openly']
}

/** Telegram posts to https only; http is for a local Telegram on this machine. */
function webhookProblems({ PUBLIC_URL: address, WEBHOOK_SECRET: secret }: Given): string[] {
  if (!address || !URL.canParse(address)) return []
  const problems: string[] = []
  const { hostname, protocol } = new URL(address)
  if (protocol === 'http:' && !isLoopback(hostname)) {
    problems.push('PUBLIC_URL: Telegram posts to https addresses only')
  }
  if (!secret) {
    problems.push(
      'WEBHOOK_SECRET: with PUBLIC_URL set, write 32 random letters and digits here (8 to 256 of ' +
        'A-Z a-z 0-9 _ -), so that nobody but Telegram can send updates.',
    )
  }
  return problems
}

/** `hostname` as URL gives it: IPv4 in four parts, IPv6 in brackets. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}

function toSettings(given: z.infer<typeof schema>): Settings {
  return {
    botToken: given.BOT_TOKEN,
    telegramApiRoot: withoutSlash(given.TELEGRAM_API_ROOT ?? 'https://api.telegram.org'),
    databaseUrl: given.DATABASE_URL ?? null,
    dataDir: given.DATA_DIR,
    adminIds: given.ADMIN_IDS?.split(',').map(Number) ?? [],
    timeZone: given.TIME_ZONE,
    morningAt: given.MORNING_AT,
    nudgeAt: given.NUDGE_AT,
    summaryAt: given.SUMMARY_AT,
    trainingDays: given.TRAINING_DAYS,
    backupKeep: given.BACKUP_KEEP,
    model: modelSettings(given),
    embedding: embeddingSettings(given),
    web:
      given.PUBLIC_URL && given.WEBHOOK_SECRET
        ? { publicUrl: withoutSlash(given.PUBLIC_URL), secret: given.WEBHOOK_SECRET }
        : null,
    server: serverSettings(given),
    keepAnswersMonths: given.KEEP_ANSWERS_MONTHS,
    metricsToken: given.METRICS_TOKEN ?? null,
  }
}

/** Without a webhook nobody but this machine has business at the port, which is open only where it was asked for. */
function serverSettings({
  PUBLIC_URL: publicUrl,
  PORT: port,
  LISTEN_ON: host,
}: z.infer<typeof schema>): Settings['server'] {
  if (publicUrl) return { port: port ?? 8080, host: host ?? null }
  return port === undefined ? null : { port, host: host ?? '127.0.0.1' }
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '')
}
