import { badRequest, conflict } from '../errors.ts'
import type { Method } from './method.ts'

interface PollParams {
  offset?: number
  limit?: number
  timeout?: number
  allowed_updates?: string[]
}

const getUpdates: Method = async (world, params: PollParams, call) => {
  if (world.webhook.active()) {
    throw conflict(
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the " +
        'webhook first',
    )
  }
  if (params.allowed_updates) world.updates.allow(params.allowed_updates)
  return world.updates.poll(params, (listener) => call.onGone(listener))
}

interface WebhookParams {
  url: string
  secret_token?: string
  max_connections?: number
  allowed_updates?: string[]
  drop_pending_updates?: boolean
}

const setWebhook: Method = (world, params: WebhookParams) => {
  if (params.url !== '') checkWebhookUrl(params.url)
  const secret = params.secret_token || undefined
  if (secret && secret.length > 256) throw badRequest('secret token is too long')
  if (secret && !/^[A-Za-z0-9_-]+$/.test(secret)) {
    throw badRequest('secret token contains unallowed characters')
  }
  if (params.allowed_updates) world.updates.allow(params.allowed_updates)
  if (params.drop_pending_updates) world.updates.drop()
  if (params.url === '') {
    world.webhook.set(undefined)
    return true
  }
  world.updates.interrupt('terminated by setWebhook request')
  world.webhook.set({
    url: params.url,
    secretToken: secret,
    maxConnections: Math.min(100, Math.max(1, params.max_connections ?? 40)),
  })
  return true
}

const deleteWebhook: Method = (world, params: { drop_pending_updates?: boolean }) => {
  if (params.drop_pending_updates) world.updates.drop()
  world.webhook.set(undefined)
  return true
}

const getWebhookInfo: Method = (world) => world.webhook.info()

/** Telegram wants HTTPS; this server only ever calls this machine, so plain HTTP to it is right. */
function checkWebhookUrl(value: string): void {
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (!url) throw badRequest('bad webhook: URL is invalid')
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)
  if (url.protocol === 'http:' && loopback) return
  if (url.protocol !== 'https:') {
    throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
  }
  throw badRequest('bad webhook: the local Telegram delivers only to http:// on this machine')
}

export const receivingMethods = {
  getUpdates,
  setWebhook,
  deleteWebhook,
  getWebhookInfo,
} satisfies Record<string, Method>
