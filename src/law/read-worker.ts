/** The far side of `readLawApart`: reads one file and ends. */
import { parentPort, workerData } from 'node:worker_threads'

import { UnreadableFile } from '../platform/tables.ts'
import { readLawFile } from './formats/read-law-file.ts'

const { bytes, name } = workerData as { bytes: Uint8Array; name: string }

try {
  parentPort?.postMessage({ result: await readLawFile(bytes, name) }, [])
} catch (error) {
  if (!(error instanceof UnreadableFile)) throw error
  parentPort?.postMessage({ refused: { code: error.code, args: error.args } }, [])
}
