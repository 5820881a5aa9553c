import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { PGlite } from '@electric-sql/pglite'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { PrismaPGlite } from 'pglite-prisma-adapter'

import { migrate } from '../src/platform/migrate.ts'

/** Not among the names that TypeScript gives Node programs. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: object) => { exports: { __wbindgen_start(): void } }
}

interface SchemaEngine {
  diff(input: unknown): Promise<{ stdout: string | null; exitCode: number }>
}

/**
 * The SQL that leads from the migrations to prisma/schema.prisma, by Prisma's own engine as WASM
 * (offline); an empty migration means the two agree.
 */
export async function migrationToSchema(root: string): Promise<string> {
  const pglite = await PGlite.create()
  await migrate(
    {
      exec: (sql) => pglite.exec(sql),
      query: async <Row>(sql: string, parameters?: unknown[]) =>
        (await pglite.query<Row>(sql, parameters)).rows,
    },
    join(root, 'prisma/migrations'),
  )
  await pglite.exec('DROP TABLE "_prisma_migrations"')
  const content = readFileSync(join(root, 'prisma/schema.prisma'), 'utf8')
  const files = [{ path: 'schema.prisma', content }]
  const engine = await startEngine(content, new PrismaPGlite(pglite))
  const { stdout } = await engine.diff({
    from: { tag: 'schemaDatasource', files, configDir: root },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  })
  await pglite.close()
  return stdout ?? ''
}

async function startEngine(schema: string, adapter: PrismaPGlite): Promise<SchemaEngine> {
  const require = createRequire(import.meta.url)
  const folder = dirname(require.resolve('@prisma/schema-engine-wasm'))
  const glue = await import(pathToFileURL(join(folder, 'schema_engine_bg.js')).href)
  const binary = new WebAssembly.Module(readFileSync(join(folder, 'schema_engine_bg.wasm')))
  const instance = new WebAssembly.Instance(binary, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return glue.SchemaEngine.new(
    { datamodels: [['schema.prisma', schema]] },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapter as never),
  ) as SchemaEngine
}
