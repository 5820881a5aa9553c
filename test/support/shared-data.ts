import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * The folder of real files that tests may read, or null where it is absent (a user's clone has
 * none): the reason is printed, and REQUIRE_SHARED=1 makes the absence an error.
 */
export function sharedData(sub: string): string | null {
  const root = resolve(process.env['SHARED_DATA'] ?? '../shared')
  const folder = join(root, sub)
  if (existsSync(folder)) return folder
  if (process.env['REQUIRE_SHARED'] === '1') throw new Error(`real files are required: ${folder}`)
  console.warn(`skipped: no real files at ${folder} (set SHARED_DATA)`)
  return null
}
