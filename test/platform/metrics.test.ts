import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Llm } from '../../src/platform/llm.ts'
import { openMetrics } from '../../src/platform/metrics.ts'
import { connectTelegram } from '../../src/platform/telegram.ts'
import { startSimulator, type Simulator } from '../../src/simulator/start-simulator.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

describe('the numbers that operators watch', () => {
  let database: FreshDatabase
  let telegram: Simulator
  const at = new Date('2026-11-30T00:00:00Z')
  const now = () => at
  const ago = (seconds: number) => new Date(at.getTime() - seconds * 1000)

  beforeAll(async () => {
    database = await freshDatabase()
    telegram = await startSimulator()
  })
  afterAll(async () => {
    await telegram.stop()
    await database.destroy()
  })

  it('tell what waits and how long, by what the database says at that moment', async () => {
    const { db } = database
    const metrics = openMetrics({ db, now })
    const message = { kind: 'notice', chatId: 1n, data: {} }
    await db.delivery.createMany({
      data: [
        { ...message, campaign: 'late', dueAt: ago(120) },
        { ...message, campaign: 'later', dueAt: new Date(at.getTime() + 60_000) },
        { ...message, campaign: 'lost', dueAt: ago(10), state: 'SENDING', owner: 'dead' },
        { ...message, campaign: 'failed', dueAt: ago(10), state: 'FAILED' },
      ],
    })
    const update = { personId: 1n, body: {} }
    await db.inbox.createMany({
      data: [
        { ...update, updateId: 1n, receivedAt: ago(7) },
        { ...update, updateId: 2n, receivedAt: ago(70), state: 'POISON' },
      ],
    })
    const job = { kind: 'grade-answer', data: {}, runAt: at, createdAt: at }
    await db.job.createMany({
      data: [
        { ...job, key: '1' },
        { ...job, key: '2', state: 'DEAD' },
      ],
    })
    const lines = numbers(await metrics.text())
    expect(lines).toMatchObject({
      'chenxun_outbox_messages{state="due"}': 1,
      'chenxun_outbox_messages{state="uncertain"}': 1,
      'chenxun_outbox_messages{state="failed"}': 1,
      chenxun_outbox_lag_seconds: 120,
      'chenxun_inbox_updates{state="waiting"}': 1,
      'chenxun_inbox_updates{state="poison"}': 1,
      chenxun_inbox_age_seconds: 7,
      'chenxun_jobs{kind="grade-answer",state="waiting"}': 1,
      'chenxun_jobs{kind="grade-answer",state="dead"}': 1,
      chenxun_replicas: 0,
      chenxun_database_up: 1,
    })
    expect(lines['process_resident_memory_bytes']).toBeGreaterThan(1e7)
    await db.job.deleteMany()
    const after = numbers(await metrics.text())
    expect(Object.keys(after).filter((name) => name.startsWith('chenxun_jobs'))).toEqual([])
  })

  it('count every call of the Bot API by how it ended, a retried one twice', async () => {
    const metrics = openMetrics({ db: database.db, now })
    const line = connectTelegram(telegram.token, telegram.url)
    const { api } = line
    line.onCall((call) => metrics.called(call))
    telegram.person(5).send('/start')
    telegram.faults.next('sendMessage', { kind: 'status', code: 429, retryAfter: 1 })
    await api.sendMessage(5, 'once')
    telegram.faults.next('sendMessage', { kind: 'refuse' })
    await line.sendBulk(5, { text: 'twice' }).catch(() => {})
    await line.sendBulk(6, { text: 'nobody' }).catch(() => {})
    const name = (way: string, outcome: string) =>
      `chenxun_telegram_calls_total{method="sendMessage",way="${way}",outcome="${outcome}"}`
    expect(numbers(await metrics.text())).toMatchObject({
      [name('answer', 'wait')]: 1,
      [name('answer', 'ok')]: 1,
      [name('bulk', 'line')]: 1,
      [name('bulk', 'unreachable')]: 1,
    })
  })

  it('tell how long taps waited, and how the model answered', async () => {
    const metrics = openMetrics({ db: database.db, now })
    metrics.handled({ update_id: 1, callback_query: {} } as { update_id: number }, ago(0.2))
    const model: Llm = { model: 'm', askJson: () => Promise.resolve({ ok: false, reason: 'slow' }) }
    await metrics.watchModel(model).askJson({} as never)
    expect(numbers(await metrics.text())).toMatchObject({
      'chenxun_update_seconds_bucket{le="0.1",kind="tap"}': 0,
      'chenxun_update_seconds_bucket{le="0.25",kind="tap"}': 1,
      'chenxun_model_seconds_count{outcome="slow"}': 1,
    })
  })

  it('say that the database is away, and keep what was counted here', async () => {
    const db = {
      $queryRaw: () => Promise.reject(new Error('away')),
    } as unknown as FreshDatabase['db']
    const metrics = openMetrics({ db, now })
    metrics.called({ method: 'sendMessage', isBulk: true, failure: null })
    const lines = numbers(await metrics.text())
    expect(lines).toMatchObject({
      chenxun_database_up: 0,
      'chenxun_telegram_calls_total{method="sendMessage",way="bulk",outcome="ok"}': 1,
    })
    expect(lines['chenxun_outbox_lag_seconds']).toBeUndefined()
  })
})

function numbers(text: string): Record<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return Object.fromEntries(
    lines.map((line) => {
      const cut = line.lastIndexOf(' ')
      return [line.slice(0, cut), Number(line.slice(cut + 1))]
    }),
  )
}
