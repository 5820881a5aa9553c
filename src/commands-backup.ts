import { resolve } from 'node:path'

import type { Command } from 'commander'

import { Refused } from './command-io.ts'
import type { CommandWorld, Print } from './command-io.ts'
import { backUp } from './platform/backup/back-up.ts'
import { BackupRefused } from './platform/backup/format.ts'
import { move, restore } from './platform/backup/restore.ts'
import { migrationsFolder, type Connection } from './platform/db.ts'
import { readMigrations } from './platform/migrate.ts'

interface BackupOptions {
  force?: boolean
  json?: boolean
}

interface RestoreOptions {
  replace?: boolean
  json?: boolean
}

/** `backup`, `restore` and `move`. */
export function addBackupCommands(program: Command, world: CommandWorld, print: Print): void {
  program
    .command('backup <file>')
    .description(
      'write everything in the database into one file, which restore reads on either kind',
    )
    .option('--force', 'overwrite the file if it exists')
    .option('--json', 'print one JSON value')
    .action((file: string, options: BackupOptions) =>
      explained(world, () => backUpInto(world, file, options, print)),
    )
  program
    .command('restore <file>')
    .description('load a backup into an empty database; the bot must be stopped')
    .option('--replace', 'replace what the database holds, which is written beside the file first')
    .option('--json', 'print one JSON value')
    .action((file: string, options: RestoreOptions) =>
      explained(world, () => restoreFrom(world, file, options, print)),
    )
  program
    .command('move')
    .description('carry the embedded database over to a PostgreSQL server; the bot must be stopped')
    .requiredOption('--to <url>', 'an empty database: postgres://user:password@host/chenxun')
    .option('--json', 'print one JSON value')
    .action((options: { to: string; json?: boolean }) =>
      explained(world, () => moveTo(world, options, print)),
    )
}

async function explained({ t }: CommandWorld, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof BackupRefused)) throw error
    throw new Refused(t(`backup-${error.fault}`, error.args))
  }
}

async function backUpInto(
  world: CommandWorld,
  file: string,
  { force = false, json }: BackupOptions,
  print: Print,
): Promise<void> {
  const began = performance.now()
  const deps = await world.deps()
  const done = await backUp(deps, { file: resolve(world.cwd, file), force })
  const { bytes, rows, tables } = done
  const seconds = secondsSince(began)
  print(
    json
      ? JSON.stringify({ file, bytes, rows, tables, seconds })
      : world.t('backup-done', { file, size: sizeText(bytes), rows, tables, seconds }),
  )
}

async function restoreFrom(
  world: CommandWorld,
  file: string,
  { replace = false, json }: RestoreOptions,
  print: Print,
): Promise<void> {
  const began = performance.now()
  const now = () => new Date()
  const open = aloneOf(world)
  const migrations = readMigrations(migrationsFolder)
  const path = resolve(world.cwd, file)
  const keepAs = replace ? `${path}.before-restore-${now().getTime()}` : null
  const done = await restore({ open, migrations, now }, { file: path, keepAs })
  const seconds = secondsSince(began)
  if (json) return print(JSON.stringify({ file, ...done, seconds }))
  const { rows, tables, createdAt, replaced } = done
  const made = whenText(createdAt)
  print(world.t('backup-restored', { file, rows, tables, made, seconds }))
  if (replaced !== null) print(world.t('backup-replaced', { file: replaced }))
}

async function moveTo(
  world: CommandWorld,
  { to, json }: { to: string; json?: boolean },
  print: Print,
): Promise<void> {
  if (!/^postgres(ql)?:\/\//.test(to) || !URL.canParse(to)) {
    throw new Refused(world.t('backup-bad-address'))
  }
  const began = performance.now()
  const open = aloneOf(world)
  const migrations = readMigrations(migrationsFolder)
  const foot = await move({ open, migrations, now: () => new Date() }, { to })
  const sums = Object.values(foot.tables)
  const rows = sums.reduce((sum, table) => sum + table.rows, 0)
  const seconds = secondsSince(began)
  if (json) return print(JSON.stringify({ rows, tables: foot.tables, seconds }))
  print(world.t('backup-moved', { rows, tables: sums.length, seconds }))
  print(`DATABASE_URL=${to}`)
}

/** How to open the database alone. @throws BackupRefused where the bot has it */
function aloneOf({ alone }: CommandWorld): () => Promise<Connection> {
  if (!alone) throw new BackupRefused('in-use')
  return alone
}

function secondsSince(began: number): number {
  return Math.round((performance.now() - began) / 100) / 10
}

function sizeText(bytes: number): string {
  const kilobytes = Math.ceil(bytes / 1000)
  return kilobytes < 1000 ? `${kilobytes} KB` : `${Math.round(kilobytes / 100) / 10} MB`
}

/** In the clock of this machine: 2026-11-24 23:44:47. */
function whenText(instant: string): string {
  return new Date(instant).toLocaleString('sv-SE')
}
