import { setTimeout as sleep } from 'node:timers/promises'

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { openInbox } from '../../src/platform/inbox.ts'
import { enqueue, openWorker, retryDeadJobs, type JobHandlers } from '../../src/platform/jobs.ts'
import { createLog } from '../../src/platform/log.ts'
import { openReplica, type Replica } from '../../src/platform/replica.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

const log = createLog('silent')
let database: FreshDatabase
const db = () => database.db
let now = new Date('2026-11-24T00:00:00Z')

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.destroy())

const open = () => openReplica({ db: db(), log }, { alone: false })

/** As if the process had been killed seven seconds ago. */
async function die(replica: Replica): Promise<void> {
  await replica.stop()
  await db().$executeRaw`
    insert into "Replica" (id, name, "startedAt", "seenAt")
    values (${replica.id}, 'dead', clock_timestamp(), clock_timestamp() - interval '7 seconds')`
}

describe('what only one process does', () => {
  it('is done by the first that asks, until it stops or dies', async () => {
    const [one, other] = [await open(), await open()]
    expect(await one.hold('sender')).toBe(true)
    expect(await other.hold('sender')).toBe(false)
    expect(await other.hold('polling')).toBe(true)
    expect(await one.hold('sender')).toBe(true)
    await die(one)
    expect(await other.hold('sender')).toBe(true)
    const third = await open()
    expect(await third.hold('sender')).toBe(false)
    await other.stop()
    expect(await third.hold('sender')).toBe(true)
    await third.stop()
  })

  it('is won by one of many that ask at the same moment', async () => {
    const replicas = await Promise.all(Array.from({ length: 6 }, open))
    const won = await Promise.all(replicas.map((replica) => replica.hold('sender')))
    expect(won.filter(Boolean)).toHaveLength(1)
    await Promise.all(replicas.map((replica) => replica.stop()))
  })

  it('falls to a process that is alone with its database, whoever had it', async () => {
    const before = await open()
    await before.hold('sender')
    const alone = await openReplica({ db: db(), log }, { alone: true })
    expect(await alone.hold('sender')).toBe(true)
    await alone.stop()
    await before.stop()
  })
})

