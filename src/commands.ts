import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'

import { Command, CommanderError } from 'commander'

import { checkBank } from './bank/check-bank.ts'
import { confirmImport } from './bank/confirm-import.ts'
import { exportBank } from './bank/export-bank.ts'
import { previewImport } from './bank/preview-import.ts'
import { undoImport } from './bank/undo-import.ts'
import { bankReportText } from './command-texts.ts'
import { BadGradeFile, gradeFile } from './grade/grade-file.ts'
import type { Grader } from './grade/grader.ts'
import { issueCodes, writeCodes } from './people/binding-codes.ts'
import { confirmRoster, countChanges } from './people/confirm-roster.ts'
import type { RosterChanges } from './people/plan-roster.ts'
import { previewRoster } from './people/preview-roster.ts'
import { rosterProblemText } from './people/roster-problem-text.ts'
import type { Deps } from './platform/deps.ts'
import type { CommandReply } from './platform/instance.ts'
import { findUnitByPath } from './report/find-unit.ts'
import { summariseUnit } from './report/summarise-unit.ts'
import { remindDay } from './schedule.ts'
import { isDay, type Day } from './shared/day.ts'
import type { Translate } from './shared/locale.ts'
import { readStatus } from './status.ts'

/** What a command may use; the database is opened only by the commands that need it. */
export interface CommandWorld {
  cwd: string
  t: Translate
  deps(): Promise<Deps>
  /** The bot's name for deep links, where Telegram can be asked. */
  botUsername(): Promise<string | null>
  grader(): Grader
  /** Sends what waits in the outbox; resolves when it is out. */
  send(): Promise<void>
}

/** The input was refused: the message goes to the person, the exit code is 1. */
export class Refused extends Error {}

/** Commands that need no database and are always carried out where they are typed. */
export const localCommands = new Set(['start', 'demo', 'migrate', 'doctor', 'grade', 'help'])

/** True when `words` name a command that works on the database. */
export function needsDatabase(words: string[]): boolean {
  const [first = 'help', second] = words.filter((word) => !word.startsWith('-'))
  if (words.includes('--help') || words.includes('-h')) return false
  return !localCommands.has(first) && !(first === 'bank' && second === 'check')
}

/**
 * Carries out one command. Exit code 0 good, 1 the input was refused, 2 bad usage; faults are thrown.
 */
export async function executeCommand(words: string[], world: CommandWorld): Promise<CommandReply> {
  const reply: CommandReply = { exitCode: 0, stdout: '', stderr: '' }
  const program = describeCommands(world, (text) => (reply.stdout += `${text}\n`))
  catchOutput(program, reply)
  try {
    await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) {
      reply.exitCode = error.exitCode === 0 ? 0 : 2
    } else if (error instanceof Refused) {
      reply.exitCode = 1
      reply.stderr += `${error.message}\n`
    } else throw error
  }
  return reply
}

/** Every command with its own words and options; `print` writes a line to standard output. */
export function describeCommands(world: CommandWorld, print: (text: string) => void): Command {
  const program = new Command('chenxun').description(
    'Chenxun (晨训): daily training in Telegram. Settings come from .env; see README.md.',
  )
  addRosterCommands(program, world, print)
  addBankCommands(program, world, print)
  addDayCommands(program, world, print)
  addGradeCommand(program, world, print)
  return program
}

function catchOutput(program: Command, reply: CommandReply): void {
  const visit = (command: Command): void => {
    command.exitOverride().configureOutput({
      writeOut: (text) => (reply.stdout += text),
      writeErr: (text) => (reply.stderr += text),
    })
    command.commands.forEach(visit)
  }
  visit(program)
}

type Print = (text: string) => void

function addRosterCommands(program: Command, world: CommandWorld, print: Print): void {
  const roster = program.command('roster').description('units, officers and leaders')
  roster
    .command('import <file>')
    .description('load a roster (csv, xlsx); people absent from it are deactivated, never deleted')
    .option('--codes <out.csv>', 'write one-time binding codes for everybody not bound')
    .option('--dry-run', 'show what would change and change nothing')
    .option('--json', 'print one JSON value')
    .action(async (file: string, options: { codes?: string; dryRun?: boolean; json?: boolean }) => {
      await importRoster(world, file, options, print)
    })
}

