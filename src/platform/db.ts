import { fileURLToPath } from 'node:url'

import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'

import { Prisma, PrismaClient } from '../generated/prisma/client.ts'
import { openEmbedded } from './embedded.ts'
import { migrate, type SqlConnection } from './migrate.ts'

export { Prisma }

/** The database as use cases hold it. */
export type Db = PrismaClient
/** What a store function needs: the database or a transaction in it. */
export type Sql = Prisma.TransactionClient

export interface Database {
  kind: 'embedded' | 'server'
  db: Db
  /** The migrations that were applied on opening. */
  migrated: string[]
  close(): Promise<void>
}

export class DatabaseUnreachable extends Error {}

export const migrationsFolder = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))

/** Connections a process keeps to a server: replicas × this must stay under max_connections. */
export const poolSize = 10

/**
 * Opens the database with every migration applied: the server at `databaseUrl`, or else the
 * embedded one in `dataDir`, whose lock the caller must hold (see instance.ts).
 * @throws DatabaseUnreachable, MigrationRefused, EmbeddedRefused
 */
export async function openDatabase(settings: {
  databaseUrl: string | null
  dataDir: string
}): Promise<Database> {
  if (settings.databaseUrl) return await openServer(settings.databaseUrl)
  const embedded = await openEmbedded(settings.dataDir)
  const migrated = await migrate(embedded.connection, migrationsFolder)
  const db = new PrismaClient({ adapter: embedded.adapter })
  return {
    kind: 'embedded',
    db,
    migrated,
    async close() {
      await db.$disconnect()
      await embedded.close()
    },
  }
}

/**
 * The longest that one statement may take: the server ends it then, and where the server does not answer at all,
 * the process gives up shortly after. A bank of 100,000 questions takes half a minute in all, and a backup or a summary
 * of years reads in pieces; what takes longer waits for a lock or a disk that is gone.
 */
const longestStatementMs = 120_000

async function openServer(url: string): Promise<Database> {
  const migrated = await migrateServer(url)
  const db = new PrismaClient({
    adapter: new PrismaPg(
      {
        connectionString: url,
        max: poolSize,
        connectionTimeoutMillis: 10_000,
        idle_in_transaction_session_timeout: 30_000,
        statement_timeout: longestStatementMs,
        query_timeout: longestStatementMs + 10_000,
        keepAlive: true,
        keepAliveInitialDelayMillis: 10_000,
      },
      { statementNameGenerator: nameStatements() },
    ),
  })
  return { kind: 'server', db, migrated, close: () => db.$disconnect() }
}

/** Statements a connection keeps prepared; more would only be lists of differing length. */
const maxPrepared = 300

/** Names statements, so that the server parses and plans each once per connection, not every time. */
function nameStatements(): (query: { sql: string }) => string {
  const names = new Map<string, string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    // An empty name prepares nothing.
    if (names.size >= maxPrepared) return ''
    const name = `chenxun_${names.size + 1}`
    names.set(sql, name)
    return name
  }
}

async function migrateServer(url: string): Promise<string[]> {
  const connection = await connectServer(url)
  try {
    return await migrate(connection, migrationsFolder)
  } finally {
    await connection.close()
  }
}

/** One connection for work on a database as a whole. */
export interface Connection extends SqlConnection {
  kind: Database['kind']
  close(): Promise<void>
}

/**
 * Connects to a database as it is, which may be one without a table: nothing is migrated.
 * @throws DatabaseUnreachable, EmbeddedRefused
 */
export async function openConnection(settings: {
  databaseUrl: string | null
  dataDir: string
}): Promise<Connection> {
  if (settings.databaseUrl) return await connectServer(settings.databaseUrl)
  const embedded = await openEmbedded(settings.dataDir)
  return { kind: 'embedded', ...embedded.connection, close: () => embedded.close() }
}

/** By the SQLSTATE that the server gives; it gives none where nobody answers. */
const mends: Record<string, string> = {
  '28P01': 'The server does not accept this user and password: mend them in DATABASE_URL.',
  '28000': 'The server does not accept this user and password: mend them in DATABASE_URL.',
  '3D000': 'The server has no such database: create it (createdb), or mend DATABASE_URL.',
  '53300': 'All its connections are taken: raise max_connections, or run fewer processes.',
}
const usualMend =
  'Check DATABASE_URL, that PostgreSQL runs there and that this machine may connect.'

async function connectServer(url: string): Promise<Connection> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
  } catch (error) {
    const { host, pathname } = new URL(url)
    const mend = mends[(error as { code?: string }).code ?? ''] ?? usualMend
    const reason = error instanceof AggregateError ? error.errors.join('; ') : String(error)
    throw new DatabaseUnreachable(
      `The database ${pathname.slice(1)} at ${host} cannot be reached (${reason}). ${mend}`,
      { cause: error },
    )
  }
  return {
    kind: 'server',
    exec: (sql) => client.query(sql),
    query: async <Row>(sql: string, parameters?: unknown[]) =>
      (await client.query(sql, parameters)).rows as Row[],
    close: () => client.end(),
  }
}
