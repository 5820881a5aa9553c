import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'

import { contentType } from './files.ts'

const ROOT = fileURLToPath(new URL('./page/', import.meta.url))

/** Serves a file of the demo page; 404 for what is not there, never anything outside its folder. */
export async function servePage(path: string, response: ServerResponse): Promise<void> {
  const name = path === '/' ? '/index.html' : path
  // Only plain names: no dots that climb, no encoded slashes, no hidden files.
  const plain = /^(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/.test(name)
  const bytes = plain ? await readFile(ROOT + name.slice(1)).catch(() => undefined) : undefined
  response.writeHead(bytes ? 200 : 404, {
    'content-type': bytes ? contentType(name) : 'text/plain; charset=utf-8',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  })
  response.end(bytes ?? 'Not found')
}
