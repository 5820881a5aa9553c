import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import pg from 'pg'

/** Where a database is: what openDatabase wants to know. */
export interface DatabasePlace {
  databaseUrl: string | null
  dataDir: string
}

/** Where databases of one kind are made. */
export interface Ground {
  name: 'PGlite' | 'PostgreSQL'
  /** Where it is: no two have the same. */
  id: string
  /** A place of its own, empty or a copy of another whose database nobody has open. */
  place(copyOf?: DatabasePlace): Promise<DatabasePlace>
  /** Starts the server again, where there is one that went down. */
  revive(): void
  /** Removes every trace; nothing may be open. */
  clear(): Promise<void>
}

/** Embedded databases in folders of their own, below `root`. */
export function embeddedGround(root = tmpdir()): Ground {
  const folders: string[] = []
  return {
    name: 'PGlite',
    id: root,
    place(copyOf) {
      const dataDir = mkdtempSync(join(root, 'chenxun-bench-'))
      folders.push(dataDir)
      if (copyOf) cpSync(join(copyOf.dataDir, 'db'), join(dataDir, 'db'), { recursive: true })
      return Promise.resolve({ databaseUrl: null, dataDir })
    },
    revive() {},
    clear() {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true })
      return Promise.resolve()
    },
  }
}

/**
 * Databases on the server at BENCH_DATABASE_URL, or on one started for this run. Null, with the
 * reason printed, where there is neither.
 */
export async function serverGround(): Promise<Ground | null> {
  const given = process.env['BENCH_DATABASE_URL']
  const server = given ? { url: given, revive() {}, stop() {} } : await startServer(tmpdir())
  return server && groundOf(server)
}

/** Databases on a server whose data lies below `root`; null where no PostgreSQL is installed. */
export async function ownServerGround(root: string): Promise<Ground | null> {
  const server = await startServer(root)
  return server && groundOf(server)
}

interface Server {
  url: string
  revive(): void
  stop(): void
}

function groundOf(server: Server): Ground {
  const made: string[] = []
  const query = async (sql: string) => {
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    try {
      await client.query(sql)
    } finally {
      await client.end()
    }
  }
  return {
    name: 'PostgreSQL',
    id: server.url,
    async place(copyOf) {
      const name = `bench_${process.pid}_${made.length}`
      const template = copyOf?.databaseUrl
        ? ` template ${new URL(copyOf.databaseUrl).pathname.slice(1)}`
        : ''
      // Taken before the server is asked: another may ask meanwhile.
      made.push(name)
      await query(`create database ${name}${template}`)
      const url = new URL(server.url)
      url.pathname = `/${name}`
      return { databaseUrl: url.href, dataDir: join(tmpdir(), `chenxun-${name}`) }
    },
    revive: () => server.revive(),
    async clear() {
      for (const name of made) await query(`drop database if exists ${name} with (force)`)
      server.stop()
    },
  }
}

/** A PostgreSQL of this run's own. It refuses to run as root, so it runs as the user postgres then. */
async function startServer(root: string): Promise<Server | null> {
  const programs = findPrograms()
  if (!programs) {
    console.log('no PostgreSQL: set BENCH_DATABASE_URL (a server where databases may be created)')
    return null
  }
  const folder = mkdtempSync(join(root, 'chenxun-bench-server-'))
  const run = asPostgres(programs, folder)
  const data = join(folder, 'data')
  const port = await freePort()
  run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale')
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c shared_buffers=256MB`
  const start = () =>
    run('pg_ctl', '-D', data, '-l', join(folder, 'log'), '-w', '-o', settings, 'start')
  start()
  const isUp = () => existsSync(join(data, 'postmaster.pid'))
  const stop = () => {
    process.off('exit', stop)
    if (isUp()) run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', stop)
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    revive() {
      if (!isUp()) start()
    },
    stop,
  }
}

/** Runs the server's programs as somebody who may: as root, as the user postgres, whose `folder` becomes. */
function asPostgres(programs: string, folder: string) {
  const isRoot = process.getuid?.() === 0
  if (isRoot) {
    const uid = Number(execFileSync('id', ['-u', 'postgres'], { encoding: 'utf8' }))
    chownSync(folder, uid, uid)
    chmodSync(folder, 0o700)
  }
  return (program: string, ...words: string[]) => {
    const [first, ...rest] = [join(programs, program), ...words]
    const options = { stdio: ['ignore', 'ignore', 'inherit'] as 'ignore'[], cwd: folder }
    if (!isRoot) return execFileSync(first, rest, options)
    const line = [first, ...rest].map((word) => `'${word}'`).join(' ')
    return execFileSync('su', ['postgres', '-c', line], options)
  }
}

function findPrograms(): string | null {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((one, other) => +other - +one) : []
  return versions.map((version) => join(root, version, 'bin')).find(existsSync) ?? null
}

async function freePort(): Promise<number> {
  return await new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' ? (address?.port ?? 0) : 0
      probe.close(() => resolve(port))
    })
  })
}