describe('updates that several processes take up', () => {
  beforeEach(async () => {
    await db().$executeRaw`truncate "Inbox"`
  })

  const people = 7
  const updates = Array.from({ length: 140 }, (_, index) => ({
    update_id: index + 1,
    message: { from: { id: 500 + (index % people) } },
  }))

  it('are handled once each, and those of one person in their order', async () => {
    const handled: { id: number; person: number }[] = []
    const busy = new Set<number>()
    const replicas = [await open(), await open(), await open()]
    const inboxes = replicas.map((replica) =>
      openInbox({ db: db(), now: () => now, log, replica }, async ({ update_id: id }, person) => {
        expect(busy.has(person)).toBe(false)
        busy.add(person)
        await sleep(id % 4)
        busy.delete(person)
        handled.push({ id, person })
      }),
    )
    for (let at = 0; at < updates.length; at += 20) {
      const inbox = inboxes[(at / 20) % inboxes.length]
      await inbox?.store(updates.slice(at, at + 20))
      await Promise.all(inboxes.map((one) => one.drain()))
    }
    for (let tries = 0; handled.length < updates.length && tries < 200; tries++) {
      await Promise.all(inboxes.map((one) => one.drain()))
      await sleep(5)
    }
    await Promise.all(inboxes.map((one) => one.stop()))
    await Promise.all(replicas.map((replica) => replica.stop()))
    expect(handled.map(({ id }) => id).sort((a, b) => a - b)).toEqual(
      updates.map((update) => update.update_id),
    )
    for (let person = 500; person < 500 + people; person++) {
      const ids = handled.filter((one) => one.person === person).map(({ id }) => id)
      expect(ids).toEqual([...ids].sort((a, b) => a - b))
    }
  })

  it('are taken over from a process that died with them in hand', async () => {
    const dying = await open()
    const stuck = openInbox({ db: db(), now: () => now, log, replica: dying }, () => sleep(60))
    await stuck.store(updates.slice(0, 10))
    void stuck.drain()
    await sleep(20)
    const heir = await open()
    const handled: number[] = []
    const inbox = openInbox({ db: db(), now: () => now, log, replica: heir }, async (update) => {
      await Promise.resolve()
      handled.push(update.update_id)
    })
    await inbox.drain()
    await inbox.idle()
    expect(handled).toEqual([])
    await stuck.stop()
    await db().$executeRaw`update "Inbox" set state = 'NEW'`
    await die(dying)
    await inbox.drain()
    await inbox.idle()
    expect(handled.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    await inbox.stop()
    await heir.stop()
  })
})

describe('background jobs', () => {
  beforeEach(async () => {
    await db().$executeRaw`truncate "Job"`
  })

  const add = (answerId: number) =>
    enqueue(db(), { name: 'grade-answer', key: `grade:${answerId}`, data: { answerId }, now })
  const addSlow = (importId: number) =>
    enqueue(db(), {
      name: 'read-blocks',
      key: `read:${importId}`,
      data: { importId, chatId: 1 },
      now,
    })
  const openFor = (replica: Replica, handlers: Partial<JobHandlers>) =>
    openWorker({ db: db(), now: () => now, log, replicaId: replica.id, random: () => 0.5 }, {
      ...handlers,
    } as JobHandlers)

  it('are done once each by several processes', async () => {
    const done: number[] = []
    const replicas = [await open(), await open()]
    const workers = replicas.map((replica) =>
      openFor(replica, {
        'grade-answer': async ({ answerId }) => {
          await sleep(2)
          done.push(answerId)
        },
      }),
    )
    for (let id = 1; id <= 30; id++) await add(id)
    await Promise.all(workers.map((worker) => worker.drain()))
    await Promise.all(workers.map((worker) => worker.stop()))
    await Promise.all(replicas.map((replica) => replica.stop()))
    expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
  })

  it('of a slow kind hold up no other kind', async () => {
    const replica = await open()
    const release: (() => void)[] = []
    const done: number[] = []
    const worker = openFor(replica, {
      'read-blocks': () => new Promise<void>((resolve) => release.push(resolve)),
      'grade-answer': async ({ answerId }) => {
        await Promise.resolve()
        done.push(answerId)
      },
    })
    for (let id = 1; id <= 6; id++) await addSlow(id)
    await add(1)
    await worker.look()
    await add(2)
    await worker.look()
    await sleep(50)
    expect(done).toEqual([1, 2])
    expect(release).toHaveLength(4)
    const drained = worker.drain()
    for (let tries = 0; release.length > 0 || tries < 10; tries++) {
      release.splice(0).forEach((resolve) => resolve())
      await sleep(10)
    }
    await drained
    expect(await db().job.count({ where: { state: 'DONE' } })).toBe(8)
    await worker.stop()
    await replica.stop()
  })

  it('that keep failing wait longer each time, are set aside, and can be asked for again', async () => {
    const replica = await open()
    let isBroken = true
    const worker = openFor(replica, {
      'grade-answer': async () => {
        await Promise.resolve()
        if (isBroken) throw new Error('no')
      },
    })
    await add(1)
    const waits: number[] = []
    for (let tries = 0; tries < 5; tries++) {
      await worker.drain()
      const job = await db().job.findFirstOrThrow()
      waits.push((job.runAt.getTime() - now.getTime()) / 1000)
      now = job.runAt
    }
    expect(waits).toEqual([2, 4, 8, 16, 32])
    expect(await db().job.findFirst()).toMatchObject({ state: 'DEAD', attempts: 5 })
    isBroken = false
    expect(await retryDeadJobs(db(), now)).toBe(1)
    await worker.drain()
    expect(await db().job.findFirst()).toMatchObject({ state: 'DONE' })
    await worker.stop()
    await replica.stop()
  })
})
