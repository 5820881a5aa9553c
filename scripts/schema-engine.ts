import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { PGlite } from '@electric-sql/pglite'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import pg from 'pg'
import { PrismaPGlite } from 'pglite-prisma-adapter'

import { migrate } from '../src/platform/migrate.ts'

/** Not among the names that TypeScript gives Node programs. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: object) => { exports: { __wbindgen_start(): void } }
}

interface SchemaEngine {
  diff(input: unknown): Promise<{ stdout: string | null; exitCode: number }>
  applyMigrations(input: unknown): Promise<{ appliedMigrationNames: string[] }>
  diagnoseMigrationHistory(input: unknown): Promise<Diagnosis>
  free(): void
}

/** What `prisma migrate status` finds out. */
export interface Diagnosis {
  /** Null where the database and the migrations know the same ones. */
  history: unknown
  editedMigrationNames: string[]
  failedMigrationNames: string[]
  hasMigrationsTable: boolean
}

/**
 * The SQL that leads from the migrations to prisma/schema.prisma, by Prisma's own engine as WASM
 * (offline); an empty migration means the two agree. Worked out on `empty`, which is closed then: a
 * new database where none is given, which takes seconds to make.
 */
export async function migrationToSchema(root: string, empty?: PGlite): Promise<string> {
  const pglite = empty ?? (await PGlite.create())
  await migrate(
    {
      exec: (sql) => pglite.exec(sql),
      query: async <Row>(sql: string, parameters?: unknown[]) =>
        (await pglite.query<Row>(sql, parameters)).rows,
    },
    join(root, 'prisma/migrations'),
  )
  await pglite.exec('DROP TABLE "_prisma_migrations"')
  const schema = readFileSync(join(root, 'prisma/schema.prisma'), 'utf8')
  const sql = await diffToSchema(await startEngine(schema, new PrismaPGlite(pglite)), root)
  await pglite.close()
  return sql
}

/** What `prisma migrate deploy` does on the server at `url`: the names of the migrations it applied. */
export async function deployOnServer(root: string, url: string): Promise<string[]> {
  return await withServer(root, url, async (engine, input) => {
    return (await engine.applyMigrations(input)).appliedMigrationNames
  })
}

/**
 * What `prisma migrate status` says of the server at `url`. Drift is not looked for: the engine cannot
 * describe a server's tables through this adapter, which lacks a type of the catalogue.
 */
export async function diagnoseServer(root: string, url: string): Promise<Diagnosis> {
  return await withServer(root, url, async (engine, input) => {
    const asked = { ...input, optInToShadowDatabase: false }
    const { history, ...found } = await engine.diagnoseMigrationHistory(asked)
    return { ...found, history: history ?? null }
  })
}

async function diffToSchema(engine: SchemaEngine, root: string): Promise<string> {
  const content = readFileSync(join(root, 'prisma/schema.prisma'), 'utf8')
  const files = [{ path: 'schema.prisma', content }]
  const { stdout } = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: root },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  return stdout ?? ''
}

async function withServer<Result>(
  root: string,
  url: string,
  act: (engine: SchemaEngine, input: object) => Promise<Result>,
): Promise<Result> {
  const pool = new pg.Pool({ connectionString: url })
  const schema = readFileSync(join(root, 'prisma/schema.prisma'), 'utf8')
  const engine = await startEngine(schema, new PrismaPg(pool))
  try {
    const filters = { externalTables: [], externalEnums: [] }
    return await act(engine, { migrationsList: listMigrations(root), filters })
  } finally {
    engine.free()
    await pool.end()
  }
}

function listMigrations(root: string): object {
  const baseDir = join(root, 'prisma/migrations')
  const read = (path: string) => readFileSync(join(baseDir, path), 'utf8')
  const names = readdirSync(baseDir, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: read('migration_lock.toml') },
    shadowDbInitScript: '',
    migrationDirectories: names.map(({ name }) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: read(join(name, 'migration.sql')) },
      },
    })),
  }
}

async function startEngine(
  schema: string,
  adapter: SqlMigrationAwareDriverAdapterFactory,
): Promise<SchemaEngine> {
  const engine = await (glue ??= loadGlue())
  return await engine.new(
    { datamodels: [['schema.prisma', schema]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapter),
  )
}

interface Glue {
  new: (options: object, log: () => void, adapter: object) => Promise<SchemaEngine>
}

/** The glue keeps one instance of the binary in variables of its own: loading twice would mix two. */
let glue: Promise<Glue> | undefined

async function loadGlue(): Promise<Glue> {
  const require = createRequire(import.meta.url)
  const folder = dirname(require.resolve('@prisma/schema-engine-wasm'))
  const bindings = await import(pathToFileURL(join(folder, 'schema_engine_bg.js')).href)
  const binary = new WebAssembly.Module(readFileSync(join(folder, 'schema_engine_bg.wasm')))
  const instance = new WebAssembly.Instance(binary, { './schema_engine_bg.js': bindings })
  bindings.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return bindings.SchemaEngine as Glue
}
