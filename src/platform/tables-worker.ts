/** The far side of `readTablesApart`: reads one file and ends. */
import { parentPort, workerData } from 'node:worker_threads'

import { readTables, UnreadableFile } from './tables.ts'

try {
  parentPort?.postMessage({ result: await readTables(workerData as Uint8Array) }, [])
} catch (error) {
  if (!(error instanceof UnreadableFile)) throw error
  parentPort?.postMessage({ refused: { code: error.code, args: error.args } }, [])
}
