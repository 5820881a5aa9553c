import { Prisma, type Db } from './db.ts'

/**
 * Gives back the room of rows that are gone and counts the tables anew for the planner, where the database is embedded:
 * a server does that by itself. Table by table, so that whoever waits gets a turn in between.
 */
export async function vacuum(db: Db): Promise<void> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    select quote_ident(tablename) as name from pg_tables where schemaname = current_schema()`
  for (const { name } of tables) {
    await db.$executeRaw`vacuum (analyze) ${Prisma.raw(name)}`
  }
}
