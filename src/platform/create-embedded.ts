// A program of its own, run by embedded.ts: creates an empty embedded database in the folder named.
import { PGlite } from '@electric-sql/pglite'

const folder = process.argv[2]
if (!folder) throw new Error('name a folder')
const pglite = await PGlite.create({ dataDir: folder })
await pglite.close()
process.exit(0)
