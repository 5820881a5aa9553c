import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'

import { openInbox } from '../../src/platform/inbox.ts'
import { enqueue, openWorker, type JobHandlers } from '../../src/platform/jobs.ts'
import { createLog } from '../../src/platform/log.ts'
import { isPassing } from '../../src/platform/passing.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

const log = createLog('silent')
let clock = new Date('2026-11-24T00:00:00Z')
const now = () => clock
let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.destroy())

/** Fails as the database does with this SQLSTATE. */
const raise = (state: string) =>
  database.db.$executeRawUnsafe(
    `do $$ begin raise exception 'no' using errcode = '${state}'; end $$`,
  )
const faultOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'nothing failed',
    (error: unknown) => error,
  )

describe('what passes by itself', () => {
  it.each(['57P01', '57P03', '53300', '53100', '08006', '40P01', '40001', '57014', '55P03'])(
    'is the state %s of the database',
    async (state) => {
      expect(isPassing(await faultOf(raise(state)))).toBe(true)
    },
  )

  it.each(['23505', '22P02', '42P01', 'P0001'])(
    'is not the state %s, which comes again',
    async (state) => {
      expect(isPassing(await faultOf(raise(state)))).toBe(false)
    },
  )

  it('is a transaction that took too long, not a row that is not there', async () => {
    const late = database.db.$transaction(
      async (sql) => {
        await new Promise((done) => setTimeout(done, 200))
        await sql.$queryRaw`select 1 as one`
      },
      { timeout: 50 },
    )
    expect(isPassing(await faultOf(late))).toBe(true)
    const missing = database.db.choice.findUniqueOrThrow({ where: { name: 'none' } })
    expect(isPassing(await faultOf(missing))).toBe(false)
  })

  it('is nothing that a handler does wrong', () => {
    expect([new Error('wrong'), new TypeError('null'), 'text', null].map(isPassing)).toEqual(
      Array.from({ length: 4 }, () => false),
    )
  })
})

describe('while the database is away', () => {
  it('an update waits, and is not set aside however often it is tried', async () => {
    let tries = 0
    const replica = { id: 'one', isTrusted: () => true }
    const inbox = openInbox({ ...database, now, log, replica }, async () => {
      tries++
      if (tries < 5) await raise('57P01')
    })
    await inbox.store([{ update_id: 1 }])
    await inbox.drain()
    await inbox.idle()
    await inbox.stop()
    expect(tries).toBe(5)
    expect(await database.db.inbox.findMany()).toMatchObject([{ state: 'DONE', tries: 0 }])
  })

  it('a job waits without losing a try, for days but not for ever', async () => {
    const handlers = { 'embed-articles': () => raise('53300') } as unknown as JobHandlers
    const worker = openWorker(
      { ...database, now, log, replicaId: 'one', random: () => 0 },
      handlers,
    )
    await enqueue(database.db, { name: 'embed-articles', key: 'k', data: {}, now: clock })
    const job = () => database.db.job.findUniqueOrThrow({ where: { key: 'k' } })
    for (let tries = 0; tries < 8; tries++) {
      await worker.drain()
      clock = new Date(clock.getTime() + 60_000)
    }
    expect(await job()).toMatchObject({ state: 'QUEUED', attempts: 0 })
    clock = new Date(clock.getTime() + 4 * 86_400_000)
    for (let tries = 0; tries < 5; tries++) {
      await worker.drain()
      clock = new Date(clock.getTime() + 60_000)
    }
    expect(await job()).toMatchObject({ state: 'DEAD', attempts: 5 })
    await worker.stop()
  })
})

describe.skipIf(!inject('databaseServer'))('a server that ends its connections', () => {
  let other: pg.Client
  beforeAll(async () => {
    other = new pg.Client({ connectionString: database.place.databaseUrl ?? '' })
    await other.connect()
  })
  afterAll(() => other.end())

  const others = "datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'"
  /** Ends the connections that are at work, as soon as one is. */
  async function endAll(): Promise<void> {
    for (;;) {
      // Within a transaction it would be shown the same activity again.
      await other.query('select pg_stat_clear_snapshot()')
      const { rows } = await other.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where ${others}`,
      )
      if (rows.length > 0) return
      await pause(20)
    }
  }
  const pause = (ms: number) => new Promise((done) => setTimeout(done, ms))
  const sleepLong = 'select pg_sleep(5)::text'

  it('is recognised in a query, in a model’s query and inside and between those of a transaction', async () => {
    const cut = async (work: Promise<unknown>) => {
      const fault = faultOf(work)
      await endAll()
      return isPassing(await fault)
    }
    const { db } = database
    expect(await cut(db.$queryRawUnsafe(sleepLong))).toBe(true)
    expect(await cut(db.$transaction((sql) => sql.$queryRawUnsafe(sleepLong)))).toBe(true)
    const between = db.$transaction(async (sql) => {
      await sql.choice.findMany()
      await pause(1_000)
      await sql.choice.findMany()
    })
    expect(await cut(between)).toBe(true)
    await other.query('begin; lock table "Choice" in access exclusive mode')
    expect(await cut(db.choice.findMany())).toBe(true)
    await other.query('rollback')
    expect(await db.choice.findMany()).toEqual([])
  })

  it('is not asked for ever: a statement may take two minutes', async () => {
    const rows = await database.db.$queryRaw`select current_setting('statement_timeout') as longest`
    expect(rows).toEqual([{ longest: '2min' }])
  })
})
