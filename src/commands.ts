import { Command, CommanderError } from 'commander'

import { readInput, Refused } from './command-io.ts'
import type { CommandWorld, Print, ProgramCommand, ProgramOptions } from './command-io.ts'
import { addAskCommand } from './commands-ask.ts'
import { addBackupCommands } from './commands-backup.ts'
import { addBankCommands } from './commands-bank.ts'
import { addLawCommands } from './commands-law.ts'
import { addPrivacyCommands } from './commands-privacy.ts'
import { addRegradeCommand } from './commands-regrade.ts'
import { addRosterCommands } from './commands-roster.ts'
import { badGradeFileText } from './grade/bad-file-text.ts'
import { BadGradeFile, gradeFile } from './grade/grade-file.ts'
import type { CommandReply } from './platform/instance.ts'
import { findUnitByPath } from './report/find-unit.ts'
import { summariseUnit } from './report/summarise-unit.ts'
import { remindDay } from './schedule.ts'
import { isDay, type Day } from './shared/day.ts'
import { readStatus } from './status.ts'

/** Commands that need no database and are always carried out where they are typed. */
const localCommands = new Set(['start', 'demo', 'migrate', 'doctor', 'help'])

/** True when `words` name a command that works on the database: `grade` keeps what a model costs. */
export function needsDatabase(words: string[], usesModel: boolean): boolean {
  const [first = 'help', second] = words.filter((word) => !word.startsWith('-'))
  if (words.includes('--help') || words.includes('-h')) return false
  if (first === 'grade') return usesModel
  return !localCommands.has(first) && !(first === 'bank' && second === 'check')
}

/**
 * Carries out one command. Exit code 0 good, 1 the input was refused, 2 bad usage; faults are thrown.
 */
export async function executeCommand(words: string[], world: CommandWorld): Promise<CommandReply> {
  const reply: CommandReply = { exitCode: 0, stdout: '', stderr: '' }
  const program = describeCommands(world, reply)
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

/** Every command with its own words and options; what it prints and its exit code go into `reply`. */
function describeCommands(world: CommandWorld, reply: CommandReply): Command {
  const print = (text: string) => void (reply.stdout += `${text}\n`)
  const program = new Command('chenxun').description(
    'Chenxun (晨训): daily training in Telegram. Settings come from .env; see README.md.\n' +
      'Exit codes: 0 good, 1 the input was refused, 2 bad usage, 3 the system failed.',
  )
  addProgramCommands(program, async (name, options) => {
    reply.exitCode = await world.run(name, options)
  })
  addRosterCommands(program, world, print)
  addBankCommands(program, world, print)
  addLawCommands(program, world, print)
  addAskCommand(program, world, print)
  addRegradeCommand(program, world, print)
  addDayCommands(program, world, print)
  addGradeCommand(program, world, print)
  addPrivacyCommands(program, world, print)
  addBackupCommands(program, world, print)
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

/** The commands that are the program itself rather than a question to it. */
function addProgramCommands(
  program: Command,
  run: (name: ProgramCommand, options: ProgramOptions) => Promise<void>,
): void {
  program
    .command('start')
    .description('run the bot until it is told to stop (SIGINT, SIGTERM)')
    .action(() => run('start', {}))
  program
    .command('demo')
    .description('try everything on this machine: no token, no key, no database server')
    .option('--port <number>', "the page's port")
    .option('--no-open', 'do not open the browser')
    .action(() => run('demo', {}))
  program
    .command('migrate')
    .description('bring the database up to date; start does it as well')
    .option('--json', 'print one JSON value')
    .action((options: ProgramOptions) => run('migrate', options))
  program
    .command('doctor')
    .description('check settings, database, Telegram and model, and say how to mend what fails')
    .option('--json', 'print one JSON value')
    .action((options: ProgramOptions) => run('doctor', options))
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
      const { botToken } = (await world.deps()).settings
      if (!options.json && !botToken) print(world.t('cli-queued-only'))
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
        print(JSON.stringify(await gradeFile(await world.grader(), text)))
      } catch (error) {
        if (!(error instanceof BadGradeFile)) throw error
        throw new Refused(badGradeFileText(world.t, error))
      }
    })
}

function readDay(world: CommandWorld, text: string): Day {
  if (!isDay(text)) throw new Refused(world.t('cli-bad-day', { text }))
  return text
}
