import { afterAll, beforeAll, expect, test } from 'vitest'

import { vacuum } from '../../src/platform/vacuum.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.destroy())

test('the room of what is forgotten is given back, and the planner knows how large a table is', async () => {
  const { db } = database
  await db.$executeRaw`
    insert into "Inbox" ("updateId", "personId", body, "receivedAt")
    select number, 1, jsonb_build_object('text', repeat('晨', 300)), now() from generate_series(1, 2000) number`
  await db.inbox.deleteMany({ where: { updateId: { gt: 10 } } })
  const size = async () => {
    const [row] = await db.$queryRaw<{ bytes: number; rows: number }[]>`
      select pg_relation_size('"Inbox"')::float8 as bytes, reltuples::float8 as rows
      from pg_class where oid = '"Inbox"'::regclass`
    return row ?? { bytes: 0, rows: 0 }
  }
  const before = await size()
  await vacuum(db)
  const after = await size()
  expect(after.bytes).toBeLessThan(before.bytes / 5)
  expect(after.rows).toBe(10)
  expect(await db.inbox.count()).toBe(10)
})
