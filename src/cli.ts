#!/usr/bin/env node
import { existsSync } from 'node:fs'

import { commandWorld } from './command-world.ts'
import { executeCommand, needsDatabase, type CommandWorld } from './commands.ts'
import { BadSetting, readConfig } from './config.ts'
import { runDemo } from './demo/run-demo.ts'
import { runDoctor } from './doctor.ts'
import { startProgram, WrongToken, type Running } from './main.ts'
import { DatabaseUnreachable, openDatabase } from './platform/db.ts'
import { EmbeddedRefused } from './platform/embedded.ts'
import {
  AlreadyRunning,
  holdInstance,
  sendToInstance,
  type CommandReply,
} from './platform/instance.ts'
import { createLog, maskTokens } from './platform/log.ts'
import { MigrationRefused } from './platform/migrate.ts'
import { loadTexts } from './platform/texts.ts'
import type { Locale } from './shared/locale.ts'
import type { Settings } from './shared/settings.ts'

/** Exit codes: 0 good, 1 the input was refused, 2 bad usage, 3 the system failed. */
const failed = 3
const refused = 1

/** What the person can mend; everything else is a fault and shows its stack in the log. */
const explained = [
  BadSetting,
  WrongToken,
  DatabaseUnreachable,
  EmbeddedRefused,
  AlreadyRunning,
  MigrationRefused,
]

process.exitCode = await main(process.argv.slice(2))

async function main(words: string[]): Promise<number> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  try {
    return await run(words)
  } catch (error) {
    if (explained.some((kind) => error instanceof kind)) {
      console.error(maskTokens((error as Error).message))
      return error instanceof BadSetting || error instanceof WrongToken ? refused : failed
    }
    console.error(
      maskTokens(error instanceof Error ? (error.stack ?? error.message) : String(error)),
    )
    return failed
  }
}

async function run(words: string[]): Promise<number> {
  const [name] = words.filter((word) => !word.startsWith('-'))
  const asksForHelp = words.includes('--help') || words.includes('-h')
  if (!asksForHelp && name === 'start') return await runStart(readConfig(process.env))
  if (!asksForHelp && name === 'demo') return await runDemo(words.slice(1), process.env)
  if (!asksForHelp && name === 'migrate') return await runMigrate(readConfig(process.env))
  if (!asksForHelp && name === 'doctor') return await runDoctor(process.env, console.log)
  return await runCommand(words)
}

/** Runs until it is told to stop; then finishes what it holds. */
async function runStart(settings: Settings): Promise<number> {
  if (!settings.botToken) {
    throw new BadSetting(
      'BOT_TOKEN: empty. Get a token from @BotFather in Telegram and write it into .env ' +
        '(see .env.example), or try the program without one: npm run demo',
    )
  }
  const log = createLog(process.env['LOG_LEVEL'] ?? 'info')
  const running = await startProgram({ settings, log })
  running.instance?.serve((request) => executeInside(running, request))
  console.log(`@${running.botName} is running.`)
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve)
  })
  await running.stop()
  return 0
}

async function executeInside(
  running: Running,
  request: { arguments: string[]; cwd: string },
): Promise<CommandReply> {
  const { deps } = running
  const world: CommandWorld = {
    ...commandWorld(deps.settings, deps.texts(localeOf())),
    cwd: request.cwd,
    deps: () => Promise.resolve(deps),
    botUsername: () => Promise.resolve(running.botName),
    send: () => running.catchUp(),
  }
  try {
    return await executeCommand(request.arguments, world)
  } catch (error) {
    return { exitCode: failed, stdout: '', stderr: `${maskTokens(String(error))}\n` }
  }
}

async function runMigrate(settings: Settings): Promise<number> {
  const instance = settings.databaseUrl ? null : await holdInstance(settings.dataDir)
  const database = await openDatabase(settings)
  for (const migration of database.migrated) console.log(`applied ${migration}`)
  console.log('The database is up to date.')
  await database.close()
  await instance?.release()
  return 0
}

/** A command on an embedded database that the running bot holds is carried out by the bot. */
async function runCommand(words: string[]): Promise<number> {
  const t = loadTexts()(localeOf())
  if (!needsDatabase(words)) {
    const settings = readConfig(process.env)
    return show(await executeCommand(words, { ...commandWorld(settings, t), cwd: process.cwd() }))
  }
  const settings = readConfig(process.env)
  if (!settings.databaseUrl) {
    const request = { arguments: words, cwd: process.cwd() }
    const reply = await sendToInstance(settings.dataDir, request)
    if (reply) return show(reply)
  }
  const world = commandWorld(settings, t)
  try {
    return show(await executeCommand(words, { ...world, cwd: process.cwd() }))
  } finally {
    await world.close()
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
