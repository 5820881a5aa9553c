import { apartLimits, runApart } from '../platform/tables-apart.ts'
import { maxFileBytes, UnreadableFile } from '../platform/tables.ts'
import type { BankFile } from './formats/format.ts'
import { refusedFile } from './formats/read-bank.ts'

/**
 * Reads a question bank in a worker thread with limits on memory and time, so that no file can
 * take the program down. A refused file is a result with no items and one problem.
 */
export async function readBankFile(
  bytes: Uint8Array,
  options: { name?: string; timeoutMs?: number } = {},
): Promise<BankFile> {
  if (bytes.length > maxFileBytes) {
    return refusedFile('unknown', { where: {}, code: 'file-too-big', args: { limit: '20 MB' } })
  }
  const limits = { ...apartLimits, timeoutMs: options.timeoutMs ?? apartLimits.timeoutMs }
  try {
    return await runApart<BankFile>({ beside: import.meta.url, name: 'read-worker' }, bytes, limits)
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error
    return refusedFile('unknown', { where: {}, code: error.code, args: error.args })
  }
}
