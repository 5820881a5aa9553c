import type { Command } from 'commander'

import { makePrivateFile, Refused, writeOutput } from './command-io.ts'
import type { CommandWorld, Print } from './command-io.ts'
import { eraseOfficer } from './erase-officer.ts'
import { exportOfficer } from './export-officer.ts'
import { audit, listAudit, type AuditEntry } from './platform/audit.ts'
import { instantOf, isDay } from './shared/day.ts'

interface AuditOptions {
  since: string
  actor?: string
  json?: boolean
}

/** `audit`, `officer export` and `officer erase`. */
export function addPrivacyCommands(program: Command, world: CommandWorld, print: Print): void {
  const { t } = world
  program
    .command('audit')
    .description(t('cli-audit-help'))
    .requiredOption('--since <date>', 'YYYY-MM-DD')
    .option('--actor <id>', t('cli-audit-actor-help'))
    .option('--json', 'print one JSON value')
    .action((options: AuditOptions) => showAudit(world, options, print))
  const officer = program.command('officer').description(t('cli-officer-help'))
  officer
    .command('export <badge> <file>')
    .description(t('cli-officer-export-help'))
    .action((badge: string, file: string) => writeExport(world, { badge, file }, print))
  officer
    .command('erase <badge>')
    .description(t('cli-officer-erase-help'))
    .option('--yes', t('cli-officer-yes-help'))
    .option('--force', t('cli-officer-force-help'))
    .action((badge: string, options: { yes?: boolean; force?: boolean }) =>
      erase(world, { badge, ...options }, print),
    )
}

async function showAudit(
  world: CommandWorld,
  { since: day, actor, json }: AuditOptions,
  print: Print,
): Promise<void> {
  if (!isDay(day)) throw new Refused(world.t('cli-bad-day', { text: day }))
  if (actor !== undefined && !/^\d{1,15}$/.test(actor)) {
    throw new Refused(world.t('cli-bad-actor', { text: actor }))
  }
  const { db, settings } = await world.deps()
  const since = instantOf(settings.timeZone, day, '00:00')
  const entries = await listAudit(db, {
    since,
    actor: actor === undefined ? undefined : Number(actor),
  })
  if (json) return print(JSON.stringify(entries))
  for (const entry of entries) print(lineOf(entry))
}

function lineOf({ at, actor, act, object, detail }: AuditEntry): string {
  const rest = detail === null ? '' : ` ${JSON.stringify(detail)}`
  return `${at.toISOString()} ${actor ?? '-'} ${act} ${object}${rest}`
}

async function writeExport(
  world: CommandWorld,
  { badge, file }: { badge: string; file: string },
  print: Print,
): Promise<void> {
  const { db, now } = await world.deps()
  const held = await exportOfficer({ db }, badge)
  if (!held) throw new Refused(world.t('cli-no-officer', { badge }))
  await makePrivateFile(world, file)
  await writeOutput(world, file, `${JSON.stringify(held, readable, 2)}\n`)
  const object = `officer:${String(held['id'])}`
  await audit(db, { at: now(), actor: null, act: 'officer-exported', object })
  print(world.t('cli-officer-exported', { badge, file }))
}

function readable(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value
}

async function erase(
  world: CommandWorld,
  { badge, yes, force }: { badge: string; yes?: boolean; force?: boolean },
  print: Print,
): Promise<void> {
  if (!yes) throw new Refused(world.t('cli-officer-add-yes', { badge }))
  const erasure = await eraseOfficer(await world.deps(), { badge, force: force ?? false })
  switch (erasure.kind) {
    case 'erased':
      return print(world.t('cli-officer-erased', { badge }))
    case 'due-today':
      throw new Refused(world.t('cli-officer-due-today', { badge }))
    case 'unknown':
      throw new Refused(world.t('cli-no-officer', { badge }))
  }
}
