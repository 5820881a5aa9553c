import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { inject } from 'vitest'

import { commandWorld } from '../../src/command-world.ts'
import { executeCommand } from '../../src/commands.ts'
import { readConfig } from '../../src/config.ts'
import { openConnection, type Connection } from '../../src/platform/db.ts'
import type { CommandReply } from '../../src/platform/instance.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import type { DatabasePlace } from './fresh-db.ts'

/** A place with a migrated, empty embedded database, whatever the tests run on. */
export function embeddedPlace(): DatabasePlace {
  const dataDir = mkdtempSync(join(tmpdir(), 'chenxun-test-'))
  cpSync(inject('templateFolder'), dataDir, { recursive: true })
  const remove = async () => rmSync(dataDir, { recursive: true, force: true })
  return { databaseUrl: null, dataDir, remove }
}

/** Carries a command out on a place, in `cwd`, as a process does where no bot runs. */
export async function commandOn(
  place: DatabasePlace,
  cwd: string,
  ...words: string[]
): Promise<CommandReply> {
  const world = commandWorld(() => readConfig(settingsOf(place)), loadTexts()('zh-CN'))
  try {
    return await executeCommand(words, { ...world, cwd })
  } finally {
    await world.close()
  }
}

/** The same as a process of its own, which can be killed. */
export function commandProcess(place: DatabasePlace, ...words: string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', resolve('src/cli.ts'), ...words], {
    env: { ...process.env, ...settingsOf(place) },
    stdio: 'ignore',
  })
}

function settingsOf({ dataDir, databaseUrl }: DatabasePlace): Record<string, string> {
  return { DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? '' }
}

/** Restores in a process of its own, which kills itself after the first statement that begins like `statement`. */
export async function restoreAndDie(
  place: DatabasePlace,
  file: string,
  statement: string,
): Promise<void> {
  const entry = fileURLToPath(new URL('dying-restore.ts', import.meta.url))
  const words = [JSON.stringify(place), file, statement]
  const child = fork(entry, words, { execArgv: ['--import', 'tsx'] })
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
  if (signal !== 'SIGKILL') throw new Error(`nothing began with ${statement}`)
}

/** Works on the database of a place, which nobody else may have open if it is embedded. */
export async function withConnection<Result>(
  place: DatabasePlace,
  act: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const connection = await openConnection(place)
  try {
    return await act(connection)
  } finally {
    await connection.close()
  }
}

/**
 * What every table holds, as the server itself writes its rows: a hash of each, found without anything
 * that a backup is made with.
 */
export async function contentOf(place: DatabasePlace): Promise<Record<string, string>> {
  return await withConnection(place, async (connection) => {
    await connection.exec("set timezone = 'UTC'")
    const tables = await connection.query<{ name: string }>(`
      select relname::text as name from pg_class where relkind = 'r'
        and relnamespace = 'public'::regnamespace
        and relname not in ('Replica', 'Lease', 'LoginLink', 'WebSession', 'RolledDay', 'UnitDay',
          'ItemDay', '_prisma_migrations') order by relname`)
    const content: Record<string, string> = {}
    for (const { name } of tables) {
      const [row] = await connection.query<{ sum: string }>(`
        select count(*) || ':' || md5(string_agg(t::text, ';' order by t::text collate "C")) as sum
        from "${name}" t`)
      content[name] = row?.sum ?? 'empty'
    }
    return content
  })
}
