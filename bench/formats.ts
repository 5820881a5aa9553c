/**
 * Reads every real bank file under SHARED_DATA/banks with the built program, each in a process of its
 * own, and prints: the questions that an independent count expects, those read, the rows or questions
 * that were named as problems instead, seconds, peak memory. A question that is neither read nor named
 * would be lost. `npm run bench -- formats`
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export const title = 'questions read from real bank files, beside an independent count'

interface Reading {
  format: string
  read: number
  /** Problems that name something that was not read; remarks are not counted. */
  named: number
  codes: string[]
  seconds: number
  peakMb: number
}

export async function run(): Promise<void> {
  const root = resolve(process.env['SHARED_DATA'] ?? '../shared', 'banks')
  if (!existsSync(root)) {
    console.log(`no real files at ${root} (set SHARED_DATA)`)
    return
  }
  const expected = readExpected(join(root, 'SOURCES.tsv'))
  const header = ['file', 'format', 'expected', 'read', 'named', 'seconds', 'peak MB', 'why']
  console.log(header.join('\t'))
  const totals = new Map<string, { files: number; expected: number; read: number; named: number }>()
  for (const name of [...expected.keys()].sort()) {
    const reading = readOne(join(root, name))
    const wanted = expected.get(name) ?? 0
    const { format, read, named, seconds, peakMb, codes } = reading
    const figures = [wanted, read, named, seconds.toFixed(2), peakMb.toFixed(0)]
    console.log([name, format, ...figures, codes.join(' ')].join('\t'))
    const folder = name.split('/')[0] ?? ''
    const sum = totals.get(folder) ?? { files: 0, expected: 0, read: 0, named: 0 }
    sum.files += 1
    sum.expected += wanted
    sum.read += read
    sum.named += named
    totals.set(folder, sum)
  }
  console.log(['\nfolder', 'files', 'expected', 'read', 'named'].join('\t'))
  for (const [folder, sum] of totals) {
    console.log([folder, sum.files, sum.expected, sum.read, sum.named].join('\t'))
  }
}

function readOne(file: string): Reading {
  const script = join(import.meta.dirname, 'support/read-one.mjs')
  const { stdout, stderr, status } = spawnSync(process.execPath, [script, file], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${file}: ${stderr}`)
  return JSON.parse(stdout) as Reading
}

function readExpected(file: string): Map<string, number> {
  const [, ...lines] = readFileSync(file, 'utf8').split('\n')
  const rows = lines.filter((line) => line.trim() !== '').map((line) => line.split('\t'))
  return new Map(rows.map(([name = '', , , , , , count = '']) => [name, Number(count)]))
}

if (process.argv[1] === import.meta.filename) await run()
