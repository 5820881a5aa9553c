import { defineConfig } from 'prisma/config'

// Only for Prisma's own commands (generate, migrate deploy); the program reads its settings in src/config.ts.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  ...(process.env['DATABASE_URL'] && { datasource: { url: process.env['DATABASE_URL'] } }),
})
