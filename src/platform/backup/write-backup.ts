import { createWriteStream } from 'node:fs'
import { access, open, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'

import { BackupRefused, textOf, type BackupFoot, type BackupParts } from './format.ts'

export interface WrittenBackup {
  file: string
  /** As it lies on the disk. */
  bytes: number
  rows: number
  tables: number
}

/**
 * Writes a backup under its name only when it is whole and on the disk: until then it is `file`.part. Only its
 * owner may read it.
 * @throws BackupRefused where the file exists (unless `force`) or cannot be written
 */
export async function writeBackup(
  parts: BackupParts,
  { file, force }: { file: string; force: boolean },
): Promise<WrittenBackup> {
  await refuseExisting(file, force)
  let foot: BackupFoot | null = null
  const watched = async function* (): AsyncGenerator<string> {
    for await (const part of parts) {
      if (part.kind === 'foot') foot = part.foot
      switch (part.kind) {
        case 'head':
          yield textOf([JSON.stringify(part.head)])
          break
        case 'table':
          yield textOf([JSON.stringify(part.name)])
          break
        case 'rows':
          yield textOf(part.lines)
          break
        case 'foot':
          yield textOf([JSON.stringify([part.foot])])
          break
      }
    }
  }
  const unfinished = `${file}.part`
  await whereWritable(file, async () => {
    const output = createWriteStream(unfinished, { mode: 0o600, flush: true })
    await pipeline(Readable.from(watched()), createGzip(), output)
    await rename(unfinished, file)
    await syncFolder(dirname(file))
  })
  const sums = Object.values((foot as BackupFoot | null)?.tables ?? {})
  const rows = sums.reduce((sum, table) => sum + table.rows, 0)
  return { file, bytes: (await stat(file)).size, rows, tables: sums.length }
}

/** @throws BackupRefused where a file of that name is there */
export async function refuseExisting(file: string, force: boolean): Promise<void> {
  const exists = await access(file).then(
    () => true,
    () => false,
  )
  if (exists && !force) throw new BackupRefused('exists', { file })
}

async function whereWritable(file: string, act: () => Promise<void>): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (!isFileFault(error)) throw error
    throw new BackupRefused('cannot-write', { file, reason: error.message })
  }
}

/** True for what the file system refuses, rather than the database. */
function isFileFault(error: unknown): error is NodeJS.ErrnoException {
  const fault = error as Partial<NodeJS.ErrnoException>
  return fault.syscall !== undefined && typeof fault.code === 'string' && fault.code.startsWith('E')
}

/** The new name is on the disk only with its folder; not every system lets a folder be synced. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder)
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch {
    // Then the system does it in its own time.
  }
}
