import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** The pages' own files; nothing is asked of other hosts. */
const types: Record<string, string> = {
  'style.css': 'text/css; charset=utf-8',
  'app.js': 'text/javascript; charset=utf-8',
  'print.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
}

const files = new Map(
  Object.entries(types).map(([name, type]) => {
    const text = readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8')
    const version = createHash('sha256').update(text).digest('base64url').slice(0, 12)
    return [name, { type, text, version }]
  }),
)

/** A file of the pages by name; undefined for any other. */
export function findAsset(name: string): { type: string; text: string } | undefined {
  return files.get(name)
}

/** The address of a file, another one whenever it changes, so that browsers may keep it for ever. */
export function assetAddress(name: string): string {
  return `/dashboard/assets/${name}?v=${files.get(name)?.version}`
}
