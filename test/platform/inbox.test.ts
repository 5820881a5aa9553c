import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { openInbox, type Handle } from '../../src/platform/inbox.ts'
import { createLog } from '../../src/platform/log.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.destroy())

const now = () => new Date('2026-11-24T00:00:00Z')

function open(handle: Handle) {
  return openInbox(
    {
      db: database.db,
      now,
      log: createLog('silent'),
      replica: { id: 'one', isTrusted: () => true },
    },
    handle,
  )
}

/** Updates `first`, `first + 1`, … of as many people. */
function updatesFrom(first: number, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    update_id: first + index,
    message: { from: { id: 500 + index } },
  }))
}

async function statesFrom(first: number, count: number): Promise<string[]> {
  const rows = await database.db.inbox.findMany({
    where: { updateId: { gte: first, lt: first + count } },
    orderBy: { updateId: 'asc' },
  })
  return rows.map(({ state }) => state)
}

describe('the inbox, when many people press at once', () => {
  test('hands every update over once and marks every one', async () => {
    const handled: number[] = []
    const inbox = open(async ({ update_id: id }) => {
      await new Promise((resolve) => setTimeout(resolve, id % 5))
      handled.push(id)
    })
    await inbox.store(updatesFrom(1_000, 120))
    await inbox.drain()
    await inbox.idle()
    await inbox.stop()
    expect([...handled].sort()).toEqual(updatesFrom(1_000, 120).map((update) => update.update_id))
    expect(new Set(await statesFrom(1_000, 120))).toEqual(new Set(['DONE']))
  })

  test('marks the others when one of them cannot be handled', async () => {
    const inbox = open(async ({ update_id: id }) => {
      await Promise.resolve()
      if (id === 2_003) throw new Error('cannot be handled')
    })
    await inbox.store(updatesFrom(2_000, 10))
    await inbox.drain()
    await inbox.idle()
    await inbox.stop()
    const states = await statesFrom(2_000, 10)
    expect(states.filter((state) => state === 'DONE')).toHaveLength(9)
    expect(states[3]).toBe('POISON')
  })

  test('marks what is in hand before it stops, and leaves the rest for the next start', async () => {
    const inbox = open(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
    })
    await inbox.store(updatesFrom(3_000, 150))
    await inbox.drain()
    await inbox.stop()
    const states = await statesFrom(3_000, 150)
    const done = states.filter((state) => state === 'DONE').length
    expect(done).toBeGreaterThan(0)
    expect(done).toBeLessThan(150)

    const handled: number[] = []
    const next = open(async ({ update_id: id }) => {
      await Promise.resolve()
      handled.push(id)
    })
    await next.drain()
    await next.idle()
    await next.stop()
    expect(handled).toHaveLength(150 - done)
  })

  test('tells a person once when an update of theirs is given up, and goes on with the next', async () => {
    const told: number[] = []
    const handled: number[] = []
    const inbox = openInbox(
      {
        db: database.db,
        now,
        log: createLog('silent'),
        replica: { id: 'one', isTrusted: () => true },
        apologise: async (personId) => {
          told.push(personId)
          await Promise.resolve()
        },
      },
      async ({ update_id: id }) => {
        await Promise.resolve()
        if (id === 9_000) throw new Error('cannot be handled')
        handled.push(id)
      },
    )
    const sender = { message: { from: { id: 77 } } }
    await inbox.store([
      { update_id: 9_000, ...sender },
      { update_id: 9_001, ...sender },
    ])
    await inbox.drain()
    await inbox.idle()
    await inbox.stop()
    expect(told).toEqual([77])
    expect(handled).toEqual([9_001])
    expect(await statesFrom(9_000, 2)).toEqual(['POISON', 'DONE'])
  })

  test('hands thousands of updates of one person over in their order, and others meanwhile', async () => {
    const handled: number[] = []
    const inbox = open(async ({ update_id: id }) => {
      await Promise.resolve()
      handled.push(id)
    })
    const flood = Array.from({ length: 3_000 }, (_, index) => ({
      update_id: 10_000 + index,
      message: { from: { id: 77 } },
    }))
    await inbox.store(flood)
    await inbox.store([{ update_id: 20_000, message: { from: { id: 78 } } }] as never)
    for (let tries = 0; handled.length < 3_001 && tries < 100; tries++) {
      await inbox.drain()
      await inbox.idle()
    }
    await inbox.stop()
    const ofOne = handled.filter((id) => id < 20_000)
    expect(ofOne).toEqual(flood.map((update) => update.update_id))
    expect(handled).toContain(20_000)
  })

  test('sets aside the one update that ends every process which handles it, and no other', async () => {
    const told: number[] = []
    const handled: number[] = []
    const company: number[] = []
    const [culprit, bystander] = [30_005, 30_007]
    const start = (life: number) => {
      let serving = 0
      return openInbox(
        {
          db: database.db,
          now,
          log: createLog('silent'),
          // No such replica is alive: to the next life it is a process that died.
          replica: { id: `life ${life}`, isTrusted: () => true },
          apologise: async (personId) => {
            told.push(personId)
            await Promise.resolve()
          },
        },
        async ({ update_id: id }) => {
          serving++
          await new Promise((resolve) => setTimeout(resolve, 20))
          if (id === culprit) company.push(serving - 1)
          // What a process that dies in the middle looks like from outside; the bystander is never done in time.
          if (id === culprit || (id === bystander && serving > 1)) await new Promise(() => {})
          serving--
          handled.push(id)
        },
      )
    }
    const others = (from: number) => [0, 1, 2, 3].map((more) => updateOf(from + more, from + more))
    await start(0).store([
      ...others(30_000),
      updateOf(culprit, 99),
      updateOf(30_006, 99),
      updateOf(bystander, 98),
    ])
    for (let life = 1; life <= 8; life++) {
      const inbox = start(life)
      await inbox.store(others(31_000 + 10 * life))
      await inbox.drain()
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    const ids = [30_000, 31_010, 31_020, 31_030, 31_040, 31_050, 31_060, 31_070, 31_080]
    const expected = ids.flatMap((from) => others(from).map((update) => update.update_id))
    expect([...handled].sort()).toEqual([...expected, 30_006, bystander].sort())
    // Three times in company, then alone.
    expect(company.slice(0, 3).every((number) => number > 0)).toBe(true)
    expect(company.slice(3)).toEqual([0, 0, 0, 0])
    expect(told).toEqual([99])
    expect(await statesFrom(culprit, 3)).toEqual(['POISON', 'DONE', 'DONE'])
  })
})

function updateOf(updateId: number, personId: number) {
  return { update_id: updateId, message: { from: { id: personId } } }
}
