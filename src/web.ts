import { timingSafeEqual } from 'node:crypto'

import { serve, type HttpBindings } from '@hono/node-server'
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'

import type { PagesEnv } from './dashboard/visit.ts'
import type { StoredUpdate } from './platform/inbox-store.ts'
import type { Inbox } from './platform/inbox.ts'
import { reportFault, type Log } from './platform/log.ts'
import { metricsType } from './platform/metrics.ts'

/** The path Telegram posts updates to, below PUBLIC_URL. */
export const webhookPath = '/telegram'

/** Where the dashboard is, below the same. */
export const dashboardPath = '/dashboard'

interface WebDeps {
  inbox: Inbox
  log: Log
  /** Null without a webhook: then nobody may post updates. */
  secret: string | null
  /** True once the database answers. */
  isReady: () => Promise<boolean>
  /** Aborted when the process was told to stop: it takes nothing new and finishes what it has. */
  stopping: AbortSignal
  /** What Prometheus reads. */
  metrics: () => Promise<string>
  /** Opens the metrics to others than this machine; null for nobody else. */
  metricsToken: string | null
  /** What leaders see in a browser; null where nobody is to reach it. */
  dashboard: Hono<PagesEnv> | null
}

/** The port cannot be listened on; the message says why. */
export class PortRefused extends Error {}

/** Telegram does not take PUBLIC_URL; the message says why. */
export class WebhookRefused extends Error {}

/** Every web address: the webhook, the dashboard, the two that supervisors ask, and the metrics. */
export function createWeb(deps: WebDeps): Hono {
  const { log, isReady, stopping, metrics } = deps
  const web = new Hono()
  web.get('/healthz', (c) => c.text('ok'))
  web.get('/readyz', async (c) => {
    if (stopping.aborted) return c.text('stopping', 503)
    return (await isReady()) ? c.text('ready') : c.text('not ready', 503)
  })
  web.get('/metrics', async (c) => {
    if (!mayReadMetrics(c, deps)) return c.notFound()
    return c.body(await metrics(), 200, { 'content-type': metricsType })
  })
  // Telegram's updates are far smaller. Without an answer of its own it would become a fault.
  const limit = bodyLimit({ maxSize: 1024 * 1024, onError: (c) => c.text('too big', 413) })
  web.post(webhookPath, limit, (c) => receiveUpdate(c, deps))
  if (deps.dashboard) web.route(dashboardPath, deps.dashboard)
  web.onError((error, c) => {
    reportFault(log, 'web', error)
    return c.text('internal error', 500)
  })
  return web
}

/** 200 is the promise that the update is kept; only then does Telegram forget it. 503: send it again. */
async function receiveUpdate(
  c: Context,
  { inbox, log, secret, stopping }: WebDeps,
): Promise<Response> {
  const given = c.req.header('x-telegram-bot-api-secret-token') ?? ''
  if (secret === null || !sameSecret(given, secret)) return c.text('wrong secret', 401)
  const update = readUpdate(await c.req.text())
  if (!update) return c.text('not an update', 400)
  if (stopping.aborted) return c.text('stopping', 503)
  try {
    await inbox.store([update])
  } catch (error) {
    reportFault(log, 'webhook', error)
    return c.text('not stored', 503)
  }
  void inbox.drain().catch((error: unknown) => reportFault(log, 'inbox', error))
  return c.text('')
}

/** This machine, or who has the token. What a proxy hands on comes from elsewhere, however near the proxy is. */
function mayReadMetrics(c: Context, { metricsToken }: Pick<WebDeps, 'metricsToken'>): boolean {
  const given = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
  if (given !== undefined) return metricsToken !== null && sameSecret(given, metricsToken)
  const isHandedOn = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'].some(
    (name) => c.req.header(name) !== undefined,
  )
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>
  const address = incoming?.socket.remoteAddress ?? ''
  return !isHandedOn && /^(::1|(::ffff:)?127\.[\d.]+)$/.test(address)
}

/** @returns null for whatever is no update: asking for it again would bring the same. */
function readUpdate(body: string): StoredUpdate | null {
  try {
    const update = JSON.parse(body) as Partial<StoredUpdate> | null
    const id = update?.update_id
    return Number.isSafeInteger(id) ? (update as StoredUpdate) : null
  } catch {
    return null
  }
}

/**
 * Listens on `port` of `host`, or of every address. Resolves once it does; gives the port and how to stop.
 * @throws PortRefused when the port is taken or not allowed
 */
export async function listen(
  web: Hono,
  { port, host }: { port: number; host: string | null },
): Promise<{ port: number; stop: () => Promise<void> }> {
  return await new Promise((resolve, reject) => {
    const server = serve(
      { fetch: web.fetch, port, ...(host !== null && { hostname: host }) },
      (address) =>
        resolve({
          port: address.port,
          stop: () => new Promise<void>((done) => void server.close(() => done())),
        }),
    )
    server.once('error', (error: NodeJS.ErrnoException) => {
      const hint = 'Stop what uses it, or choose another PORT.'
      reject(new PortRefused(`PORT ${port} cannot be used (${error.code}). ${hint}`))
    })
  })
}

function sameSecret(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)]
  return one.length === other.length && timingSafeEqual(one, other)
}
