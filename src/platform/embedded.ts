import { fork } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { PrismaPGlite } from 'pglite-prisma-adapter'

import type { SqlConnection } from './migrate.ts'
import { PreparedPGlite } from './prepared-pglite.ts'

/** The embedded database cannot be opened as it is; the message says what to do. */
export class EmbeddedRefused extends Error {}

export interface Embedded {
  adapter: PrismaPGlite
  connection: SqlConnection
  close(): Promise<void>
}

/** The PostgreSQL version inside the pinned PGlite. */
const postgresVersion = '18'
/**
 * PGlite has no background process: without a checkpoint its log grows without bound, and a plan that was made for a
 * small table would stay.
 */
const upkeep = 'CHECKPOINT; DISCARD PLANS'
const upkeepEveryMs = 5 * 60_000

/**
 * Opens (and on first use creates) the embedded PostgreSQL in `dataDir`/db. The caller holds the
 * lock on `dataDir`: PGlite has none of its own, and two processes would lose each other's rows.
 * @throws EmbeddedRefused when the folder was written by another version.
 */
export async function openEmbedded(dataDir: string): Promise<Embedded> {
  const folder = join(dataDir, 'db')
  if (!existsSync(join(folder, 'PG_VERSION'))) await createApart(dataDir, folder)
  refuseOtherVersion(folder)
  const pglite = new PreparedPGlite({ dataDir: folder })
  await pglite.waitReady
  const timer = setInterval(() => void pglite.exec(upkeep).catch(() => {}), upkeepEveryMs)
  timer.unref()
  return {
    adapter: new PrismaPGlite(pglite),
    connection: {
      exec: (sql) => pglite.exec(sql),
      query: async <Row>(sql: string, parameters?: unknown[]) =>
        (await pglite.query<Row>(sql, parameters)).rows,
    },
    async close() {
      clearInterval(timer)
      await pglite.exec('CHECKPOINT')
      await pglite.close()
    },
  }
}

/** Creating costs 800 MB that a process never gives back, reopening 290: so a short-lived child creates. */
async function createApart(dataDir: string, folder: string): Promise<void> {
  mkdirSync(dataDir, { recursive: true })
  const unfinished = join(dataDir, 'db.creating')
  rmSync(unfinished, { recursive: true, force: true })
  const own = fileURLToPath(import.meta.url)
  const script = own.replace(/embedded(\.[jt]s)$/, 'create-embedded$1')
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = fork(script, [unfinished], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: own.endsWith('.ts') ? ['--import', 'tsx'] : [],
    })
    child.once('error', reject).once('exit', resolve)
  })
  if (code !== 0) {
    throw new EmbeddedRefused(
      `The embedded database could not be created in ${dataDir}. ` +
        'Check that the folder can be written and that the disk has 200 MB free.',
    )
  }
  renameSync(unfinished, folder)
}

function refuseOtherVersion(folder: string): void {
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (version === postgresVersion) return
  throw new EmbeddedRefused(
    `The database in ${folder} was written by PostgreSQL ${version}, this program holds ` +
      `${postgresVersion}. Start the older program once more, back up, and restore here.`,
  )
}
