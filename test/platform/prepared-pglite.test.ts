import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { PreparedPGlite } from '../../src/platform/prepared-pglite.ts'
import { openEmptyEmbedded } from '../support/empty-embedded.ts'

describe('the embedded database with prepared statements', () => {
  let database: PreparedPGlite

  beforeAll(async () => {
    const plain = await openEmptyEmbedded()
    await plain.exec('create table person (id int primary key, name text)')
    const dataDir = plain.dataDir ?? ''
    await plain.close()
    database = new PreparedPGlite({ dataDir })
    await database.waitReady
  })
  afterAll(() => database.close())

  const select =
    'select $1::int[] as list, $2::jsonb as json, $3::timestamptz as at, $4 as text, $5::bigint as big, $6::bytea as bytes'
  const values = [
    [1, 2],
    { 法: '条' },
    new Date(0),
    null,
    9_007_199_254_740_993n,
    Buffer.from('晨'),
  ]

  test('gives what PGlite itself gives, the first time and after', async () => {
    const plain = await openEmptyEmbedded()
    for (const options of [{}, { rowMode: 'array' as const }]) {
      const expected = await plain.query(select, values, options)
      expect(await database.query(select, values, options)).toEqual(expected)
      expect(await database.query(select, values, options)).toEqual(expected)
    }
    await plain.close()
  })

  test('counts what a change touched, and gives the rows it returns', async () => {
    const insert = 'insert into person (id, name) values ($1, $2)'
    expect(await database.query(insert, [1, '王芳'])).toMatchObject({ affectedRows: 1, rows: [] })
    const returned = await database.query(`${insert} returning name`, [2, '李强'])
    expect(returned).toMatchObject({ affectedRows: 1, rows: [{ name: '李强' }] })
  })

  test('tells of a fault and answers the next question, whether it was asked before or not', async () => {
    const insert = 'insert into person (id) values ($1)'
    await database.query(insert, [10])
    for (let round = 0; round < 2; round++) {
      await expect(database.query(insert, [10])).rejects.toMatchObject({ code: '23505' })
      await expect(database.query('selec 1')).rejects.toMatchObject({ code: '42601' })
      await expect(database.query('select 1 / $1::int', [0])).rejects.toMatchObject({
        code: '22012',
      })
    }
    await database.query(insert, [11])
    const { rows } = await database.query('select id from person where id >= 10 order by id')
    expect(rows).toEqual([{ id: 10 }, { id: 11 }])
  })

  test('waits for the transaction of somebody else to end', async () => {
    const count = 'select count(*)::int as people from person'
    await database.query(count)
    const { rows: before } = await database.query<{ people: number }>(count)
    let meanwhile: Promise<unknown> = Promise.resolve()
    await database.transaction(async (sql) => {
      await sql.query('insert into person (id) values (20)')
      meanwhile = database.query(count)
      await sql.rollback()
    })
    expect(await meanwhile).toMatchObject({ rows: before })
  })

  test('goes on when tables change, and after the upkeep', async () => {
    const all = 'select * from person where id = $1'
    await database.query('insert into person (id, name) values (30, $1)', ['陈静'])
    await database.query(all, [30])
    await database.exec('alter table person add column post text')
    expect((await database.query(all, [30])).rows).toEqual([{ id: 30, name: '陈静', post: null }])
    await database.exec('CHECKPOINT; DISCARD PLANS')
    expect((await database.query(all, [30])).rows).toHaveLength(1)
    await database.exec('deallocate all')
    expect((await database.query(all, [30])).rows).toHaveLength(1)
  })

  test('keeps no more than a hundred statements, and those in use the longest', async () => {
    const steady = 'select 0 as steady'
    for (let number = 1; number <= 250; number++) {
      await database.query(`select ${number} as passing`)
      await database.query(steady)
    }
    const { rows } = await database.query<{ statement: string }>(
      'select statement from pg_prepared_statements',
    )
    expect(rows).toHaveLength(100)
    expect(rows.map(({ statement }) => statement)).toContain(steady)
    expect(rows.map(({ statement }) => statement)).not.toContain('select 1 as passing')
  })
})
