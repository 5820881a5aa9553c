import type { CommandWorld } from './command-io.ts'
import { renderers } from './deliveries.ts'
import { builtInGrader, modelGrader, type Grader } from './grade/grader.ts'
import { markBlocked } from './people/mark-reachable.ts'
import { openConnection, openDatabase } from './platform/db.ts'
import type { Deps } from './platform/deps.ts'
import { holdInstance } from './platform/instance.ts'
import { openEmbedder, openModel } from './platform/llm-open.ts'
import { createLog } from './platform/log.ts'
import { openReplica } from './platform/replica.ts'
import { openSender } from './platform/sender.ts'
import { connectTelegram } from './platform/telegram.ts'
import { loadTexts } from './platform/texts.ts'
import type { Translate } from './shared/locale.ts'
import type { Settings } from './shared/settings.ts'

/**
 * A world in which a command stands alone: settings are read and the database is opened when they
 * are first needed.
 */
export function commandWorld(
  readSettings: () => Settings,
  t: Translate,
): CommandWorld & { close(): Promise<void> } {
  const log = createLog('warn')
  const open: (() => Promise<void>)[] = []
  let deps: Promise<Deps> | null = null
  const hold = async (settings: Settings): Promise<void> => {
    if (settings.databaseUrl) return
    const instance = await holdInstance(settings.dataDir)
    open.push(() => instance.release())
  }
  const openDeps = async (): Promise<Deps> => {
    const settings = readSettings()
    await hold(settings)
    const database = await openDatabase(settings)
    open.push(() => database.close())
    const { db } = database
    const now = () => new Date()
    const telegram = connectTelegram(settings.botToken, settings.telegramApiRoot)
    const llm = openModel(settings, { db, now, log })
    const embedder = openEmbedder(settings, { db, now, log })
    return { db, now, settings, texts: loadTexts(), log, telegram, llm, embedder }
  }
  const theDeps = () => (deps ??= openDeps())
  return {
    cwd: '.',
    t,
    deps: theDeps,
    alone: async () => {
      const settings = readSettings()
      await hold(settings)
      const connection = await openConnection(settings)
      open.push(() => connection.close())
      return connection
    },
    botUsername: async () => await findBotUsername(readSettings()),
    // Calls of a model are kept in the ledger; the built-in grader needs no database.
    grader: async () => (readSettings().model ? graderOf(await theDeps()) : builtInGrader()),
    send: async () => await sendAll(await theDeps()),
    run: (name) => Promise.reject(new Error(`${name} runs where it is typed`)),
    async close() {
      for (let step = open.pop(); step; step = open.pop()) await step()
    },
  }
}

/** The grader that the settings name. */
export function graderOf({ llm, log }: Pick<Deps, 'llm' | 'log'>): Grader {
  return llm ? modelGrader(llm, log) : builtInGrader()
}

async function findBotUsername(settings: Settings): Promise<string | null> {
  if (!settings.botToken) return null
  const { api } = connectTelegram(settings.botToken, settings.telegramApiRoot)
  return await api.getMe().then(
    ({ username }) => username,
    () => null,
  )
}

/** Sends from the command line, unless a running bot does. */
async function sendAll(deps: Deps): Promise<void> {
  if (!deps.settings.botToken) return
  const replica = await openReplica(deps, { alone: !deps.settings.databaseUrl })
  try {
    const unreachable = (chatId: number) => markBlocked(deps, chatId)
    await openSender({ ...deps, unreachable, replica }, renderers(deps)).drain()
  } finally {
    await replica.stop()
  }
}
