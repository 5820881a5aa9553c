/**
 * A bank of 100,000 questions as an xlsx of about the 20 MB that Telegram lets through: read (`bank
 * check`), and previewed and confirmed into the embedded database, each by the built program in a
 * process of its own, beside SheetJS alone reading the same file and the database alone being opened.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { writeBigBank } from './support/big-bank.ts'
import { printTable } from './support/numbers.ts'

export const title = 'importing a bank of 100,000 questions: seconds and memory'

const count = Number(process.env['BENCH_QUESTIONS'] ?? 100_000)

export function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chenxun-bench-'))
  try {
    const file = join(folder, 'bank.xlsx')
    writeFileSync(file, writeBigBank(count))
    console.log(`${count} questions, ${(statSync(file).size / 1e6).toFixed(1)} MB`)
    const data = join(folder, 'data')
    // The first opening creates the database, which costs more than any later one.
    measure('open', file, data)
    const rows = ['floor', 'check', 'open', 'import'].map((what) => {
      const { cpu, peakMb, ...figures } = measure(what, file, data)
      const steps = Object.entries(figures).map(([name, figure]) => `${name} ${round(figure)}`)
      return [what, steps.join(', '), cpu.toFixed(1), peakMb.toFixed(0)]
    })
    printTable(['', 'seconds and counts', 'CPU s', 'peak MB'], rows)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return Promise.resolve()
}

function measure(what: string, file: string, data: string): Record<string, number> & Cost {
  const script = join(import.meta.dirname, 'support/import-one.mjs')
  const done = spawnSync(process.execPath, [script, what, file, data], { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(`${what}: ${done.stderr}`)
  return JSON.parse(done.stdout) as Record<string, number> & Cost
}

interface Cost {
  cpu: number
  peakMb: number
}

function round(figure: number | undefined): string {
  if (figure === undefined) return ''
  return Number.isInteger(figure) ? String(figure) : figure.toFixed(1)
}

if (process.argv[1] === import.meta.filename) await run()
