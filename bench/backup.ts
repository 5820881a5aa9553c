import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import type { Db } from '../src/platform/db.ts'
import { printTable, residentMegabytes } from './support/numbers.ts'
import { embeddedGround, serverGround, type DatabasePlace, type Ground } from './support/places.ts'
import { seedOfficers, setSize, withDatabase } from './support/seed.ts'

export const title = 'backup and restore of a bureau, beside pg_dump | gzip'

const officers = Number(process.env['BENCH_OFFICERS'] ?? 1_000)
const days = Number(process.env['BENCH_DAYS'] ?? 60)
const sampleMs = 20

/** Each as a process of its own, whose start is part of the time. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chenxun-bench-backup-'))
  const rows: (string | number)[][] = []
  try {
    for (const ground of [await serverGround(), embeddedGround()]) {
      if (!ground) continue
      try {
        rows.push(...(await measure(ground, join(folder, `${ground.name}.gz`))))
      } finally {
        await ground.clear()
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  console.log(`${officers} officers, ${days} days, ${officers * days * setSize} answers`)
  printTable(['', 'file MB', 'backup s', 'peak MB', 'restore s', 'peak MB'], rows)
}

async function measure(ground: Ground, file: string): Promise<(string | number)[][]> {
  const place = await ground.place()
  await withDatabase(place, seedBureau)
  const backup = await runBuilt(place, 'backup', file)
  const restore = await runBuilt(await ground.place(), 'restore', file)
  const own = [megabytesOf(file), ...backup, ...restore]
  const rows = [[`chenxun on ${ground.name}`, ...own.map((value) => value.toFixed(1))]]
  if (place.databaseUrl) rows.push(['pg_dump | gzip', ...dumpWithTools(place.databaseUrl, file)])
  return rows
}

/** Everybody answered on every day. */
async function seedBureau(db: Db): Promise<void> {
  await seedOfficers(db, officers)
  await db.$executeRaw`
    insert into "Duty" ("officerId", day, "unitId", state, score, max, "startedAt", "finishedAt")
    select o.id, to_char(date '2026-09-01' + n, 'YYYY-MM-DD'), o."unitId", 'DONE', n % 6, 5,
      now() + n * interval '1 s', now() + o.id * interval '1 s'
    from "Officer" o cross join generate_series(0, ${days}::int - 1) n`
  await db.$executeRaw`
    insert into "Sitting" ("officerId", day, theme, size, "dealtAt", "finishedAt", "resultMessageId")
    select "officerId", day, '治安管理', ${setSize}::int, "startedAt", "finishedAt", id from "Duty"`
  await db.$executeRaw`
    insert into "Answer" ("sittingId", position, "officerId", "questionId", "versionId", day, "order",
      draft, given, outcome, score, "answeredAt", "shownAt", "messageId")
    select s.id, n, s."officerId", v."questionId", v.id, s.day, array[2, 0, 3, 1], array[n % 4],
      to_jsonb(array[n % 4]), (array['RIGHT', 'WRONG'])[1 + (s.id + n) % 2]::"Outcome",
      (s.id + n) % 2, s."dealtAt" + n * interval '7.123 s', s."dealtAt", s.id * 5 + n
    from "Sitting" s cross join generate_series(1, ${setSize}::int) n
    join "QuestionVersion" v on v.id = 1 + (s.id * ${setSize}::int + n) % 50`
}

/** Seconds and the most memory it had. */
async function runBuilt(
  { dataDir, databaseUrl }: DatabasePlace,
  ...words: string[]
): Promise<[number, number]> {
  const began = performance.now()
  const script = join(import.meta.dirname, '../dist/cli.js')
  const env = { PATH: process.env['PATH'], DATA_DIR: dataDir, DATABASE_URL: databaseUrl ?? '' }
  const child = spawn(process.execPath, [script, ...words], { env, stdio: 'inherit' })
  let peak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMegabytes(child.pid ?? 0) || 0)
  }, sampleMs)
  const code = await new Promise<number | null>((done) => child.once('exit', done))
  clearInterval(timer)
  if (code !== 0) throw new Error(`${words[0]} ended with ${code}`)
  return [(performance.now() - began) / 1000, peak]
}

/** The size and the seconds of the usual way, or why there is none. */
function dumpWithTools(url: string, file: string): string[] {
  const began = performance.now()
  const dumped = spawnSync('sh', ['-c', `pg_dump "$0" | gzip > "$1"`, url, `${file}.sql.gz`])
  if (dumped.status !== 0) return ['none', String(dumped.stderr).slice(0, 60)]
  const seconds = (performance.now() - began) / 1000
  return [megabytesOf(`${file}.sql.gz`).toFixed(1), seconds.toFixed(1)]
}

function megabytesOf(file: string): number {
  return statSync(file).size / 1e6
}
