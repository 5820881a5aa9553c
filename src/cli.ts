#!/usr/bin/env node
import { existsSync } from 'node:fs'

import type { CommandWorld, ProgramCommand, ProgramOptions } from './command-io.ts'
import { commandWorld, graderOf } from './command-world.ts'
import { executeCommand, needsDatabase } from './commands.ts'
import { BadSetting, readConfig } from './config.ts'
import { runDoctor } from './doctor.ts'
import { TelegramUnreachable, WrongToken } from './introduce-bot.ts'
import { startProgram, type Running } from './main.ts'
import { DatabaseUnreachable, openDatabase } from './platform/db.ts'
import { EmbeddedRefused } from './platform/embedded.ts'
import {
  AlreadyRunning,
  FolderRefused,
  holdInstance,
  InstanceLost,
  sendToInstance,
  type CommandReply,
  type CommandRequest,
} from './platform/instance.ts'
import { createLog, maskPrivate, maskSecrets } from './platform/log.ts'
import { MigrationRefused } from './platform/migrate.ts'
import { loadTexts } from './platform/texts.ts'
import { locales, type Locale } from './shared/locale.ts'
import type { Settings } from './shared/settings.ts'
import { PortRefused, WebhookRefused } from './web.ts'

/** Exit codes: 0 good, 1 the input was refused, 2 bad usage, 3 the system failed. */
const failed = 3
const refused = 1

/** How long a call that hangs may keep a process that has stopped. */
const lingerMs = 1_000

/** What the person typed or wrote into .env and can mend there. */
const refusals = [BadSetting, WrongToken, WebhookRefused]

/** What the operator can mend; everything else is a fault and shows its stack. */
const explained = [
  DatabaseUnreachable,
  TelegramUnreachable,
  EmbeddedRefused,
  AlreadyRunning,
  FolderRefused,
  InstanceLost,
  MigrationRefused,
  PortRefused,
]

// Node would print the error with all that hangs on it, such as the message that Telegram refused.
process.on('uncaughtException', (error) => {
  process.stderr.write(describeFailure(error).stderr)
  process.exit(failed)
})
process.exitCode = await main(process.argv.slice(2))

async function main(words: string[]): Promise<number> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  try {
    const usesModel = Boolean(process.env['OPENAI_API_KEY']?.trim())
    return needsDatabase(words, usesModel) ? await runOnDatabase(words) : await runHere(words)
  } catch (error) {
    const { exitCode, stderr } = describeFailure(error)
    process.stderr.write(stderr)
    return exitCode
  }
}

function describeFailure(error: unknown): CommandReply {
  const isRefusal = refusals.some((kind) => error instanceof kind)
  const isExplained = isRefusal || explained.some((kind) => error instanceof kind)
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return {
    exitCode: isRefusal ? refused : failed,
    stdout: '',
    stderr: `${isExplained ? maskSecrets((error as Error).message) : maskPrivate(text)}\n`,
  }
}

/** Commands that need no database also need no sound settings, until they ask for them. */
async function runHere(words: string[]): Promise<number> {
  const world = worldHere(words, () => readConfig(process.env))
  return show(await executeCommand(words, world))
}

/** A command on an embedded database that another process holds is carried out by that process. */
async function runOnDatabase(words: string[]): Promise<number> {
  const settings = readConfig(process.env)
  const request = { arguments: words, cwd: process.cwd(), locale: localeOf() }
  for (;;) {
    const reply = settings.databaseUrl ? null : await sendToInstance(settings.dataDir, request)
    if (reply) return show(reply)
    const world = worldHere(words, () => settings)
    try {
      return show(await executeCommand(words, world))
    } catch (error) {
      // Another process took the folder between the question and the attempt: ask that one.
      if (!(error instanceof AlreadyRunning)) throw error
    } finally {
      await world.close()
    }
  }
}

function worldHere(
  words: string[],
  settings: () => Settings,
): CommandWorld & { close(): Promise<void> } {
  const run = (name: ProgramCommand, options: ProgramOptions) => runProgram(name, options, words)
  return {
    ...commandWorld(settings, loadTexts()(localeOf())),
    cwd: process.cwd(),
    run,
  }
}

async function runProgram(
  name: ProgramCommand,
  options: ProgramOptions,
  words: string[],
): Promise<number> {
  switch (name) {
    case 'start':
      return await runStart(readConfig(process.env, { toStart: true }))
    case 'demo': {
      // The local Telegram and its schema are of no use to a bot that runs for real.
      const { runDemo } = await import('./demo/run-demo.ts')
      return await runDemo(words.slice(1), process.env)
    }
    case 'migrate':
      return await runMigrate(readConfig(process.env), options)
    case 'doctor':
      return await runDoctor(process.env, { ...options, print: console.log })
  }
}

/** Runs until it is told to stop; then finishes what it holds. */
async function runStart(settings: Settings): Promise<number> {
  const log = createLog(process.env['LOG_LEVEL'] ?? 'info')
  const running = await startProgram({ settings, log })
  running.instance?.serve((request) => executeInside(running, request))
  console.log(`@${running.botName} is running.`)
  await toldToStop()
  await running.stop()
  setTimeout(() => process.exit(), lingerMs).unref()
  return 0
}

/** Resolves at the first signal; the second ends the process at once, as it does where nobody listens. */
async function toldToStop(): Promise<void> {
  const signals = ['SIGINT', 'SIGTERM'] as const
  await new Promise<void>((resolve) => {
    const stop = () => {
      for (const signal of signals) process.off(signal, stop)
      resolve()
    }
    for (const signal of signals) process.on(signal, stop)
  })
}

async function executeInside(running: Running, request: CommandRequest): Promise<CommandReply> {
  const { deps } = running
  const locale = locales.find((one) => one === request.locale) ?? localeOf()
  const world: CommandWorld = {
    ...commandWorld(() => deps.settings, deps.texts(locale)),
    cwd: request.cwd,
    deps: () => Promise.resolve(deps),
    alone: null,
    botUsername: () => Promise.resolve(running.botName),
    grader: () => Promise.resolve(graderOf(deps)),
    send: () => running.catchUp(),
  }
  try {
    return await executeCommand(request.arguments, world)
  } catch (error) {
    return describeFailure(error)
  }
}

async function runMigrate(settings: Settings, { json }: ProgramOptions): Promise<number> {
  const instance = settings.databaseUrl ? null : await holdInstance(settings.dataDir)
  try {
    const database = await openDatabase(settings)
    await database.close()
    const { migrated } = database
    if (json) console.log(JSON.stringify({ applied: migrated }))
    else {
      for (const migration of migrated) console.log(`applied ${migration}`)
      console.log('The database is up to date.')
    }
    return 0
  } finally {
    await instance?.release()
  }
}

function show(reply: CommandReply): number {
  process.stdout.write(reply.stdout)
  process.stderr.write(reply.stderr)
  return reply.exitCode
}

/** The operator's language, from the shell. */
function localeOf(): Locale {
  return process.env['LANG']?.toLowerCase().startsWith('en') ? 'en' : 'zh-CN'
}
