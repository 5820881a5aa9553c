import { setTimeout as sleep } from 'node:timers/promises'

import { GrammyError } from 'grammy'

import { allowedUpdates, createBot, handleUpdate } from './bot.ts'
import { graderOf } from './command-world.ts'
import { createDashboard } from './dashboard/dashboard.ts'
import { renderers } from './deliveries.ts'
import { introduceBot } from './introduce-bot.ts'
import { jobHandlers } from './jobs.ts'
import { markBlocked } from './people/mark-reachable.ts'
import { openDatabase } from './platform/db.ts'
import type { Deps } from './platform/deps.ts'
import { openInbox, type Inbox } from './platform/inbox.ts'
import { holdInstance, type Instance } from './platform/instance.ts'
import { openWorker } from './platform/jobs.ts'
import { openEmbedder, openModel } from './platform/llm-open.ts'
import { reportFault, type Log } from './platform/log.ts'
import { openMetrics, type Metrics } from './platform/metrics.ts'
import { oneAtATime } from './platform/one-at-a-time.ts'
import type { RateLimits } from './platform/rate-limit.ts'
import { openReplica, type Replica } from './platform/replica.ts'
import { openSender } from './platform/sender.ts'
import { openSentFiles } from './platform/sent-files.ts'
import { connectTelegram, type Telegram } from './platform/telegram.ts'
import { loadTexts } from './platform/texts.ts'
import { openTurns, type InTurn } from './platform/turns.ts'
import { pollUpdates } from './poll-updates.ts'
import { planDay, startClock } from './schedule.ts'
import type { Settings } from './shared/settings.ts'
import { createWeb, listen, webhookPath, WebhookRefused } from './web.ts'

export interface Running {
  deps: Deps
  botName: string
  /** The embedded database's lock, through which commands arrive; null on a server. */
  instance: Instance | null
  /** The port of the web server, when there is one. */
  port: number | null
  /** Does now what the clock asks for, and what waits: for the demo and for tests. */
  catchUp(): Promise<void>
  /**
   * Takes nothing new, finishes what it has in hand and gives back what it holds. What takes longer than
   * 25 seconds in all is left to the next process, which finds it in the database.
   */
  stop(): Promise<void>
}

export interface StartOptions {
  settings: Settings
  log: Log
  now?: () => Date
  /** How much one account may ask for; personLimits without. */
  limits?: RateLimits
}

/**
 * Builds everything once and starts it in order: lock, database, Telegram, inbox, sender, clock,
 * and last the updates. What fails on the way leaves nothing running.
 * @throws AlreadyRunning, FolderRefused, DatabaseUnreachable, MigrationRefused, EmbeddedRefused,
 * WrongToken, TelegramUnreachable, PortRefused, WebhookRefused
 */
export async function startProgram(options: StartOptions): Promise<Running> {
  const undo: (() => Promise<unknown>)[] = []
  try {
    return await start(options, undo)
  } catch (error) {
    await unwind(undo)
    throw error
  }
}

async function start(
  { settings, log, now = () => new Date(), limits }: StartOptions,
  undo: (() => Promise<unknown>)[],
): Promise<Running> {
  const { instance, database, telegram, botInfo } = await reachWorld(settings, undo)
  const metrics = openMetrics({ db: database.db, now })
  const deps = gather({ db: database.db, now, settings, log, telegram }, metrics)
  telegram.sendFilesBy(openSentFiles(deps, botInfo.id))
  const replica = await openReplica(deps, { alone: database.kind === 'embedded' })
  undo.push(() => replica.stop())
  const inTurn = openTurns()
  const background = startBackground({ ...deps, inTurn, replica })
  undo.push(() => background.stop())
  const bot = createBot(deps, { token: settings.botToken, botInfo, limits })
  const inbox = takeUpdates(deps, { bot, replica, inTurn, background, metrics, undo })

  const plan = oneAtATime(async () => {
    // One insert decides who opens a day; the others need not try.
    if (await replica.hold('planning')) await planDay(deps)
    await inbox.drain()
    background.poke()
  })
  const stopping = new AbortController()
  const port = await receive({ deps, inbox, replica, metrics, stopping: stopping.signal, undo })
  undo.push(startClock(deps, plan))
  undo.push(() => plan.idle())
  void plan().catch((error: unknown) => reportFault(log, 'start', error))
  log.info({ bot: botInfo.username, database: database.kind }, 'started')
  return {
    deps,
    botName: botInfo.username,
    instance,
    port,
    async catchUp() {
      await plan()
      await inbox.idle()
      await background.settle()
    },
    async stop() {
      stopping.abort()
      await unwind(undo)
    },
  }
}

