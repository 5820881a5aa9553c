import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import pg from 'pg'
import { inject } from 'vitest'

import { openDatabase, type Database } from '../../src/platform/db.ts'

export interface FreshDatabase extends Database {
  /** What openDatabase was given: for a second process on the same database. */
  settings: { databaseUrl: string | null; dataDir: string }
  /** Closes it and removes every trace. */
  destroy(): Promise<void>
}

/** A migrated, empty database of this test file's own: embedded, or on the server under test. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = inject('databaseServer')
  const dataDir = mkdtempSync(join(tmpdir(), 'chenxun-test-'))
  const name = `test_${process.pid}_${Math.random().toString(36).slice(2)}`
  if (server) await onServer(server, `create database ${name} template chenxun_template`)
  else cpSync(inject('templateFolder'), dataDir, { recursive: true })
  const settings = { databaseUrl: server ? withPath(server, name) : null, dataDir }
  const database = await openDatabase(settings)
  return {
    ...database,
    settings,
    async destroy() {
      await database.close()
      if (server) await onServer(server, `drop database ${name} with (force)`)
      rmSync(dataDir, { recursive: true, force: true })
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
