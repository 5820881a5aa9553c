import { chmod, readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'

import type { Grader } from './grade/grader.ts'
import type { Connection } from './platform/db.ts'
import type { Deps } from './platform/deps.ts'
import type { Translate } from './shared/locale.ts'

/** What a command may use; the database is opened only by the commands that need it. */
export interface CommandWorld {
  cwd: string
  t: Translate
  deps(): Promise<Deps>
  /** Opens the database as it is, for nobody else. Null where the running bot has it. */
  alone: (() => Promise<Connection>) | null
  /** The bot's name for deep links, where Telegram can be asked. */
  botUsername(): Promise<string | null>
  grader(): Promise<Grader>
  /** Sends what waits in the outbox; resolves when it is out. */
  send(): Promise<void>
  /** Runs the whole program in one of its ways, which prints for itself. Gives the exit code. */
  run(name: ProgramCommand, options: ProgramOptions): Promise<number>
}

export type ProgramCommand = 'start' | 'demo' | 'migrate' | 'doctor'

export interface ProgramOptions {
  json?: boolean
}

export type Print = (text: string) => void

/** The input was refused: the message goes to the person, the exit code is 1. */
export class Refused extends Error {}

/** The bytes of a file named where the command was typed. @throws Refused */
export async function readInput({ cwd, t }: CommandWorld, file: string): Promise<Uint8Array> {
  try {
    return await readFile(resolve(cwd, file))
  } catch {
    throw new Refused(t('cli-no-file', { file }))
  }
}

/** Writes a file named where the command was typed. @throws Refused */
export async function writeOutput(
  world: CommandWorld,
  file: string,
  content: string | Uint8Array,
): Promise<void> {
  try {
    await writeFile(resolve(world.cwd, file), content)
  } catch (error) {
    throw cannotWrite(world, file, error)
  }
}

/**
 * Makes a file, or the one that stands there, readable by its owner only, so that one that cannot be
 * written is refused before anything is done. @throws Refused
 */
export async function makePrivateFile(world: CommandWorld, file: string): Promise<void> {
  const path = resolve(world.cwd, file)
  try {
    await writeFile(path, '', { flag: 'a', mode: 0o600 })
    await chmod(path, 0o600)
  } catch (error) {
    throw cannotWrite(world, file, error)
  }
}

function cannotWrite({ t }: CommandWorld, file: string, error: unknown): Refused {
  const reason = error instanceof Error ? error.message : String(error)
  return new Refused(t('cli-cannot-write', { file, reason }))
}
