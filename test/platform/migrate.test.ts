import { resolve } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { migrationToSchema } from '../../scripts/schema-engine.ts'
import { openEmptyEmbedded } from '../support/empty-embedded.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

describe('the database', () => {
  let database: FreshDatabase
  beforeAll(async () => {
    database = await freshDatabase()
  })
  afterAll(() => database.destroy())

  it('has every migration when it is opened, and applies none again', async () => {
    expect(database.migrated).toEqual([])
    const rows = await database.db.$queryRaw<{ n: number }[]>`
      select count(*)::int as n from _prisma_migrations where finished_at is not null`
    expect(rows[0]?.n).toBeGreaterThan(0)
  })

  it('has migrations that lead exactly to the schema', async () => {
    expect(await migrationToSchema(resolve('.'), await openEmptyEmbedded())).toMatch(
      /^\s*(-- This is an empty migration\.\s*)?$/,
    )
  })
})
