import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'

import { deployOnServer, diagnoseServer } from '../../scripts/schema-engine.ts'
import { migrationsFolder, openDatabase } from '../../src/platform/db.ts'
import { migrate, MigrationRefused, type SqlConnection } from '../../src/platform/migrate.ts'
import { openEmptyEmbedded } from '../support/empty-embedded.ts'

const root = resolve('.')
const ours = readdirSync(migrationsFolder).filter((name) => /^\d{14}_/.test(name))
const agreed = { history: null, editedMigrationNames: [], failedMigrationNames: [] }

describe('migrations on an embedded database', () => {
  let pglite: PGlite
  let folder: string
  let db: SqlConnection

  beforeAll(async () => {
    pglite = await openEmptyEmbedded()
    db = {
      exec: (sql) => pglite.exec(sql),
      query: async <Row>(sql: string, parameters?: unknown[]) =>
        (await pglite.query<Row>(sql, parameters)).rows,
    }
  })
  afterAll(() => pglite.close())
  beforeEach(async () => {
    await pglite.exec('drop schema public cascade; create schema public')
    folder = mkdtempSync(join(tmpdir(), 'chenxun-migrations-'))
    write('20260101000000_one', 'create table one (id int); create table two (id int);')
  })
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  function write(name: string, sql: string): void {
    mkdirSync(join(folder, name), { recursive: true })
    writeFileSync(join(folder, name, 'migration.sql'), sql)
  }

  it('are applied oldest first and only once', async () => {
    write('20260103000000_three', 'alter table two add column name text')
    write('20260102000000_two', 'insert into one values (1)')
    mkdirSync(join(folder, '20260104000000_without_file'))
    const names = ['20260101000000_one', '20260102000000_two', '20260103000000_three']
    expect(await migrate(db, folder)).toEqual(names)
    expect(await migrate(db, folder)).toEqual([])
    expect(await db.query('select * from one')).toHaveLength(1)
  })

  it('leave nothing behind when one fails, and say so again until it is mended', async () => {
    write('20260102000000_two', 'insert into one values (1); select * from nowhere')
    await expect(migrate(db, folder)).rejects.toThrow('nowhere')
    expect(await db.query('select * from one')).toEqual([])
    await expect(migrate(db, folder)).rejects.toThrow('nowhere')
    write('20260102000000_two', 'insert into one values (2)')
    expect(await migrate(db, folder)).toEqual(['20260102000000_two'])
  })

  it('are refused by name when one that was applied has been edited', async () => {
    await migrate(db, folder)
    write('20260101000000_one', 'create table one (id bigint)')
    write('20260102000000_two', 'create table three (id int)')
    await expect(migrate(db, folder)).rejects.toThrow(MigrationRefused)
    await expect(migrate(db, folder)).rejects.toThrow('20260101000000_one')
    expect(await db.query("select to_regclass('three') as three")).toEqual([{ three: null }])
  })

  it('are refused by name while another tool has left one half done', async () => {
    await migrate(db, folder)
    await db.exec(`insert into _prisma_migrations (id, checksum, migration_name)
      values ('x', 'y', '20260102000000_two')`)
    await expect(migrate(db, folder)).rejects.toThrow(MigrationRefused)
    await expect(migrate(db, folder)).rejects.toThrow('resolve --applied 20260102000000_two')
    await db.exec("update _prisma_migrations set rolled_back_at = now() where id = 'x'")
    write('20260102000000_two', 'create table three (id int)')
    expect(await migrate(db, folder)).toEqual(['20260102000000_two'])
  })
})

const server = inject('databaseServer')

describe.skipIf(!server)('migrations on a server', () => {
  let url: string
  let dataDir: string

  beforeEach(async () => {
    const name = `migrate_${process.pid}_${Math.random().toString(36).slice(2)}`
    await query(server ?? '', `create database ${name}`)
    const address = new URL(server ?? '')
    address.pathname = `/${name}`
    url = address.href
    dataDir = mkdtempSync(join(tmpdir(), 'chenxun-data-'))
  })
  afterEach(async () => {
    await query(server ?? '', `drop database ${new URL(url).pathname.slice(1)} with (force)`)
    rmSync(dataDir, { recursive: true, force: true })
  })

  const open = () => openDatabase({ databaseUrl: url, dataDir })

  it('that the program applied are complete and right in the eyes of prisma migrate deploy', async () => {
    const database = await open()
    await database.close()
    expect(database.migrated).toEqual(ours)
    expect(await diagnoseServer(root, url)).toMatchObject({ ...agreed, hasMigrationsTable: true })
    expect(await deployOnServer(root, url)).toEqual([])
  })

  it('that prisma migrate deploy applied are complete and right in the eyes of the program', async () => {
    expect(await deployOnServer(root, url)).toEqual(ours)
    const database = await open()
    expect(database.migrated).toEqual([])
    expect(await database.db.officer.count()).toBe(0)
    await database.close()
  })

  it('are applied by exactly one of three replicas that start at once', async () => {
    const replicas = await Promise.all([open(), open(), open()])
    expect(replicas.flatMap(({ migrated }) => migrated)).toEqual(ours)
    await Promise.all(replicas.map((replica) => replica.close()))
    expect(await diagnoseServer(root, url)).toMatchObject(agreed)
  })

  it('show both tools the same file that was edited', async () => {
    const database = await open()
    await database.close()
    const edited = mkdtempSync(join(tmpdir(), 'chenxun-edited-'))
    cpSync(join(root, 'prisma'), join(edited, 'prisma'), { recursive: true })
    const name = ours[0] ?? ''
    writeFileSync(join(edited, 'prisma/migrations', name, 'migration.sql'), 'select 1')
    expect((await diagnoseServer(edited, url)).editedMigrationNames).toEqual([name])
    await expect(migrateServer(url, join(edited, 'prisma/migrations'))).rejects.toThrow(name)
    rmSync(edited, { recursive: true, force: true })
  })
})

async function migrateServer(url: string, folder: string): Promise<string[]> {
  return await connected(url, (client) =>
    migrate(
      {
        exec: (sql) => client.query(sql),
        query: async <Row>(sql: string, parameters?: unknown[]) =>
          (await client.query(sql, parameters)).rows as Row[],
      },
      folder,
    ),
  )
}

async function query(url: string, sql: string): Promise<void> {
  await connected(url, (client) => client.query(sql))
}

async function connected<Result>(
  url: string,
  act: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await act(client)
  } finally {
    await client.end()
  }
}
