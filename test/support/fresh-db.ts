import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import pg from 'pg'
import { inject } from 'vitest'

import { openDatabase, type Database } from '../../src/platform/db.ts'

/** Where a database of a test's own is: what openDatabase wants to know. */
export interface DatabasePlace {
  databaseUrl: string | null
  dataDir: string
  /** Removes every trace; nothing may be open. */
  remove(): Promise<void>
}

export interface FreshDatabase extends Database {
  place: DatabasePlace
  /** Closes it and removes every trace. */
  destroy(): Promise<void>
}

/** A place with a migrated, empty database: embedded, or on the server under test. */
export async function freshPlace(): Promise<DatabasePlace> {
  const server = inject('databaseServer')
  const dataDir = mkdtempSync(join(tmpdir(), 'chenxun-test-'))
  const removeFolder = () => rmSync(dataDir, { recursive: true, force: true })
  if (!server) {
    cpSync(inject('templateFolder'), dataDir, { recursive: true })
    return { databaseUrl: null, dataDir, remove: async () => removeFolder() }
  }
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2)}`
  await onServer(server, `create database ${name} template chenxun_template`)
  return {
    databaseUrl: withPath(server, name),
    dataDir,
    async remove() {
      await onServer(server, `drop database ${name} with (force)`)
      removeFolder()
    },
  }
}

/** A migrated, empty database of this test's own, open. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const place = await freshPlace()
  const database = await openDatabase(place)
  return {
    ...database,
    place,
    async destroy() {
      await database.close()
      await place.remove()
    },
  }
}

function withPath(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

async function onServer(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(sql)
  await client.end()
}
