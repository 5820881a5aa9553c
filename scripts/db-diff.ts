// Writes the migration that leads from prisma/migrations to prisma/schema.prisma: npm run db:diff -- NAME
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { migrationToSchema } from './schema-engine.ts'

const root = resolve(import.meta.dirname, '..')
const sql = await migrationToSchema(root)
const name = process.argv[2]
if (/^\s*(-- This is an empty migration\.\s*)?$/.test(sql))
  console.log('The migrations match the schema.')
else if (!name) console.log(sql)
else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(root, 'prisma/migrations', `${stamp}_${name}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'migration.sql'), sql)
  console.log(folder)
}
