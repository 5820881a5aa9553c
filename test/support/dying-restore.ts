// A program of its own: restores a backup and kills itself on the way. Arguments: the place as JSON, the file, and
// how the statement begins after which it dies.
import { restore } from '../../src/platform/backup/restore.ts'
import { migrationsFolder, openConnection, type Connection } from '../../src/platform/db.ts'
import { readMigrations } from '../../src/platform/migrate.ts'
import type { DatabasePlace } from './fresh-db.ts'

const [place = '', file = '', statement = ''] = process.argv.slice(2)

await restore(
  { open, migrations: readMigrations(migrationsFolder), now: () => new Date() },
  { file, keepAs: `${file}.${process.pid}` },
)

async function open(): Promise<Connection> {
  const connection = await openConnection(JSON.parse(place) as DatabasePlace)
  const dieAfter = (sql: string) => {
    if (sql.startsWith(statement)) process.kill(process.pid, 'SIGKILL')
  }
  return {
    ...connection,
    async exec(sql) {
      const result = await connection.exec(sql)
      dieAfter(sql)
      return result
    },
    async query(sql, parameters) {
      const rows = await connection.query<never>(sql, parameters)
      dieAfter(sql)
      return rows
    },
  }
}