async function importRoster(
  world: CommandWorld,
  file: string,
  options: { codes?: string; dryRun?: boolean; json?: boolean },
  print: Print,
): Promise<void> {
  const deps = await world.deps()
  const bytes = await readInput(world, file)
  const preview = await previewRoster(deps, { bytes, fileName: basename(file), by: 0 })
  if (preview.kind === 'not-a-roster') throw new Refused(world.t('people-not-a-roster'))
  if (preview.kind === 'unreadable') {
    throw new Refused(world.t(`problem-${preview.code}`, preview.args))
  }
  const changes = options.dryRun ? preview.changes : await applyRoster(world, preview.importId)
  const codes = options.codes && !options.dryRun ? await writeCodesFile(world, options.codes) : null
  const problems = changes.problems.map((problem) => rosterProblemText(world.t, problem))
  if (options.json) {
    const applied = !options.dryRun
    return print(JSON.stringify({ applied, ...countChanges(changes), problems, codes }))
  }
  for (const [name, count] of Object.entries(countChanges(changes))) print(`${name}: ${count}`)
  for (const problem of problems) print(`! ${problem}`)
  if (options.dryRun) print(world.t('cli-nothing-changed'))
  if (codes !== null)
    print(world.t('cli-codes-written', { count: codes, file: options.codes ?? '' }))
}

async function applyRoster(world: CommandWorld, importId: number): Promise<RosterChanges> {
  const confirmed = await confirmRoster(await world.deps(), { importId, by: null })
  if (confirmed.kind !== 'confirmed') throw new Refused(world.t('cli-import-stale'))
  return confirmed.changes
}

async function writeCodesFile(world: CommandWorld, file: string): Promise<number> {
  const deps = await world.deps()
  const botUsername = await world.botUsername()
  const issued = await issueCodes(
    { ...deps, randomBytes, botUsername },
    { officers: 'unbound', by: null },
  )
  await writeFile(resolve(world.cwd, file), writeCodes(issued, world.t), { mode: 0o600 })
  return issued.length
}

function addBankCommands(program: Command, world: CommandWorld, print: Print): void {
  const bank = program.command('bank').description('question banks')
  bank
    .command('check <file>')
    .description('say what a file holds; no database, nothing changes')
    .option('--json', 'print one JSON value')
    .option('--full', 'with --json: every question as it was read')
    .action(async (file: string, options: { json?: boolean; full?: boolean }) => {
      const bytes = await readInput(world, file)
      const full = options.full ?? false
      const report = await checkBank(world.t, bytes, { name: basename(file), full })
      print(options.json ? JSON.stringify(report) : bankReportText(report))
      if (report.questions === 0 && report.problems.length > 0)
        throw new Refused(world.t('cli-no-questions', { file }))
    })
  bank
    .command('import <file>')
    .description('load a bank; without --yes only show what would be loaded')
    .option('--name <name>', 'the bank to load into (default: the file name)')
    .option('--yes', 'load it')
    .option('--json', 'print one JSON value')
    .action(async (file: string, options: { name?: string; yes?: boolean; json?: boolean }) => {
      await importBank(world, file, options, print)
    })
  bank
    .command('export <name> <file>')
    .description('write a bank as xlsx or JSON, by the ending of the file')
    .action(async (name: string, file: string) => {
      const exported = await exportBank(await world.deps(), { name, fileName: file })
      if (exported.kind !== 'exported')
        throw new Refused(world.t(`cli-export-${exported.kind}`, { name }))
      await writeFile(resolve(world.cwd, file), exported.bytes)
      print(world.t('cli-exported', { count: exported.questions, file }))
    })
  bank
    .command('undo <import>')
    .description('take an import back: unanswered questions go, answered ones are retired')
    .action(async (id: string) => {
      const undone = await undoImport(await world.deps(), { importId: Number(id), by: null })
      if (undone.kind !== 'undone') throw new Refused(world.t(`cli-undo-${undone.kind}`, { id }))
      print(world.t('cli-undone', { deleted: undone.deleted, retired: undone.retired }))
    })
}