/** The lock, the database and Telegram, which answers while the database opens. */
async function reachWorld(settings: Settings, undo: (() => Promise<unknown>)[]) {
  const instance = settings.databaseUrl ? null : await holdInstance(settings.dataDir)
  if (instance) undo.push(() => instance.release())
  const telegram = connectTelegram(settings.botToken, settings.telegramApiRoot)
  const [opened, introduced] = await Promise.allSettled([
    openDatabase(settings),
    introduceBot(telegram, settings.telegramApiRoot),
  ])
  if (opened.status === 'fulfilled') undo.push(() => opened.value.close())
  return { instance, telegram, database: valueOf(opened), botInfo: valueOf(introduced) }
}

function gather(world: Omit<Deps, 'texts' | 'llm' | 'embedder'>, metrics: Metrics): Deps {
  const { settings } = world
  world.telegram.onCall(metrics.called)
  const model = openModel(settings, world)
  const llm = model && metrics.watchModel(model)
  return { ...world, texts: loadTexts(), llm, embedder: openEmbedder(settings, world) }
}

function valueOf<Value>(result: PromiseSettledResult<Value>): Value {
  if (result.status === 'rejected') throw result.reason
  return result.value
}

interface Updates {
  bot: ReturnType<typeof createBot>
  replica: Replica
  inTurn: InTurn
  background: ReturnType<typeof startBackground>
  metrics: Metrics
  undo: (() => Promise<unknown>)[]
}

/** Opens the inbox: each update to the bot, and then to the work that it causes. */
function takeUpdates(
  deps: Deps,
  { bot, replica, inTurn, background, metrics, undo }: Updates,
): Inbox {
  const apologise = (personId: number) => sayFault(deps, personId)
  const inbox = openInbox(
    { ...deps, apologise, handled: metrics.handled, replica },
    async (update, personId) => {
      await inTurn(personId, () => handleUpdate(bot, update))
      background.poke()
    },
  )
  // What a process had in hand that died is free some seconds later, and no update comes to say so.
  const heartbeat = setInterval(() => {
    inbox.drain().catch((error: unknown) => reportFault(deps.log, 'inbox', error))
  }, heartbeatMs)
  undo.push(async () => {
    clearInterval(heartbeat)
    await inbox.stop()
  })
  return inbox
}

async function sayFault({ telegram, texts }: Deps, personId: number): Promise<void> {
  await telegram.send(personId, { text: texts('zh-CN')('chat-fault') })
}

/** What goes on beside the chat: jobs and the outbox. Neither waits for the other. */
function startBackground(deps: Deps & { inTurn: InTurn; replica: Replica }) {
  const handlers = jobHandlers({ ...deps, grader: graderOf(deps) })
  const finished = () => poke()
  const worker = openWorker({ ...deps, replicaId: deps.replica.id, finished }, handlers)
  const unreachable = (chatId: number) => markBlocked(deps, chatId)
  const sender = openSender({ ...deps, unreachable }, renderers(deps))
  const poke = paced(() => {
    Promise.all([worker.look(), sender.drain()]).catch((error: unknown) =>
      reportFault(deps.log, 'background work', error),
    )
  })
  // What waits for its hour, a second try or the end of a lease has nobody else to wake it.
  const heartbeat = setInterval(poke, heartbeatMs)
  return {
    async settle() {
      await Promise.all([worker.drain(), sender.drain()])
      await sender.drain()
    },
    poke: () => poke(),
    async stop() {
      clearInterval(heartbeat)
      poke.stop()
      await sender.stop()
      await worker.stop()
    },
  }
}

