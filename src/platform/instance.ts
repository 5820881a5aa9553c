import { existsSync, mkdirSync, rmSync, rmdirSync, statSync } from 'node:fs'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { join, relative, resolve as absolutePath } from 'node:path'

/** Another process holds the embedded database; the message says what to do. */
export class AlreadyRunning extends Error {}

export interface CommandRequest {
  arguments: string[]
  /** Where the command was typed: relative paths start there. */
  cwd: string
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

const takeoverMs = 10_000

/**
 * Takes the data folder for this process. The lock is a listening socket: it dies with its process,
 * and other processes send their commands through it.
 * @throws AlreadyRunning when another process holds the folder
 */
export async function holdInstance(dataDir: string): Promise<Instance> {
  mkdirSync(dataDir, { recursive: true })
  const path = socketPath(dataDir)
  if (await isAlive(path)) throw alreadyRunning(dataDir)
  return await underTakeover(dataDir, async () => {
    if (await isAlive(path)) throw alreadyRunning(dataDir)
    if (!isPipe(path)) rmSync(path, { force: true })
    let execute: ((request: CommandRequest) => Promise<CommandReply>) | null = null
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      void answer(socket, async (request) => {
        if (!execute) return { exitCode: 3, stdout: '', stderr: 'The bot is still starting.\n' }
        return await execute(request)
      })
    })
    await listen(server, path)
    server.unref()
    return {
      serve: (handler) => {
        execute = handler
      },
      release: () => new Promise<void>((done) => void server.close(() => done())),
    }
  })
}

/** Sends a command to the process that holds the folder; null when none does. */
export async function sendToInstance(
  dataDir: string,
  request: CommandRequest,
): Promise<CommandReply | null> {
  const path = socketPath(dataDir)
  if (!isPipe(path) && !existsSync(path)) return null
  return await new Promise((resolve, reject) => {
    const socket = connect(path)
    const chunks: Buffer[] = []
    socket.once('connect', () => socket.end(JSON.stringify(request)))
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.once('end', () => {
      const text = Buffer.concat(chunks).toString('utf8')
      if (text === '') return reject(new Error('the bot stopped before it answered'))
      resolve(JSON.parse(text) as CommandReply)
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve(null)
      else reject(error)
    })
  })
}

/** A socket's path may have some 100 bytes only: the shorter of the two spellings is used. */
function socketPath(dataDir: string): string {
  const absolute = absolutePath(dataDir)
  if (process.platform === 'win32') {
    return `\\\\.\\pipe\\chenxun-${Buffer.from(absolute).toString('hex').slice(-100)}`
  }
  const full = join(absolute, 'chenxun.sock')
  const short = relative(process.cwd(), full)
  return short.length < full.length ? short : full
}

function isPipe(path: string): boolean {
  return path.startsWith('\\\\')
}

function alreadyRunning(dataDir: string): AlreadyRunning {
  return new AlreadyRunning(
    `Another Chenxun process is running on ${absolutePath(dataDir)}. The embedded database serves one ` +
      'process. Stop the other one, choose another DATA_DIR, or set DATABASE_URL to a PostgreSQL server.',
  )
}

async function isAlive(path: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** Two processes that both find a dead socket must not both replace it: one makes the folder first. */
async function underTakeover<Result>(dataDir: string, act: () => Promise<Result>): Promise<Result> {
  const marker = join(dataDir, 'starting')
  if (existsSync(marker) && Date.now() - statSync(marker).mtimeMs > takeoverMs) {
    rmSync(marker, { recursive: true, force: true })
  }
  try {
    mkdirSync(marker)
  } catch {
    throw alreadyRunning(dataDir)
  }
  try {
    return await act()
  } finally {
    rmdirSync(marker)
  }
}

async function listen(server: Server, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ path, exclusive: true }, resolve)
  })
}

async function answer(
  socket: Socket,
  execute: (request: CommandRequest) => Promise<CommandReply>,
): Promise<void> {
  // A caller that went away, or only asked whether somebody is here, is no fault.
  socket.on('error', () => {})
  const chunks: Buffer[] = []
  for await (const chunk of socket) chunks.push(chunk as Buffer)
  if (chunks.length === 0) return void socket.end()
  const reply = await execute(JSON.parse(Buffer.concat(chunks).toString('utf8')) as CommandRequest)
  socket.end(JSON.stringify(reply))
}
