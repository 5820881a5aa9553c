import { existsSync, mkdirSync, rmSync, statSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join, relative, resolve as absolutePath } from 'node:path'

/** Another process holds the embedded database; the message says what to do. */
export class AlreadyRunning extends Error {}

/** The data folder cannot be used as it is; the message says why. */
export class FolderRefused extends Error {}

/** The process that was asked to carry a command out went away before it answered. */
export class InstanceLost extends Error {}

export interface CommandRequest {
  arguments: string[]
  /** Where the command was typed: relative paths start there. */
  cwd: string
  /** The language of whoever typed it. */
  locale: string
}

export interface CommandReply {
  exitCode: number
  stdout: string
  stderr: string
}

export interface Instance {
  /** Says how commands that other processes send are carried out. */
  serve(execute: (request: CommandRequest) => Promise<CommandReply>): void
  release(): Promise<void>
}

/**
 * The first byte that the holder of the folder says to a caller: it takes commands, or it does not
 * (yet). A caller that never hears it has sent nothing and may safely ask again.
 */
const [ready, busy] = ['+', '-']

/** Replacing a dead socket takes milliseconds; a marker this old belongs to nobody. */
const takeoverMs = 5_000
/** How long a command waits for a bot that is starting, or for another command to finish. */
const patienceMs = 60_000
const againMs = 150

/**
 * Takes the data folder for this process. The lock is a listening socket: it dies with its process,
 * and other processes send their commands through it.
 * @throws AlreadyRunning when another process holds the folder, FolderRefused when it is unusable
 */
export async function holdInstance(dataDir: string): Promise<Instance> {
  makeFolder(dataDir)
  if (await isAlive(dataDir)) throw alreadyRunning(dataDir)
  return await underTakeover(dataDir, async () => {
    if (await isAlive(dataDir)) throw alreadyRunning(dataDir)
    if (process.platform !== 'win32') rmSync(join(dataDir, socketName), { force: true })
    let execute: ((request: CommandRequest) => Promise<CommandReply>) | null = null
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      // A caller that went away, or only asked whether somebody is here, is no fault.
      answer(socket, execute).catch(() => socket.destroy())
    })
    await listen(server, dataDir)
    server.unref()
    return {
      serve: (handler) => {
        execute = handler
      },
      release: () =>
        new Promise<void>((done) => {
          // Closing takes the socket's file away, by the spelling under which it was made.
          atSocket(dataDir, () => server.close(() => done()))
        }),
    }
  })
}

/**
 * Sends a command to the process that holds the folder; null when none does. Where that process is
 * still starting, or is a single command, it waits for it.
 * @throws InstanceLost when the process stopped before it answered, AlreadyRunning when it goes on
 * taking no commands
 */
export async function sendToInstance(
  dataDir: string,
  request: CommandRequest,
): Promise<CommandReply | null> {
  const until = performance.now() + patienceMs
  for (;;) {
    const reply = await ask(dataDir, request)
    if (reply !== 'busy') return reply
    if (performance.now() > until) throw alreadyRunning(dataDir)
    await new Promise((resolve) => setTimeout(resolve, againMs))
  }
}

async function ask(
  dataDir: string,
  request: CommandRequest,
): Promise<CommandReply | 'busy' | null> {
  if (process.platform !== 'win32' && !existsSync(join(dataDir, socketName))) return null
  return await new Promise((resolve, reject) => {
    const socket = atSocket(dataDir, connect)
    const chunks: Buffer[] = []
    let sent = false
    const gone = () => {
      if (sent) reject(new InstanceLost('The running bot stopped before it answered.'))
      else resolve('busy')
    }
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      if (sent || String.fromCharCode(chunk[0] ?? 0) !== ready) return
      sent = true
      socket.end(JSON.stringify(request))
    })
    socket.once('end', () => {
      const reply = readReply(Buffer.concat(chunks).toString('utf8'))
      if (reply) resolve(reply)
      else gone()
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve(null)
      else gone()
    })
  })
}