interface Door {
  deps: Deps
  inbox: Inbox
  replica: Replica
  metrics: Metrics
  stopping: AbortSignal
  undo: (() => Promise<unknown>)[]
}

/** Opens the door for updates: a webhook with PUBLIC_URL, long polling without. Gives the web port. */
async function receive(door: Door): Promise<number | null> {
  const { deps, inbox, replica, stopping, undo } = door
  const { settings, telegram, log } = deps
  const port = settings.server && (await openWeb(door, settings.server))
  if (settings.web) {
    await setWebhook(telegram, settings.web)
    return port
  }
  await telegram.api.deleteWebhook()
  const failed = new AbortController()
  const signal = AbortSignal.any([stopping, failed.signal])
  const polling = pollUpdates({ telegram, inbox, log, replica }, signal)
  undo.push(async () => {
    failed.abort()
    await polling
  })
  return port
}

async function openWeb(
  { deps, inbox, metrics, stopping, undo }: Door,
  place: NonNullable<Settings['server']>,
): Promise<number> {
  const { db, log, settings } = deps
  const isReady = () =>
    db.$queryRaw`select 1`.then(
      () => true,
      () => false,
    )
  const { metricsToken } = settings
  const secret = settings.web?.secret ?? null
  const dashboard = settings.web && createDashboard(deps)
  const shown = { isReady, metrics: metrics.text, metricsToken, dashboard }
  const web = createWeb({ inbox, log, secret, stopping, ...shown })
  const server = await listen(web, place)
  // The last to go, so that whoever asks is told that the process is stopping.
  undo.unshift(() => server.stop())
  return server.port
}

async function setWebhook(
  telegram: Telegram,
  { publicUrl, secret }: NonNullable<Settings['web']>,
): Promise<void> {
  try {
    await telegram.api.setWebhook(`${publicUrl}${webhookPath}`, {
      secret_token: secret,
      allowed_updates: allowedUpdates,
    })
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 400) throw error
    throw new WebhookRefused(`PUBLIC_URL: Telegram does not take it (${error.description}).`)
  }
}

/** With the signs of life of replica.ts: what another process left is taken up within ten seconds. */
const heartbeatMs = 2_500

/** Looking for work after every tap would cost a busy morning more than the taps. */
const pokeEveryMs = 100

interface Paced {
  (): void
  stop(): void
}

/** Acts at once, and when asked again meanwhile, once more when the time is up. */
function paced(act: () => void): Paced {
  let timer: NodeJS.Timeout | null = null
  let isAsked = false
  const ask = () => {
    if (timer) {
      isAsked = true
      return
    }
    act()
    timer = setTimeout(() => {
      timer = null
      if (isAsked) ask()
    }, pokeEveryMs)
    isAsked = false
  }
  const stop = () => {
    if (timer) clearTimeout(timer)
  }
  return Object.assign(ask, { stop })
}

/** How long work in hand may take in all when the process stops; each step gets at least a second. */
const finishMs = 17_000
const leastMs = 1_000

/** Takes everything down again, the last first; one that fails or hangs does not keep the rest up. */
async function unwind(undo: (() => Promise<unknown>)[]): Promise<void> {
  const until = performance.now() + finishMs
  for (let step = undo.pop(); step; step = undo.pop()) {
    const left = Math.max(leastMs, until - performance.now())
    const done = new AbortController()
    const late = sleep(left, null, done).catch(() => {})
    await Promise.race([step().catch(() => {}), late])
    done.abort()
  }
}
