import { readConfig, BadSetting } from './config.ts'
import { checkEndpoint } from './doctor-endpoint.ts'
import { introduceBot } from './introduce-bot.ts'
import { openDatabase } from './platform/db.ts'
import { AlreadyRunning, holdInstance } from './platform/instance.ts'
import { maskSecrets } from './platform/log.ts'
import { connectTelegram } from './platform/telegram.ts'
import type { ModelEndpoint, Settings } from './shared/settings.ts'

interface Check {
  name: string
  /** Resolves with what is good; rejects with what is wrong and the mend. */
  run(): Promise<string>
}

interface Finding {
  name: string
  good: boolean
  /** What is good, or what is wrong and the mend. */
  text: string
}

/**
 * Checks settings, database, Telegram and model, and says how to mend what fails: a line each, or
 * with `json` one value `{good, checks: [{name, good, text}]}`. Gives the exit code.
 */
export async function runDoctor(
  env: Record<string, string | undefined>,
  { json = false, print }: { json?: boolean; print: (line: string) => void },
): Promise<number> {
  const findings: Finding[] = []
  for await (const finding of examine(env)) {
    findings.push(finding)
    if (!json) print(`${finding.good ? '✓' : '✗'} ${finding.name}: ${finding.text}`)
  }
  const good = findings.every((finding) => finding.good)
  if (json) print(JSON.stringify({ good, checks: findings }))
  return good ? 0 : 1
}

async function* examine(env: Record<string, string | undefined>): AsyncGenerator<Finding> {
  let settings: Settings
  try {
    settings = readConfig(env)
  } catch (error) {
    if (!(error instanceof BadSetting)) throw error
    return yield { name: 'settings', good: false, text: error.message }
  }
  yield { name: 'settings', good: true, text: 'can be used' }
  for (const check of checks(settings)) {
    const { name } = check
    try {
      yield { name, good: true, text: await check.run() }
    } catch (error) {
      const text = maskSecrets(error instanceof Error ? error.message : String(error))
      yield { name, good: false, text }
    }
  }
}

function checks(settings: Settings): Check[] {
  return [
    { name: 'database', run: () => checkDatabase(settings) },
    { name: 'Telegram', run: () => checkTelegram(settings) },
    ...modelChecks(settings),
    ...embeddingChecks(settings),
    { name: 'admins', run: () => checkAdmins(settings) },
  ]
}

async function checkDatabase(settings: Settings): Promise<string> {
  if (settings.databaseUrl) {
    await checkOpening(settings)
    return 'PostgreSQL answers, migrations applied'
  }
  try {
    const instance = await holdInstance(settings.dataDir)
    try {
      await checkOpening(settings)
    } finally {
      await instance.release()
    }
  } catch (error) {
    if (error instanceof AlreadyRunning)
      return `embedded in ${settings.dataDir}, held by the running bot`
    throw error
  }
  return `embedded in ${settings.dataDir}; good for a trial or a station, use DATABASE_URL for a city`
}

async function checkOpening(settings: Settings): Promise<void> {
  const database = await openDatabase(settings)
  await database.close()
}

async function checkTelegram(settings: Settings): Promise<string> {
  if (!settings.botToken) throw new Error('BOT_TOKEN is empty: get one from @BotFather')
  const telegram = connectTelegram(settings.botToken, settings.telegramApiRoot)
  const { username } = await introduceBot(telegram, settings.telegramApiRoot)
  const { url } = await telegram.api.getWebhookInfo()
  if (url && !settings.web) {
    return `@${username}; a webhook is set (${url}) and will be removed when the bot starts polling`
  }
  return `@${username}`
}

function modelChecks({ model }: Settings): Check[] {
  if (!model) {
    const none = 'none (OPENAI_API_KEY is empty): built-in marking is used'
    return [{ name: 'model', run: () => Promise.resolve(none) }]
  }
  const check = (name: string, endpoint: ModelEndpoint, prefix: string): Check => {
    const names = {
      key: `${prefix}_API_KEY`,
      address: `${prefix}_BASE_URL`,
      model: `${prefix}_MODEL`,
    }
    return { name, run: () => checkEndpoint(endpoint, names) }
  }
  const { fallback } = model
  return [
    check('model', model, 'OPENAI'),
    ...(fallback ? [check('second model', fallback, 'OPENAI_FALLBACK')] : []),
  ]
}

function embeddingChecks({ embedding }: Settings): Check[] {
  if (!embedding) return []
  // Without an address of its own it is the first endpoint's.
  const prefix = embedding.isOwn ? 'OPENAI_EMBEDDING' : 'OPENAI'
  const names = {
    key: `${prefix}_API_KEY`,
    address: `${prefix}_BASE_URL`,
    model: 'OPENAI_EMBEDDING_MODEL',
  }
  return [{ name: 'search by meaning', run: () => checkEndpoint(embedding, names) }]
}

async function checkAdmins({ adminIds }: Settings): Promise<string> {
  if (adminIds.length === 0) {
    throw new Error('ADMIN_IDS is empty: write your Telegram id there, or nobody can load a bank')
  }
  return `${adminIds.length}`
}
