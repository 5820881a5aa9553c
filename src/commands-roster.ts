import { randomBytes } from 'node:crypto'
import { basename } from 'node:path'

import type { Command } from 'commander'

import { makePrivateFile, readInput, Refused, writeOutput } from './command-io.ts'
import type { CommandWorld, Print } from './command-io.ts'
import { issueCodes, writeCodes } from './people/binding-codes.ts'
import { confirmRoster, countChanges } from './people/confirm-roster.ts'
import { previewRoster } from './people/preview-roster.ts'
import { rosterProblemText } from './people/roster-problem-text.ts'
import type { Deps } from './platform/deps.ts'

interface RosterOptions {
  codes?: string
  dryRun?: boolean
  json?: boolean
}

/** `roster import`. */
export function addRosterCommands(program: Command, world: CommandWorld, print: Print): void {
  const roster = program.command('roster').description('units, officers and leaders')
  roster
    .command('import <file>')
    .description('load a roster (csv, xlsx); people absent from it are deactivated, never deleted')
    .option('--codes <out.csv>', 'write one-time binding codes for everybody not bound')
    .option('--dry-run', 'show what would change and change nothing')
    .option('--json', 'print one JSON value')
    .action((file: string, options: RosterOptions) => importRoster(world, file, options, print))
}

async function importRoster(
  world: CommandWorld,
  file: string,
  options: RosterOptions,
  print: Print,
): Promise<void> {
  const deps = await world.deps()
  const { importId, changes, problems } = await readPreview(world, deps, file)
  const applied = !options.dryRun
  const codesFile = applied ? options.codes : undefined
  if (codesFile) await makePrivateFile(world, codesFile)
  if (applied) await confirmRoster(deps, { importId, by: null })
  const codes = codesFile ? await writeCodesFile(world, codesFile) : null
  const counts = countChanges(changes)
  if (options.json) return print(JSON.stringify({ applied, ...counts, problems, codes }))
  for (const [name, count] of Object.entries(counts)) print(`${name}: ${count}`)
  for (const problem of problems) print(`! ${problem}`)
  if (!applied) print(world.t('cli-nothing-changed'))
  if (codes !== null) print(world.t('cli-codes-written', { count: codes, file: codesFile ?? '' }))
}

async function readPreview(world: CommandWorld, deps: Deps, file: string) {
  const bytes = await readInput(world, file)
  const preview = await previewRoster(deps, { bytes, fileName: basename(file), by: 0 })
  if (preview.kind === 'not-a-roster') throw new Refused(world.t('people-not-a-roster'))
  if (preview.kind === 'unreadable') {
    throw new Refused(world.t(`problem-${preview.code}`, preview.args))
  }
  const { importId, changes } = preview
  const problems = changes.problems.map((problem) => rosterProblemText(world.t, problem))
  // A file in which nobody was understood must not deactivate everybody.
  if (changes.officers === 0) {
    throw new Refused([world.t('people-preview-nothing'), ...problems].join('\n'))
  }
  return { importId, changes, problems }
}

async function writeCodesFile(world: CommandWorld, file: string): Promise<number> {
  const deps = await world.deps()
  const botUsername = await world.botUsername()
  const issued = await issueCodes(
    { ...deps, randomBytes, botUsername },
    { officers: 'unbound', by: null },
  )
  await writeOutput(world, file, writeCodes(issued, world.t))
  return issued.length
}
