import { statfs } from 'node:fs/promises'
import { resolve } from 'node:path'

import type { Finding } from './doctor.ts'
import { openConnection, openDatabase, poolSize, type Db } from './platform/db.ts'
import { readHealth } from './platform/health.ts'
import { AlreadyRunning, holdInstance, sendToInstance } from './platform/instance.ts'
import type { Settings } from './shared/settings.ts'
import type { Status } from './status.ts'

/** What the database says that other checks need; null where nobody can know. */
export interface Contents {
  liveQuestions: number
  /** Admins by a role, beside those of ADMIN_IDS. */
  adminRoles: number | null
  /** Processes alive on it. */
  alive: number
}

/** Checks that the database can be used, and looks what is in it. @throws Error with the mend */
export async function checkDatabase(
  settings: Settings,
): Promise<Omit<Finding, 'name' | 'good'> & { contents: Contents | null }> {
  return settings.databaseUrl ? await checkServer(settings) : await checkEmbedded(settings)
}

/** The oldest version that is still looked after, and whose tests somebody may still run. */
const oldestVersion = 14

async function checkServer(settings: Settings) {
  const { version, room } = await inspectServer(settings)
  if (version < oldestVersion) {
    throw new Error(
      `the server is PostgreSQL ${version}: install ${oldestVersion} or newer and move the data there`,
    )
  }
  if (room < poolSize + 1) {
    throw new Error(
      `the server has ${room} connections for us and one process keeps ${poolSize}: ` +
        'raise max_connections in postgresql.conf and restart PostgreSQL',
    )
  }
  const contents = await lookInside(settings)
  const processes = Math.floor(room / poolSize)
  // While a new version is rolled out there is one more.
  const needed = contents.alive + 1
  return {
    text: `PostgreSQL ${version}, migrations applied, room for ${processes} processes`,
    ...(processes < needed && {
      warning: `${contents.alive} run and a restart needs one more: raise max_connections to at least ${needed * poolSize + 10}`,
    }),
    contents,
  }
}

/** The major version, and how many connections the settings of the server leave to us. */
async function inspectServer(settings: Settings): Promise<{ version: number; room: number }> {
  const connection = await openConnection(settings)
  try {
    const [row] = await connection.query<{ version: number; room: number }>(`
      select current_setting('server_version_num')::int / 10000 as version,
        least(
          current_setting('max_connections')::int
            - current_setting('superuser_reserved_connections')::int,
          case when base.datconnlimit >= 0 then base.datconnlimit end,
          case when login.rolconnlimit >= 0 then login.rolconnlimit end) as room
      from pg_database base, pg_roles login
      where base.datname = current_database() and login.rolname = current_user`)
    return row as { version: number; room: number }
  } finally {
    await connection.close()
  }
}

async function checkEmbedded(settings: Settings) {
  const { dataDir } = settings
  try {
    const instance = await holdInstance(dataDir)
    try {
      const { free, warning } = judgeDisk(await readDisk(dataDir), dataDir)
      const contents = await lookInside(settings)
      const text = `embedded in ${dataDir}, ${free} free; good for a trial or a station, use DATABASE_URL for a city`
      return { text, contents, ...(warning !== null && { warning }) }
    } finally {
      await instance.release()
    }
  } catch (error) {
    if (error instanceof AlreadyRunning) return await askRunning(settings)
    throw error
  }
}

/** The bot that holds the folder tells what doctor would look for. */
async function askRunning({ dataDir, botToken }: Settings) {
  const request = { arguments: ['status', '--json'], cwd: process.cwd(), locale: 'en' }
  const reply = await sendToInstance(dataDir, request)
  const status = reply?.exitCode === 0 ? (JSON.parse(reply.stdout) as Partial<Status>) : {}
  if (status.bot && botToken && status.bot !== botToken.split(':')[0]) {
    throw new Error(
      `${resolve(dataDir)} is held by another bot (${status.bot}): give each bot a DATA_DIR of its own`,
    )
  }
  const contents =
    status.liveQuestions === undefined
      ? null
      : { liveQuestions: status.liveQuestions, adminRoles: null, alive: 1 }
  const { warning } = judgeDisk(await readDisk(dataDir), dataDir)
  const text = `embedded in ${dataDir}, held by the running bot`
  return { text, contents, ...(warning !== null && { warning }) }
}

async function lookInside(settings: Settings): Promise<Contents> {
  const database = await openDatabase(settings)
  try {
    return await readContents(database.db)
  } finally {
    await database.close()
  }
}

async function readContents(db: Db): Promise<Contents> {
  return {
    liveQuestions: await db.question.count({ where: { state: 'LIVE' } }),
    adminRoles: await db.role.count({
      where: { kind: 'ADMIN', officer: { active: true, telegramId: { not: null } } },
    }),
    alive: (await readHealth(db, new Date())).replicas.length,
  }
}

interface Disk {
  /** The magic number of the file system, as Linux gives it. */
  type: number
  freeBytes: number
}

async function readDisk(folder: string): Promise<Disk> {
  const { type, bsize, bavail } = await statfs(folder)
  return { type, freeBytes: bsize * bavail }
}

const leastBytes = 500 * 1024 ** 2

/** From linux/magic.h: file systems that hold no PostgreSQL safely, and one that forgets. */
const networkTypes: Record<number, string> = {
  0x6969: 'NFS',
  0x517b: 'SMB',
  0xfe534d42: 'SMB',
  0xff534d42: 'CIFS',
  0x01021997: '9p',
  0x65735546: 'FUSE',
  0x00c36400: 'Ceph',
}
const inMemory = 0x01021994

/** Whether a database may live on this disk. @throws Error with the mend */
export function judgeDisk(
  { type, freeBytes }: Disk,
  folder: string,
): { free: string; warning: string | null } {
  const free = `${(freeBytes / 1024 ** 3).toFixed(1)} GB`
  const network = networkTypes[type >>> 0]
  if (network) {
    throw new Error(
      `${resolve(folder)} is on a network disk (${network}), which loses data: choose a DATA_DIR on a disk ` +
        'of this machine, or set DATABASE_URL',
    )
  }
  if (freeBytes < leastBytes) {
    throw new Error(
      `the disk of ${resolve(folder)} has ${free} free, too little: make room or choose another DATA_DIR`,
    )
  }
  const warning =
    type === inMemory
      ? 'DATA_DIR is in memory and empty after a restart of the machine: choose a folder on a disk'
      : null
  return { free, warning }
}