/** What came after the first byte; null where that is no whole reply. */
function readReply(text: string): CommandReply | null {
  try {
    return JSON.parse(text.slice(ready.length)) as CommandReply
  } catch {
    return null
  }
}

const socketName = 'chenxun.sock'
/** The least that systems allow a socket's path to have, in bytes (macOS 104, Linux 108). */
const longestPath = 100

/**
 * Calls `use` with the address of the folder's socket. Of the two spellings the shorter is taken;
 * where both are too long, `use` runs inside the folder, so it must do its work before it returns.
 */
function atSocket<Result>(dataDir: string, use: (address: string) => Result): Result {
  const absolute = absolutePath(dataDir)
  if (process.platform === 'win32') {
    return use(`\\\\.\\pipe\\chenxun-${Buffer.from(absolute).toString('hex').slice(-100)}`)
  }
  const full = join(absolute, socketName)
  const spellings = [relative(process.cwd(), full), full]
  const short = spellings.find((path) => Buffer.byteLength(path) <= longestPath)
  if (short !== undefined) return use(short)
  const before = process.cwd()
  process.chdir(absolute)
  try {
    return use(socketName)
  } finally {
    process.chdir(before)
  }
}

function alreadyRunning(dataDir: string): AlreadyRunning {
  return new AlreadyRunning(
    `Another Chenxun process is running on ${absolutePath(dataDir)}. The embedded database serves one ` +
      'process. Stop the other one, choose another DATA_DIR, or set DATABASE_URL to a PostgreSQL server.',
  )
}

/** Only its owner may look inside: it holds names, answers and the command socket. */
function makeFolder(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw refusedFolder(dataDir, error)
  }
}

function refusedFolder(dataDir: string, error: unknown): FolderRefused {
  return new FolderRefused(
    `DATA_DIR ${absolutePath(dataDir)} cannot be used as a folder ` +
      `(${(error as NodeJS.ErrnoException).code ?? String(error)}). ` +
      'Choose another DATA_DIR, or let this user write there.',
    { cause: error },
  )
}

async function isAlive(dataDir: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = atSocket(dataDir, connect)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/**
 * Two processes that both find a dead socket must not both replace it: one makes the marker first,
 * the other waits. A marker that stays was left behind by a process that was killed at this point.
 */
async function underTakeover<Result>(dataDir: string, act: () => Promise<Result>): Promise<Result> {
  const marker = join(dataDir, 'starting')
  while (!makeMarker(marker, dataDir)) {
    const since = statSync(marker, { throwIfNoEntry: false })?.mtimeMs
    if (since !== undefined && Date.now() - since > takeoverMs) {
      rmSync(marker, { recursive: true, force: true })
    } else await new Promise((resolve) => setTimeout(resolve, againMs))
  }
  try {
    return await act()
  } finally {
    rmSync(marker, { recursive: true, force: true })
  }
}

/** False when the marker is there already. */
function makeMarker(marker: string, dataDir: string): boolean {
  try {
    mkdirSync(marker)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw refusedFolder(dataDir, error)
  }
}

async function listen(server: Server, dataDir: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    atSocket(dataDir, (path) => server.listen({ path, exclusive: true }, resolve))
  })
}

async function answer(
  socket: Socket,
  execute: ((request: CommandRequest) => Promise<CommandReply>) | null,
): Promise<void> {
  const request = readAll(socket)
  if (!execute) {
    socket.end(busy)
    return void (await request)
  }
  socket.write(ready)
  const text = await request
  if (text === '') return void socket.end()
  socket.end(JSON.stringify(await execute(JSON.parse(text) as CommandRequest)))
}

/** `for await` would not do: at the end of what it reads it closes the way back as well. */
async function readAll(socket: Socket): Promise<string> {
  return await new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.once('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    socket.on('error', reject)
  })
}
