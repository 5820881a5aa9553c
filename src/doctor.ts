import { readConfig, BadSetting } from './config.ts'
import { checkDatabase, type Contents } from './doctor-database.ts'
import { checkEndpoint } from './doctor-endpoint.ts'
import { checkAdmins, checkClock, checkUpdates, type Told } from './doctor-telegram.ts'
import { introduceBot } from './introduce-bot.ts'
import { maskSecrets } from './platform/log.ts'
import { connectTelegram } from './platform/telegram.ts'
import type { ModelEndpoint, Settings } from './shared/settings.ts'

interface Check {
  name: string
  /** Resolves with what is good and what may be wrong; rejects with what is wrong and the mend. */
  run: () => Promise<string | Told>
}

export interface Finding {
  name: string
  good: boolean
  /** What is good, or what is wrong and the mend. */
  text: string
  /** What works and may still be wrong, and the mend. */
  warning?: string
}

/**
 * Checks settings, database, Telegram and model, and says how to mend what fails: a line each, or
 * with `json` one value `{good, checks: [{name, good, text, warning?}]}`. Gives the exit code; a
 * warning is no failure.
 */
export async function runDoctor(
  env: Record<string, string | undefined>,
  {
    json = false,
    print,
    now = () => new Date(),
  }: { json?: boolean; print: (line: string) => void; now?: () => Date },
): Promise<number> {
  const findings: Finding[] = []
  for await (const finding of examine(env, now)) {
    findings.push(finding)
    if (!json) print(lineOf(finding))
  }
  const good = findings.every((finding) => finding.good)
  if (json) print(JSON.stringify({ good, checks: findings }))
  return good ? 0 : 1
}

function lineOf({ name, good, text, warning }: Finding): string {
  if (!good) return `✗ ${name}: ${text}`
  return warning === undefined ? `✓ ${name}: ${text}` : `! ${name}: ${text}; ${warning}`
}

async function* examine(
  env: Record<string, string | undefined>,
  now: () => Date,
): AsyncGenerator<Finding> {
  let settings: Settings
  try {
    settings = readConfig(env)
  } catch (error) {
    if (!(error instanceof BadSetting)) throw error
    return yield { name: 'settings', good: false, text: error.message }
  }
  yield { name: 'settings', good: true, text: 'can be used' }
  for (const { name, ...check } of checks(settings, now)) {
    try {
      const told = await check.run()
      yield { name, good: true, ...(typeof told === 'string' ? { text: told } : told) }
    } catch (error) {
      const text = maskSecrets(error instanceof Error ? error.message : String(error))
      yield { name, good: false, text }
    }
  }
}

/** In the order in which they are made: what the database says is known to those that follow. */
function checks(settings: Settings, now: () => Date): Check[] {
  const telegram = connectTelegram(settings.botToken, settings.telegramApiRoot)
  let contents: Contents | null = null
  let isIntroduced = false
  const ifIntroduced = async (check: () => Promise<Told>) =>
    isIntroduced ? await check() : 'not looked at, because Telegram does not know us'
  return [
    {
      name: 'database',
      run: async () => {
        const { contents: found, ...told } = await checkDatabase(settings)
        contents = found
        return told
      },
    },
    {
      name: 'Telegram',
      run: async () => {
        if (!settings.botToken) throw new Error('BOT_TOKEN is empty: get one from @BotFather')
        const { username } = await introduceBot(telegram, settings.telegramApiRoot)
        isIntroduced = true
        return `@${username}`
      },
    },
    { name: 'clock', run: () => ifIntroduced(() => checkClock(settings, now)) },
    {
      name: 'updates',
      run: () => {
        const known = { alive: contents?.alive ?? null, now: now() }
        return ifIntroduced(() => checkUpdates(telegram, settings, known))
      },
    },
    ...modelChecks(settings),
    ...embeddingChecks(settings),
    {
      name: 'admins',
      run: () => checkAdmins(telegram, settings, contents?.adminRoles ?? null),
    },
    { name: 'questions', run: () => Promise.resolve(judgeQuestions(contents)) },
  ]
}

function judgeQuestions(contents: Contents | null): Told {
  if (!contents) return { text: 'not looked at, because the database could not be read' }
  const { liveQuestions } = contents
  if (liveQuestions > 0) return { text: `${liveQuestions} live` }
  const warning = 'send a question bank to the bot, or npx chenxun bank import FILE --yes'
  return { text: 'none, so no morning opens', warning }
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
