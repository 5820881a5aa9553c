import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { PGlite } from '@electric-sql/pglite'
import { inject } from 'vitest'

/** An embedded database without a table. Copying the template is far quicker than creating one. */
export async function openEmptyEmbedded(): Promise<PGlite> {
  const folder = mkdtempSync(join(tmpdir(), 'chenxun-test-'))
  cpSync(inject('templateFolder'), folder, { recursive: true })
  const pglite = await PGlite.create({ dataDir: join(folder, 'db') })
  await pglite.exec('drop schema public cascade; create schema public')
  return pglite
}
