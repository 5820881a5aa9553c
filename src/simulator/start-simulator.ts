import http, { type IncomingMessage, type ServerResponse } from 'node:http'

import { type ApiCall, type Desk, act } from './act.ts'
import { serveApi } from './api-server.ts'
import { type World, ensureChat, tellAll } from './chats.ts'
import { type CastMember, type Control, type Stage, serveDemo } from './demo-api.ts'
import { ApiError } from './errors.ts'
import { type Faults, createFaults } from './faults.ts'
import { createFileShelf } from './files.ts'
import { isLocal, sendJson } from './http.ts'
import { commandsFor } from './methods/commands.ts'
import { type SimPerson, createPerson } from './person.ts'
import { createRates } from './rates.ts'
import { loadSchema } from './schema.ts'
import { servePage } from './static-page.ts'
import { type BotCommand, given } from './types.ts'
import { createUpdateQueue } from './updates.ts'
import { createWebhook } from './webhook.ts'

export type { ApiCall } from './act.ts'
export type { CastMember, Control } from './demo-api.ts'
export type { Faults } from './faults.ts'
export type { SimMessage, SimPerson } from './person.ts'

export interface SimulatorOptions {
  /** 0 (default): any free port. */
  port?: number
  /** '1000:SIMULATOR' by default. */
  token?: string
  now?: () => Date
  /** Enforces Telegram's message rates; false by default. */
  rates?: boolean
  controls?: Control[]
  cast?: CastMember[]
  /** Serves the demo page at /; false by default. */
  page?: boolean
}

export interface Simulator {
  /** http://127.0.0.1:PORT, the bot's TELEGRAM_API_ROOT. */
  url: string
  token: string
  /** The person with this id, who has started the bot; creates them when new. */
  person(
    id: number,
    profile?: { name?: string; languageCode?: string; username?: string },
  ): SimPerson
  calls: ApiCall[]
  faults: Faults
  pendingUpdates(): number
  /** The menu that Telegram shows this person. */
  commandsFor(id: number): BotCommand[]
  setControls(controls: Control[]): void
  /** Whom the page shows. They have not started the bot until they write or `person` is called. */
  setCast(cast: CastMember[]): void
  setNow(now: () => Date): void
  stop(): Promise<void>
}

/**
 * Starts a local Telegram on 127.0.0.1: the Bot API with its limits and wording, people who write,
 * press and block, faults on demand, and the demo page. Rejects when the port is taken.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const clock = { now: options.now ?? (() => new Date()) }
  const token = options.token ?? '1000:SIMULATOR'
  const desk = createDesk({ token, rates: options.rates ?? false, now: () => clock.now() })
  const { world } = desk
  const stage: Stage = { world, cast: [], controls: options.controls ?? [] }
  setCast(stage, options.cast ?? [])
  const serve = createHandler(desk, stage, options.page ?? false)
  const server = http.createServer(serve)
  // Longer than clients keep idle connections, or a reused one is reset under their request.
  server.keepAliveTimeout = 120_000
  await listen(server, options.port ?? 0)
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    person: (id, profile = {}) => person(world, id, profile),
    calls: desk.calls,
    faults: desk.faults,
    pendingUpdates: () => world.updates.size(),
    commandsFor: (id) => commandsFor(world, id),
    setControls(controls) {
      stage.controls = controls
    },
    setCast: (cast) => setCast(stage, cast),
    setNow(now) {
      clock.now = now
      tellAll(world, { type: 'clock' })
    },
    async stop() {
      world.webhook.stop()
      world.updates.interrupt()
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    },
  }
}

function createDesk({
  token,
  rates,
  now,
}: {
  token: string
  rates: boolean
  now: () => Date
}): Desk {
  const firstId = firstIdOfThisRun()
  const updates = createUpdateQueue(now, firstId)
  const world: World = {
    token,
    bot: { id: botId(token), is_bot: true, first_name: '晨训', username: 'chenxun_bot' },
    now,
    chats: new Map(),
    files: createFileShelf(firstId),
    updates,
    webhook: createWebhook({
      queue: updates,
      now,
      act: async (method, params) => reply(method, params),
    }),
    menus: new Map(),
    settings: new Map(),
    presses: new Map(),
    watchers: new Map(),
    lastMessageId: firstId,
    lastPressId: firstId,
  }
  const desk: Desk = {
    world,
    token,
    schema: loadSchema(),
    faults: createFaults(),
    rates: rates ? createRates() : undefined,
    calls: [],
  }
  const reply = async (method: string, params: Record<string, unknown>) => {
    // Telegram ignores these in the answer of a webhook.
    if (/^(get|setWebhook|deleteWebhook|close|logOut)/i.test(method)) return
    await act(desk, { method, params }, { files: new Map(), onGone: () => {} })
  }
  return desk
}

/**
 * A bot may remember ids from an earlier run of the simulator, in a database that outlives it: they
 * must not come again with another meaning. Eight a second since 2024 stay below 2^31 until 2032,
 * the size that Telegram's own ids keep to.
 */
function firstIdOfThisRun(): number {
  return Math.floor(((Date.now() - Date.UTC(2024, 0, 1)) / 1000) * 8)
}

function botId(token: string): number {
  const id = /^(\d+):[\w-]+$/.exec(token)?.[1]
  if (!id) throw new Error(`"${token}" is no bot token: digits, a colon, then A-Z a-z 0-9 _ -`)
  return Number(id)
}

function createHandler(desk: Desk, stage: Stage, page: boolean) {
  const route = async (request: IncomingMessage, response: ServerResponse) => {
    if (await serveApi(desk, { request, response })) return
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/'
    if (path.startsWith('/sim/')) await serveDemo(stage, request, response)
    else if (page && request.method === 'GET') await servePage(path, response)
    else throw new ApiError(404, 'Not Found')
  }
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (!isLocal(request)) {
      sendJson(response, 403, { body: { error: 'this server is for this machine only' } })
      return
    }
    route(request, response).catch((error: unknown) => {
      const message = error instanceof Error ? error.message : String(error)
      const code = error instanceof ApiError ? error.code : 400
      if (response.headersSent) response.destroy()
      else sendJson(response, code, { body: { error: message } })
    })
  }
}

async function listen(server: http.Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function person(
  world: World,
  id: number,
  profile: { name?: string; languageCode?: string; username?: string },
): SimPerson {
  const chat = ensureChat(
    world,
    id,
    given({
      first_name: profile.name,
      language_code: profile.languageCode,
      username: profile.username,
    }),
  )
  chat.started = true
  return createPerson(world, chat)
}

function setCast(stage: Stage, cast: CastMember[]): void {
  stage.cast = cast
  for (const member of cast) {
    ensureChat(
      stage.world,
      member.id,
      given({ first_name: member.name, language_code: member.languageCode }),
    )
  }
}
