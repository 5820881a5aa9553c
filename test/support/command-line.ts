import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** The command line as a person at a shell has it: a process in a folder, with nothing but `env` set. */
export interface Shell {
  env: Record<string, string>
  cwd: string
}

export interface Outcome {
  code: number
  stdout: string
  stderr: string
}

const script = resolve('dist/cli.js')

/** Makes dist/ agree with src/; test files that run beside each other build once. */
export async function buildCommandLine(): Promise<void> {
  const lock = join(tmpdir(), `chenxun-build-${process.getuid?.() ?? 0}`)
  while (!takeLock(lock)) await new Promise((done) => setTimeout(done, 200))
  try {
    execFileSync(process.execPath, ['scripts/build.mjs'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function takeLock(lock: string): boolean {
  const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs
  if (since !== undefined && Date.now() - since > 120_000) rmSync(lock, { recursive: true })
  try {
    mkdirSync(lock)
    return true
  } catch {
    return false
  }
}

/** Runs `chenxun words…` to its end. */
export async function chenxun(shell: Shell, ...words: string[]): Promise<Outcome> {
  return await new Promise((done) => {
    const options = { cwd: shell.cwd, env: environment(shell), maxBuffer: 64 * 1024 * 1024 }
    execFile(process.execPath, [script, ...words], options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      done({ code, stdout, stderr })
    })
  })
}

export interface StartedBot {
  /** What it wrote so far, both streams. */
  output(): string
  /** Stops it as a supervisor does; gives the exit code. */
  stop(): Promise<number | null>
}

/** Runs `chenxun start` and resolves when the bot says that it runs. */
export async function startBot(shell: Shell): Promise<StartedBot> {
  const child = spawn(process.execPath, [script, 'start'], {
    cwd: shell.cwd,
    env: environment(shell),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const gone = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  await new Promise<void>((ready, fail) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8')
      if (/ is running\.$/m.test(output)) ready()
    })
    void gone.then((code) => fail(new Error(`start ended with ${code}: ${output}`)))
  })
  return { output: () => output, stop: () => stop(child, gone) }
}

async function stop(child: ChildProcess, gone: Promise<number | null>): Promise<number | null> {
  child.kill('SIGTERM')
  return await gone
}

function environment({ env }: Shell): Record<string, string> {
  return { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), ...env }
}

/** The one JSON value on a command's standard output; anything beside it is an error. */
export function onlyJson(outcome: Outcome): unknown {
  if (!outcome.stdout.endsWith('\n')) throw new Error(`no line: ${outcome.stdout}`)
  return JSON.parse(outcome.stdout)
}
