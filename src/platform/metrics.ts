import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

import type { Db } from './db.ts'
import { readHealth, type Health } from './health.ts'
import type { StoredUpdate } from './inbox-store.ts'
import type { Llm } from './llm.ts'
import type { TelegramCall } from './telegram.ts'

/** What operators watch, for Prometheus: counted here, or read from the database when it is asked for. */
export interface Metrics {
  called: (call: TelegramCall) => void
  handled: (update: StoredUpdate, receivedAt: Date) => void
  /** The same model, its answers counted. */
  watchModel: (llm: Llm) => Llm
  /** The exposition text; without the database's numbers while the database is away. */
  text: () => Promise<string>
}

export const metricsType = Registry.PROMETHEUS_CONTENT_TYPE

/** Opens the numbers of one running program. */
export function openMetrics({ db, now }: { db: Db; now: () => Date }): Metrics {
  const own = new Registry()
  const { calls, updates, answers, up } = countersIn([own])
  const ofDatabase = new Registry()
  const show = databaseGauges(ofDatabase)
  return {
    called: ({ method, isBulk, failure }) =>
      calls.inc({ method, way: isBulk ? 'bulk' : 'answer', outcome: failure?.kind ?? 'ok' }),
    handled: (update, receivedAt) => {
      const seconds = (now().getTime() - receivedAt.getTime()) / 1000
      updates.observe({ kind: kindOf(update) }, Math.max(0, seconds))
    },
    watchModel: (llm) => ({
      model: llm.model,
      async askJson(question) {
        const started = performance.now()
        const answer = await llm.askJson(question)
        const outcome = answer.ok ? 'ok' : answer.reason
        answers.observe({ outcome }, (performance.now() - started) / 1000)
        return answer
      },
    }),
    async text() {
      const health = await readHealth(db, now()).catch(() => null)
      up.set(health ? 1 : 0)
      if (health) show(health)
      const parts = [own, ofProcess(), ...(health ? [ofDatabase] : [])]
      return await Registry.merge(parts).metrics()
    },
  }
}

/** What this process counts itself. */
function countersIn(registers: Registry[]) {
  const calls = new Counter({
    name: 'chenxun_telegram_calls_total',
    help: 'Calls of the Bot API; outcome wait is a 429, way bulk is the outbox.',
    labelNames: ['method', 'way', 'outcome'] as const,
    registers,
  })
  const updates = new Histogram({
    name: 'chenxun_update_seconds',
    help: 'From an update being stored to it being handled.',
    labelNames: ['kind'] as const,
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  })
  const answers = new Histogram({
    name: 'chenxun_model_seconds',
    help: 'Questions to the language model by outcome.',
    labelNames: ['outcome'] as const,
    buckets: [0.1, 0.5, 1, 2.5, 5, 10, 20, 60],
    registers,
  })
  const up = new Gauge({
    name: 'chenxun_database_up',
    help: '1 while the database answers.',
    registers,
  })
  return { calls, updates, answers, up }
}

function kindOf(update: StoredUpdate): 'tap' | 'message' | 'other' {
  if ('callback_query' in update) return 'tap'
  return 'message' in update ? 'message' : 'other'
}

/** Gauges of what the database says. */
function databaseGauges(registry: Registry): (health: Health) => void {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `chenxun_${name}`, help, labelNames, registers: [registry] })
  const outbox = gauge('outbox_messages', 'Messages due, sending, uncertain, failed.', ['state'])
  const lag = gauge('outbox_lag_seconds', 'Age of the oldest message that is due and not sent.')
  const inbox = gauge('inbox_updates', 'Updates waiting, and set aside as poison.', ['state'])
  const age = gauge('inbox_age_seconds', 'Age of the oldest update that waits.')
  const jobs = gauge('jobs', 'Background jobs waiting and given up.', ['kind', 'state'])
  const replicas = gauge('replicas', 'Processes alive.')
  const lease = gauge('lease', 'Who does what only one process does.', ['name', 'replica'])
  return (health) => {
    // A kind of job or a process that is gone must not stay in the text.
    registry.resetMetrics()
    const { lagSeconds, ...messages } = health.outbox
    for (const [state, count] of Object.entries(messages)) outbox.set({ state }, count)
    lag.set(lagSeconds)
    const { oldestSeconds, ...stored } = health.inbox
    for (const [state, count] of Object.entries(stored)) inbox.set({ state }, count)
    age.set(oldestSeconds)
    for (const { kind, waiting, dead } of health.jobs) {
      jobs.set({ kind, state: 'waiting' }, waiting)
      jobs.set({ kind, state: 'dead' }, dead)
    }
    replicas.set(health.replicas.length)
    for (const [name, replica] of Object.entries(health.leases)) lease.set({ name, replica }, 1)
  }
}

let processRegistry: Registry | null = null

/** Memory, processor time and event loop belong to the process, however many programs run in it. */
function ofProcess(): Registry {
  if (processRegistry) return processRegistry
  processRegistry = new Registry()
  collectDefaultMetrics({ register: processRegistry })
  return processRegistry
}
