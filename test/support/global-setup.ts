import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import pg from 'pg'
import type { TestProject } from 'vitest/node'

import { migrationsFolder, openDatabase } from '../../src/platform/db.ts'
import { migrate } from '../../src/platform/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder with a migrated, empty embedded database, to be copied. */
    templateFolder: string
    /** A server whose database `chenxun_template` is migrated and empty, or null. */
    databaseServer: string | null
  }
}

/**
 * Makes the migrated, empty database that every test file copies: an embedded folder, or, with
 * TEST_DATABASE_URL (a server the tests may create databases on), a template database.
 */
export default async function setup(project: TestProject): Promise<void> {
  const server = process.env['TEST_DATABASE_URL'] || null
  project.provide('databaseServer', server)
  if (server) await makeServerTemplate(server)
  project.provide('templateFolder', await makeFolderTemplate())
}

/** Creating takes seconds, so the folder stays for the next run with the same migrations. */
async function makeFolderTemplate(): Promise<string> {
  const folder = join(tmpdir(), `chenxun-template-${fingerprint()}`)
  if (existsSync(folder)) return folder
  const unfinished = mkdtempSync(join(tmpdir(), 'chenxun-making-'))
  const database = await openDatabase({ databaseUrl: null, dataDir: unfinished })
  await database.close()
  try {
    renameSync(unfinished, folder)
  } catch {
    // Another run was quicker.
    rmSync(unfinished, { recursive: true, force: true })
  }
  return folder
}

function fingerprint(): string {
  const hash = createHash('sha256').update(readFileSync('package.json', 'utf8'))
  for (const name of readdirSync(migrationsFolder).sort()) {
    const file = join(migrationsFolder, name, 'migration.sql')
    if (existsSync(file)) hash.update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 12)
}

async function makeServerTemplate(server: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query('drop database if exists chenxun_template')
  await client.query('create database chenxun_template')
  await client.end()
  const url = new URL(server)
  url.pathname = '/chenxun_template'
  const template = new pg.Client({ connectionString: url.href })
  await template.connect()
  await migrate(
    {
      exec: (sql) => template.query(sql),
      query: async <Row>(sql: string, parameters?: unknown[]) =>
        (await template.query(sql, parameters)).rows as Row[],
    },
    migrationsFolder,
  )
  await template.end()
}
