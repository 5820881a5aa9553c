import { timingSafeEqual } from 'node:crypto'

import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'

import type { Inbox, StoredUpdate } from './platform/inbox.ts'
import { reportFault, type Log } from './platform/log.ts'

/** The path Telegram posts updates to, below PUBLIC_URL. */
export const webhookPath = '/telegram'

interface WebDeps {
  inbox: Inbox
  log: Log
  /** Null without a webhook: then nobody may post updates. */
  secret: string | null
  /** True once the database answers. */
  isReady: () => Promise<boolean>
}

/** The port cannot be listened on; the message says why. */
export class PortRefused extends Error {}

/** Telegram does not take PUBLIC_URL; the message says why. */
export class WebhookRefused extends Error {}

/** Every web address: the webhook and the two that supervisors ask. */
export function createWeb({ inbox, log, secret, isReady }: WebDeps): Hono {
  const web = new Hono()
  web.get('/healthz', (c) => c.text('ok'))
  web.get('/readyz', async (c) => ((await isReady()) ? c.text('ready') : c.text('not ready', 503)))
  // Telegram's updates are far smaller. Without an answer of its own it would become a fault.
  const limit = bodyLimit({ maxSize: 1024 * 1024, onError: (c) => c.text('too big', 413) })
  web.post(webhookPath, limit, async (c) => {
    const given = c.req.header('x-telegram-bot-api-secret-token') ?? ''
    if (secret === null || !sameSecret(given, secret)) return c.text('wrong secret', 401)
    const update = readUpdate(await c.req.text())
    if (!update) return c.text('not an update', 400)
    // 200 is the promise that the update is kept; only then does Telegram forget it.
    await inbox.store([update])
    void inbox.drain().catch((error: unknown) => reportFault(log, 'inbox', error))
    return c.text('')
  })
  web.onError((error, c) => {
    reportFault(log, 'web', error)
    return c.text('internal error', 500)
  })
  return web
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
 * Listens on `port`. Resolves once it does; gives the port and how to stop.
 * @throws PortRefused when the port is taken or not allowed
 */
export async function listen(
  web: Hono,
  port: number,
): Promise<{ port: number; stop: () => Promise<void> }> {
  return await new Promise((resolve, reject) => {
    const server = serve({ fetch: web.fetch, port }, (address) =>
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
