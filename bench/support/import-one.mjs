// Does one thing with one bank file by the built program, in a process that does nothing else, and
// prints seconds and peak memory: `floor`, `check`, `open` (an empty database) or `import`.
import { readFileSync } from 'node:fs'

const [what, file, dataDir] = process.argv.slice(2)
const figures = {}

async function timed(name, work) {
  const start = performance.now()
  const result = await work()
  figures[name] = (performance.now() - start) / 1000
  return result
}

const works = {
  async floor() {
    const { read } = await import('@e965/xlsx')
    await timed('read', () => read(readFileSync(file), { dense: true }))
  },
  async check() {
    const { readBankApart } = await import('../../dist/bank/read-bank-file.js')
    const { questions } = await timed('read', () => readBankApart(readFileSync(file)))
    figures.questions = questions
  },
  async open() {
    await withDatabase(() => Promise.resolve())
  },
  async import() {
    const { previewImport } = await import('../../dist/bank/preview-import.js')
    const { confirmImport } = await import('../../dist/bank/confirm-import.js')
    await withDatabase(async (db) => {
      const deps = { db, now: () => new Date() }
      const input = { bytes: readFileSync(file), name: 'bank.xlsx', by: 0 }
      const preview = await timed('preview', () => previewImport(deps, input))
      const order = { importId: preview.importId, by: null }
      const done = await timed('confirm', () => confirmImport(deps, order))
      Object.assign(figures, { questions: done.imported, near: preview.near })
      const again = await timed('again', () => previewImport(deps, input))
      if (again.known !== done.imported) throw new Error(`${again.known} known of ${done.imported}`)
    })
  },
}

async function withDatabase(work) {
  const { openDatabase } = await import('../../dist/platform/db.js')
  const database = await openDatabase({
    databaseUrl: process.env.BENCH_DATABASE_URL ?? null,
    dataDir,
  })
  await work(database.db)
  await database.close()
}

await works[what]()
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
const cpu = (userCPUTime + systemCPUTime) / 1e6
console.log(JSON.stringify({ ...figures, cpu, peakMb: maxRSS / 1024 }))