async function importBank(
  world: CommandWorld,
  file: string,
  options: { name?: string; yes?: boolean; json?: boolean },
  print: Print,
): Promise<void> {
  const deps = await world.deps()
  const bytes = await readInput(world, file)
  const input = {
    bytes,
    name: basename(file),
    by: 0,
    ...(options.name && { bankName: options.name }),
  }
  const preview = await previewImport(deps, input)
  if (!options.json)
    print(bankReportText(await checkBank(world.t, bytes, { name: basename(file), full: false })))
  if (preview.importable === 0) throw new Refused(world.t('cli-no-questions', { file }))
  if (!options.yes) {
    return print(
      options.json ? JSON.stringify({ importId: null, imported: 0 }) : world.t('cli-add-yes'),
    )
  }
  const done = await confirmImport(deps, { importId: preview.importId, by: null })
  if (done.kind !== 'confirmed') throw new Refused(world.t('cli-import-stale'))
  const { imported, skipped } = done
  print(
    options.json
      ? JSON.stringify({ importId: preview.importId, imported, skipped })
      : world.t('cli-imported', { imported, skipped, id: preview.importId }),
  )
}

function addDayCommands(program: Command, world: CommandWorld, print: Print): void {
  program
    .command('remind')
    .description("send a day's cards to everybody due who has not got one; never doubles")
    .requiredOption('--day <date>', 'YYYY-MM-DD')
    .option('--json', 'print one JSON value')
    .action(async (options: { day: string; json?: boolean }) => {
      const day = readDay(world, options.day)
      const opened = await remindDay(await world.deps(), day)
      if (opened.kind !== 'opened') throw new Refused(world.t(`cli-remind-${opened.kind}`, { day }))
      await world.send()
      const { officers, cards } = opened
      print(
        options.json
          ? JSON.stringify({ day, officers, cards })
          : world.t('cli-reminded', { day, officers, cards }),
      )
    })
  program
    .command('summary')
    .description('the numbers a leader sees')
    .requiredOption('--unit <path>', 'such as 市局/襄州分局/肖湾派出所')
    .requiredOption('--day <date>', 'YYYY-MM-DD')
    .option('--json', 'print one JSON value')
    .action(async (options: { unit: string; day: string; json?: boolean }) => {
      const day = readDay(world, options.day)
      const deps = await world.deps()
      const unit = await findUnitByPath(deps.db, options.unit)
      if (!unit) throw new Refused(world.t('cli-no-unit', { unit: options.unit }))
      const summary = await summariseUnit(deps, { unitId: unit.id, fromDay: day, toDay: day })
      print(JSON.stringify(summary, null, options.json ? 0 : 2))
    })
  program
    .command('status')
    .description('what ran today, what waits, what failed')
    .option('--json', 'print one JSON value')
    .action(async (options: { json?: boolean }) => {
      print(JSON.stringify(await readStatus(await world.deps()), null, options.json ? 0 : 2))
    })
}

function addGradeCommand(program: Command, world: CommandWorld, print: Print): void {
  program
    .command('grade <file>')
    .description('mark short answers: one JSON object {question, points, answer} a line')
    .option('--json', 'print one JSON value')
    .action(async (file: string) => {
      const text = Buffer.from(await readInput(world, file)).toString('utf8')
      try {
        print(JSON.stringify(await gradeFile(world.grader(), text)))
      } catch (error) {
        if (!(error instanceof BadGradeFile)) throw error
        throw new Refused(error.message)
      }
    })
}

function readDay(world: CommandWorld, text: string): Day {
  if (!isDay(text)) throw new Refused(world.t('cli-bad-day', { text }))
  return text
}

async function readInput(world: CommandWorld, file: string): Promise<Uint8Array> {
  try {
    return await readFile(resolve(world.cwd, file))
  } catch {
    throw new Refused(world.t('cli-no-file', { file }))
  }
}
