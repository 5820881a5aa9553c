import { execFileSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk that can be filled to the last byte. */
export interface SmallDisk {
  folder: string
  fill(): void
  /** Makes room again. */
  free(): void
  remove(): void
}

/** A disk of so many MB in memory. Null where this user may not mount one. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const folder = mkdtempSync(join(tmpdir(), 'chenxun-bench-disk-'))
  try {
    const words = ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]
    execFileSync('mount', words, { stdio: 'ignore' })
  } catch {
    rmSync(folder, { recursive: true })
    return null
  }
  chmodSync(folder, 0o755)
  const ballast = join(folder, 'ballast')
  const remove = () => {
    process.off('exit', remove)
    // Whatever still has a file open there keeps its bytes until it ends.
    execFileSync('umount', ['-l', folder], { stdio: 'ignore' })
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', remove)
  return {
    folder,
    fill() {
      for (const size of [1 << 20, 1 << 12]) addUntilFull(ballast, size)
    },
    free: () => rmSync(ballast, { force: true }),
    remove,
  }
}

function addUntilFull(file: string, size: number): void {
  const piece = Buffer.alloc(size)
  try {
    for (;;) writeFileSync(file, piece, { flag: 'a' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}
