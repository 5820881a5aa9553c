import http from 'node:http'

import type { PendingUpdate, UpdateQueue } from './updates.ts'

interface WebhookTarget {
  url: string
  secretToken: string | undefined
  maxConnections: number
}

interface WebhookInfo {
  url: string
  has_custom_certificate: boolean
  pending_update_count: number
  max_connections?: number
  allowed_updates?: string[]
  last_error_date?: number
  last_error_message?: string
}

export interface Webhook {
  set(target: WebhookTarget | undefined): void
  active(): boolean
  info(): WebhookInfo
  stop(): void
}

export interface WebhookSetting {
  queue: UpdateQueue
  now: () => Date
  /** Carries out the method that a webhook's answer may name. */
  act: (method: string, params: Record<string, unknown>) => Promise<unknown>
}

/** One webhook from setWebhook to the next; `stopped` ends its lanes. */
interface Line {
  target: WebhookTarget
  agent: http.Agent
  lanes: Map<string, number[]>
  ready: string[]
  running: number
  stopped: boolean
  wake: Set<() => void>
}

/**
 * Delivers updates to the bot's webhook as Telegram does (tdlib/telegram-bot-api,
 * WebhookActor.cpp): one at a time per lane, again after anything but 2xx (at once, then after 2,
 * 4, 8 … 60 s of real time, or as Retry-After says) until the update expires.
 */
export function createWebhook(setting: WebhookSetting): Webhook {
  let line: Line | undefined
  let lastError: { at: Date; message: string } | undefined
  const fail = (message: string) => {
    lastError = { at: setting.now(), message }
  }
  const end = () => {
    if (!line) return
    line.stopped = true
    for (const wake of line.wake) wake()
    line.agent.destroy()
    line = undefined
    setting.queue.onPush(undefined)
  }
  return {
    set(target) {
      end()
      lastError = undefined
      if (!target) return
      const fresh = openLine(target)
      line = fresh
      const offer = (pending: PendingUpdate) => {
        offerUpdate(fresh, pending)
        pump(setting, fresh, fail)
      }
      for (const pending of setting.queue.all()) offer(pending)
      setting.queue.onPush(offer)
    },
    active: () => line !== undefined,
    info: () => ({
      url: line?.target.url ?? '',
      has_custom_certificate: false,
      pending_update_count: setting.queue.size(),
      ...(line && { max_connections: line.target.maxConnections }),
      ...(setting.queue.allowed().length > 0 && { allowed_updates: setting.queue.allowed() }),
      ...(lastError && {
        last_error_date: Math.floor(lastError.at.getTime() / 1000),
        last_error_message: lastError.message,
      }),
    }),
    stop: end,
  }
}

function openLine(target: WebhookTarget): Line {
  return {
    target,
    agent: new http.Agent({ keepAlive: true, maxSockets: target.maxConnections }),
    lanes: new Map(),
    ready: [],
    running: 0,
    stopped: false,
    wake: new Set(),
  }
}

function offerUpdate(line: Line, { update, lane }: PendingUpdate): void {
  const waiting = line.lanes.get(lane)
  if (waiting) {
    waiting.push(update.update_id)
    return
  }
  line.lanes.set(lane, [update.update_id])
  line.ready.push(lane)
}

function pump(setting: WebhookSetting, line: Line, fail: (message: string) => void): void {
  while (!line.stopped && line.running < line.target.maxConnections) {
    const lane = line.ready.shift()
    if (lane === undefined) return
    void runLane(setting, line, { name: lane, ids: line.lanes.get(lane) ?? [], fail })
  }
}

interface Lane {
  name: string
  ids: number[]
  fail: (message: string) => void
}

async function runLane(setting: WebhookSetting, line: Line, lane: Lane): Promise<void> {
  line.running++
  await deliver(setting, line, lane)
  line.running--
  line.lanes.delete(lane.name)
  pump(setting, line, lane.fail)
}

async function deliver(setting: WebhookSetting, line: Line, lane: Lane): Promise<void> {
  let failures = 0
  for (let id = lane.ids[0]; id !== undefined && !line.stopped; id = lane.ids[0]) {
    const pending = setting.queue.get(id)
    if (!pending) {
      lane.ids.shift()
      continue
    }
    const answer = await post(line, JSON.stringify(pending.update))
    // What came back after setWebhook or deleteWebhook no longer counts.
    if (line.stopped) return
    if (answer.ok) {
      setting.queue.remove(id)
      lane.ids.shift()
      failures = 0
      actOnAnswer(setting, answer.body)
      continue
    }
    lane.fail(answer.error)
    failures++
    const wait = answer.retryAfter ?? (failures === 1 ? 0 : Math.min(60, 2 ** (failures - 1)))
    // A lane that waits leaves its connection to others.
    line.running--
    pump(setting, line, lane.fail)
    await pause(line, wait * 1000)
    line.running++
  }
}

interface Answer {
  ok: boolean
  body: string
  error: string
  retryAfter?: number
}

async function post(line: Line, body: string): Promise<Answer> {
  return new Promise((resolve) => {
    const lost = (error: Error) =>
      resolve({ ok: false, body: '', error: error.message || 'Connection closed' })
    const request = http.request(
      line.target.url,
      {
        method: 'POST',
        agent: line.agent,
        timeout: 60_000,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          ...(line.target.secretToken && {
            'X-Telegram-Bot-Api-Secret-Token': line.target.secretToken,
          }),
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          if (text.length < 1_000_000) text += chunk
        })
        response.on('error', lost)
        response.on('end', () => resolve(readAnswer(response, text)))
      },
    )
    request.on('error', lost)
    request.on('timeout', () => request.destroy(new Error('Read timeout expired')))
    request.end(body)
  })
}

function readAnswer(response: http.IncomingMessage, body: string): Answer {
  const code = response.statusCode ?? 0
  const retryAfter = Number(response.headers['retry-after'])
  return {
    ok: code >= 200 && code < 300,
    body,
    error: `Wrong response from the webhook: ${code} ${response.statusMessage ?? ''}`.trim(),
    ...(retryAfter > 0 && { retryAfter: Math.min(3600, retryAfter) }),
  }
}

/** A 2xx answer may name one method to carry out; its result goes nowhere. */
function actOnAnswer(setting: WebhookSetting, body: string): void {
  if (!body.startsWith('{')) return
  try {
    const { method, ...params } = JSON.parse(body) as Record<string, unknown>
    // Telegram tells nobody whether it went well.
    if (typeof method === 'string') setting.act(method, params).catch(() => {})
  } catch {
    // Telegram ignores a body that it cannot read.
  }
}

async function pause(line: Line, ms: number): Promise<void> {
  if (ms === 0) return
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer)
      line.wake.delete(done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    line.wake.add(done)
  })
}
