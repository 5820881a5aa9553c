/** The far side of bench/fuzz.ts: one batch of hostile files, then a report. */
import { parentPort, workerData } from 'node:worker_threads'

import fc from 'fast-check'

import { examine, hostileFiles, loadSpecimens } from '../../test/support/mutations.ts'

export interface FuzzBatch {
  /** Real files to damage; null for noise only. */
  folder: string | null
  seed: number
  size: number
}

export interface FuzzReport {
  questions: number
  refused: number
  slowestMs: number
  peakMb: number
  /** The smallest case that went wrong, and how. */
  fault: string | null
}

const { folder, seed, size, beat } = workerData as FuzzBatch & { beat: Int32Array }
const specimens = folder ? await loadSpecimens(folder, 60_000) : []
const report: FuzzReport = { questions: 0, refused: 0, slowestMs: 0, peakMb: 0, fault: null }

const property = fc.asyncProperty(hostileFiles(specimens), async (bytes) => {
  Atomics.add(beat, 0, 1)
  const start = performance.now()
  const { questions, fault } = await examine(bytes)
  report.slowestMs = Math.max(report.slowestMs, performance.now() - start)
  report.peakMb = Math.max(report.peakMb, process.memoryUsage().heapUsed / 1024 / 1024)
  if (questions > 0) report.questions += 1
  else report.refused += 1
  if (fault) throw new Error(fault)
})
const result = await fc.check(property, { seed, numRuns: size })
if (result.failed) {
  const bytes = Buffer.from(result.counterexample?.[0] ?? [])
  const sample = bytes.subarray(0, 400).toString('base64')
  report.fault = `${String(result.errorInstance)} path ${result.counterexamplePath} ${sample}`
}
parentPort?.postMessage(report, [])
