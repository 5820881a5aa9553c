import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'

import { z } from 'zod'

import {
  BackupRefused,
  format,
  formatVersion,
  sameSums,
  sealOf,
  summing,
  type BackupFoot,
  type BackupHead,
  type BackupPart,
  type BackupParts,
  type TableSum,
} from './format.ts'

/** No line is longer, in characters: what claims to be is no backup, however much it would unpack to. */
const longestLine = 64_000_000
const longestHead = 1_000_000

const headShape = z.object({
  format: z.literal(format),
  version: z.number(),
  app: z.string(),
  createdAt: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.object({ name: z.string(), type: z.string() })),
    }),
  ),
})

const footShape = z.tuple([
  z.object({
    tables: z.record(z.string(), z.object({ rows: z.number(), sha256: z.string() })),
    sequences: z.array(
      z.object({ table: z.string(), column: z.string(), last: z.string().nullable() }),
    ),
    seal: z.string(),
  }),
])

/** Reads a backup once from end to end. @throws BackupRefused unless every byte is as it was written */
export async function checkBackup(
  file: string,
): Promise<{ head: BackupHead; foot: BackupFoot; rows: number }> {
  let head: BackupHead | null = null
  let foot: BackupFoot | null = null
  for await (const part of readBackup(file)) {
    if (part.kind === 'head') head = part.head
    if (part.kind === 'foot') foot = part.foot
  }
  if (!head || !foot) throw new BackupRefused('cut')
  const rows = Object.values(foot.tables).reduce((sum, table) => sum + table.rows, 0)
  return { head, foot, rows }
}

/**
 * The parts of a backup, never more of it at once than some rows.
 * @throws BackupRefused at the first thing that is not as it was written; at the foot at the latest
 */
export async function* readBackup(file: string): BackupParts {
  const check = checking()
  let isFirst = true
  for await (const lines of readLines(file)) {
    for (const part of partsOf(lines, isFirst)) {
      check.see(part)
      yield part
    }
    isFirst = false
  }
  check.end()
}

/** Whole lines, as many as each piece of the file ends. */
async function* readLines(file: string): AsyncGenerator<string[]> {
  const source = createReadStream(file)
  const unzip = createGunzip({ chunkSize: 256 * 1024 }).setEncoding('utf8')
  source.once('error', (error) => unzip.destroy(error)).pipe(unzip)
  let pieces: string[] = []
  let waiting = 0
  let longest = longestHead
  try {
    for await (const chunk of unzip as AsyncIterable<string>) {
      const end = chunk.lastIndexOf('\n')
      pieces.push(chunk.slice(0, Math.max(0, end)))
      if (end >= 0) {
        yield pieces.join('').split('\n')
        pieces = []
        waiting = 0
        longest = longestLine
      }
      const rest = chunk.slice(end + 1)
      pieces.push(rest)
      waiting += rest.length
      if (waiting > longest)
        throw new BackupRefused(longest === longestHead ? 'not-ours' : 'damaged')
    }
  } catch (error) {
    throw asRefusal(error, file)
  } finally {
    source.destroy()
  }
  if (waiting > 0) throw new BackupRefused(longest === longestHead ? 'not-ours' : 'cut')
}

function asRefusal(error: unknown, file: string): unknown {
  const { code = '', message = '' } = error as Partial<NodeJS.ErrnoException>
  if (code === 'Z_BUF_ERROR') return new BackupRefused('cut')
  if (code.startsWith('Z_')) {
    return new BackupRefused(message.includes('header') ? 'not-ours' : 'damaged')
  }
  return /^E[A-Z]+$/.test(code)
    ? new BackupRefused('cannot-read', { file, reason: message })
    : error
}

function* partsOf(lines: string[], isFirst: boolean): Generator<BackupPart> {
  const rest = isFirst ? lines.slice(1) : lines
  if (isFirst) yield { kind: 'head', head: readHead(lines[0] ?? '') }
  let from = 0
  for (const [at, line] of rest.entries()) {
    if (line.startsWith('{')) continue
    if (at > from) yield { kind: 'rows', lines: rest.slice(from, at) }
    from = at + 1
    if (line.startsWith('"')) yield { kind: 'table', name: String(parse(line)) }
    else yield { kind: 'foot', foot: readFoot(line) }
  }
  if (rest.length > from) yield { kind: 'rows', lines: rest.slice(from) }
}

function readHead(line: string): BackupHead {
  const given = parse(line)
  const { format: named, version } = (given ?? {}) as Partial<BackupHead>
  if (named !== format) throw new BackupRefused('not-ours')
  if (Number(version) > formatVersion) throw new BackupRefused('newer-format')
  const head = headShape.safeParse(given)
  if (!head.success) throw new BackupRefused('damaged')
  return head.data
}

function readFoot(line: string): BackupFoot {
  const foot = footShape.safeParse(parse(line))
  if (!foot.success) throw new BackupRefused('damaged')
  return foot.data[0]
}

/** Undefined for what is no JSON. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Follows the parts and throws where one is not where or what it should be. */
function checking(): { see(part: BackupPart): void; end(): void } {
  let head: BackupHead | null = null
  let table: { name: string; rows: ReturnType<typeof summing> } | null = null
  const sums: Record<string, TableSum> = {}
  let isOver = false
  const demand = (isSo: boolean) => {
    if (!isSo) throw new BackupRefused('damaged')
  }
  return {
    see(part) {
      demand(!isOver)
      if (part.kind === 'head') head = part.head
      else if (part.kind === 'rows') {
        demand(table !== null)
        table?.rows.add(part.lines)
      } else {
        if (table) sums[table.name] = table.rows.sum()
        table = null
        if (part.kind === 'table') table = { name: part.name, rows: summing() }
        else if (head) {
          isOver = true
          demand(part.foot.seal === sealOf(head, part.foot) && sameSums(sums, part.foot.tables))
        }
      }
    },
    end() {
      if (!head) throw new BackupRefused('not-ours')
      if (!isOver) throw new BackupRefused('cut')
    },
  }
}
