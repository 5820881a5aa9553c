/** The far side of `readDocument`: reads the lines of one file and ends. */
import { parentPort, workerData } from 'node:worker_threads'

import { decodeText } from '../../platform/tables-text.ts'
import { isOle, isZip, UnreadableFile } from '../../platform/tables.ts'
import { readOldWord } from '../../platform/word.ts'
import { readDocxLines } from '../formats/docx.ts'

const { bytes } = workerData as { bytes: Uint8Array }

try {
  parentPort?.postMessage({ result: await readLines() }, [])
} catch (error) {
  if (!(error instanceof UnreadableFile)) throw error
  parentPort?.postMessage({ refused: { code: error.code, args: error.args } }, [])
}

async function readLines(): Promise<string[]> {
  if (isZip(bytes)) return await readDocxLines(bytes)
  const text = isOle(bytes) ? await readOldWord(bytes) : decodeText(bytes).text
  return text.split(/\r\n?|\n/)
}
