/**
 * Reads every real spreadsheet, csv and JSON bank under SHARED_DATA/banks in the worker, as an
 * import does, and prints: file, questions expected by an independent count, questions read,
 * problems, seconds. `npm run bench -- formats`
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

import { readBankFile } from '../src/bank/read-bank-file.ts'

export const title = 'questions read from real bank files, beside an independent count'

const folders = ['xlsx', 'xls', 'csv', 'json', 'jsonl']

export async function run(): Promise<void> {
  const root = resolve(process.env['SHARED_DATA'] ?? '../shared', 'banks')
  if (!existsSync(root)) {
    console.log(`no real files at ${root} (set SHARED_DATA)`)
    return
  }
  const expected = readExpected(join(root, 'SOURCES.tsv'))
  console.log(['file', 'expected', 'read', 'problems', 'seconds'].join('\t'))
  const total = { expected: 0, read: 0, seconds: 0 }
  for (const file of folders.flatMap((folder) => filesIn(join(root, folder)))) {
    const name = relative(root, file)
    const start = performance.now()
    const { items, problems } = await readBankFile(readFileSync(file))
    const seconds = (performance.now() - start) / 1000
    const wanted = expected.get(name) ?? 0
    console.log([name, wanted, items.length, problems.length, seconds.toFixed(2)].join('\t'))
    total.expected += wanted
    total.read += items.length
    total.seconds += seconds
  }
  console.log(['total', total.expected, total.read, '', total.seconds.toFixed(1)].join('\t'))
}

function readExpected(file: string): Map<string, number> {
  const [, ...lines] = readFileSync(file, 'utf8').split('\n')
  return new Map(
    lines.map((line) => {
      const [name = '', , , , , , count = ''] = line.split('\t')
      return [name, Number(count)]
    }),
  )
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? filesIn(path) : [path]))
    .sort()
}

if (process.argv[1] === import.meta.filename) await run()
