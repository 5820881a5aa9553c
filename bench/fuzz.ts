/**
 * Throws hostile files at the reader of question banks: noise, and real files of SHARED_DATA/banks
 * damaged outside and inside. Counts faults, and cases that hang or need too much memory.
 * `npm run bench -- fuzz`; FUZZ_CASES and FUZZ_SEED change how many and which (20,000, seed 1).
 */
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'

import type { FuzzBatch, FuzzReport } from './support/fuzz-worker.ts'

export const title = 'hostile bank files: crashes, hangs, memory'

const batchSize = 500
/** A case of at most 60 KB that takes longer is a hang. */
const hangMs = 20_000
const memoryMb = 240

export async function run(): Promise<void> {
  const cases = Number(process.env['FUZZ_CASES'] ?? 20_000)
  const firstSeed = Number(process.env['FUZZ_SEED'] ?? 1)
  const banks = resolve(process.env['SHARED_DATA'] ?? '../shared', 'banks')
  const folder = existsSync(banks) ? banks : null
  if (!folder) console.log(`no real files at ${banks} (set SHARED_DATA): noise only`)
  const total = { cases: 0, questions: 0, refused: 0, slowestMs: 0, peakMb: 0 }
  const faults: string[] = []
  for (let seed = firstSeed; total.cases < cases; seed += 1) {
    const outcome = await runBatch({ folder, seed, size: Math.min(batchSize, cases - total.cases) })
    total.cases += Math.min(batchSize, cases - total.cases)
    if (typeof outcome === 'string') {
      faults.push(`seed ${seed}: ${outcome}`)
      continue
    }
    if (outcome.fault) faults.push(`seed ${seed}: ${outcome.fault}`)
    total.questions += outcome.questions
    total.refused += outcome.refused
    total.slowestMs = Math.max(total.slowestMs, outcome.slowestMs)
    total.peakMb = Math.max(total.peakMb, outcome.peakMb)
  }
  console.log(
    ['cases', 'with questions', 'refused', 'faults', 'slowest ms', 'peak heap MB'].join('\t'),
  )
  const { slowestMs, peakMb } = total
  const row = [total.cases, total.questions, total.refused, faults.length]
  console.log([...row, slowestMs.toFixed(0), peakMb.toFixed(0)].join('\t'))
  for (const fault of faults) console.log(fault)
}

/** One worker for each batch: a fresh heap shows what a batch needs. A string is a crash or a hang. */
function runBatch(batch: FuzzBatch): Promise<FuzzReport | string> {
  const beat = new Int32Array(new SharedArrayBuffer(4))
  const worker = startWorker({ ...batch, beat })
  return new Promise((done) => {
    let last = -1
    let since = performance.now()
    const watch = setInterval(() => {
      const now = Atomics.load(beat, 0)
      // Loading the program and the files is no case.
      if (now !== last || now === 0) [last, since] = [now, performance.now()]
      else if (performance.now() - since > hangMs) finish(`case ${now} hangs`)
    }, 500)
    const finish = (outcome: FuzzReport | string) => {
      clearInterval(watch)
      void worker.terminate()
      done(outcome)
    }
    worker.once('message', finish)
    worker.once('error', (error) => finish(`case ${Atomics.load(beat, 0)}: ${String(error)}`))
  })
}

function startWorker(workerData: FuzzBatch & { beat: Int32Array }): Worker {
  // `--import tsx` does nothing in a worker thread, so the loader is registered by hand.
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'))
  const loader = new URL('./dist/esm/api/index.mjs', tsx)
  const script = pathToFileURL(join(import.meta.dirname, 'support/fuzz-worker.ts'))
  const start = `import('${loader.href}').then((tsx) => { tsx.register(); return import('${script.href}') })`
  const resourceLimits = { maxOldGenerationSizeMb: memoryMb, stackSizeMb: 8 }
  return new Worker(start, { eval: true, execArgv: [], workerData, resourceLimits })
}

if (process.argv[1] === import.meta.filename) await run()
