import { execSync } from 'node:child_process'

import { Prisma, type Db } from '../src/platform/db.ts'
import { itemsOf } from '../src/quiz/items.ts'
import { participationOf } from '../src/quiz/participation.ts'
import { noteOverDays, rollDays } from '../src/quiz/rollup/roll-days.ts'
import { mostMissedOf } from '../src/report/most-missed.ts'
import { summariseUnit } from '../src/report/summarise-unit.ts'
import { addDays, type Day } from '../src/shared/day.ts'
import { median, printTable } from './support/numbers.ts'
import { openPages, type PageTimes } from './support/pages.ts'
import { serverGround } from './support/places.ts'
import { withDatabase } from './support/seed.ts'
import { seedBureau, seedDays } from './support/year.ts'

export const title = "a leader's summary over a year of a city, beside the plain SQL"

const officers = Number(process.env['BENCH_OFFICERS'] ?? 10_000)
const days = Number(process.env['BENCH_DAYS'] ?? 365)
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 5)
/** A command that restarts the server at BENCH_DATABASE_URL, so that the first look is a cold one. */
const restart = process.env['BENCH_RESTART']
const lastDay = '2026-11-24'
const now = () => new Date('2026-11-24T12:00:00Z')
const settings = { timeZone: 'Asia/Shanghai', trainingDays: 'all' } as never

interface Span {
  unitId: number
  fromDay: Day
  toDay: Day
}

/** What is asked of the database; the plain one gives the same numbers from the rows themselves. */
const questions: { name: string; ask: (db: Db, span: Span) => Promise<unknown> }[] = [
  { name: 'who took part', ask: participationOf },
  { name: 'who took part, plain SQL', ask: plainParticipation },
  { name: 'how every question was answered', ask: itemsOf },
  { name: 'how every question was answered, plain SQL', ask: plainItems },
  { name: 'three articles most missed', ask: (db, span) => mostMissedOf(db, span, 3) },
  { name: 'the whole summary', ask: (db, span) => summariseUnit({ db }, span) },
]

const spans: { name: string; fromDay: Day }[] = [
  { name: 'today', fromDay: lastDay },
  { name: 'a week', fromDay: addDays(lastDay, -6) },
  { name: 'a month', fromDay: addDays(lastDay, -29) },
  { name: 'all', fromDay: addDays(lastDay, 1 - days) },
]

/** Milliseconds, for the city (1) and a county (2); the first look and the median of those after it. */
export async function run(): Promise<void> {
  const ground = await serverGround()
  if (!ground) return
  try {
    const place = await ground.place()
    await withDatabase(place, seed)
    if (restart) execSync(restart, { stdio: 'ignore' })
    else console.log('without BENCH_RESTART "cold" means: first of this run')
    await withDatabase(place, compare)
    await withDatabase(place, timePages)
  } finally {
    await ground.clear()
  }
}

async function seed(db: Db): Promise<void> {
  await seedBureau(db, officers)
  const answers = await seedDays(db, addDays(lastDay, 1 - days), days)
  console.log(`${officers} officers, ${days} days, ${answers} answers`)
  const deps = { db, settings }
  await noteOverDays({ ...deps, now })
  const later = () => new Date(now().getTime() + 61_000)
  const started = performance.now()
  const counted = await rollDays({ ...deps, now: later }, { budgetMs: Infinity })
  const each = (performance.now() - started) / counted
  console.log(`${counted} days counted once, ${Math.round(each)} ms each`)
  await db.$executeRawUnsafe('vacuum analyze')
}

async function compare(db: Db): Promise<void> {
  await checkAlike(db)
  const rows: string[][] = []
  for (const { name, ask } of questions) {
    for (const unitId of [1, 2]) {
      const row = [`${name}, ${unitId === 1 ? 'city' : 'county'}`]
      for (const { fromDay } of spans) {
        row.push(await timed(() => ask(db, { unitId, fromDay, toDay: lastDay })))
      }
      rows.push(row)
    }
  }
  printTable(['ms, first / median after', ...spans.map(({ name }) => name)], rows)
}

/** Milliseconds of the first look, and of those after it. */
async function timed(look: () => Promise<unknown>): Promise<string> {
  const times: number[] = []
  // What takes seconds needs no second look.
  while (times.length <= rounds && (times[0] ?? 0) < 2_000) {
    const started = performance.now()
    try {
      await look()
    } catch (error) {
      if (isTimeout(error)) return `over ${Math.round((performance.now() - started) / 1000)} s`
      throw error
    }
    times.push(performance.now() - started)
  }
  const [first = Number.NaN, ...after] = times
  return `${Math.round(first)} / ${after.length > 0 ? Math.round(median(after)) : '-'}`
}

/** The program ends a statement after two minutes; plain SQL over a year takes longer. */
function isTimeout(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.message.includes('57014')
}

/** The pages about the same units and days: until served, and until the browser has painted. */
async function timePages(db: Db): Promise<void> {
  const pages = await openPages(db, now)
  try {
    const rows: string[][] = []
    for (const unitId of [1, 2, 20]) {
      const row = [`unit ${unitId}`]
      for (const { fromDay } of spans) {
        const path = `/dashboard/units/${unitId}?from=${fromDay}&to=${lastDay}`
        const times: PageTimes[] = []
        for (let round = 0; round < rounds; round += 1) times.push(await pages.time(path))
        const served = median(times.map((time) => time.served))
        const painted = median(times.map((time) => time.painted))
        row.push(`${Math.round(served)} / ${Math.round(painted)}`)
      }
      rows.push(row)
    }
    printTable(['page, ms served / first paint', ...spans.map(({ name }) => name)], rows)
  } finally {
    await pages.close()
  }
}

/** @throws where the two ways disagree: then no time means anything */
async function checkAlike(db: Db): Promise<void> {
  const span = { unitId: 2, fromDay: addDays(lastDay, -29), toDay: lastDay }
  const counts = (await itemsOf(db, span)).map(({ versionId, answered, right }) =>
    [versionId, answered, right].join(),
  )
  const plain = (await plainItems(db, span)).map(({ id, answered, right }) =>
    [id, answered, right].join(),
  )
  if (counts.join(' ') !== plain.join(' ')) throw new Error('the counts differ from plain SQL')
}

async function plainParticipation(db: Db, { unitId, fromDay, toDay }: Span): Promise<unknown> {
  return await db.$queryRaw`
    select count(*) filter (where d.state <> 'EXCUSED') as due,
      count(*) filter (where d.state = 'DONE') as done, sum(score) as score, sum(max) as max
    from "Duty" d join "UnitClosure" c on c."unitId" = d."unitId" and c."ancestorId" = ${unitId}
    where d.day between ${fromDay} and ${toDay} group by d."unitId"`
}

async function plainItems(
  db: Db,
  { unitId, fromDay, toDay }: Span,
): Promise<{ id: number; answered: number; right: number }[]> {
  return await db.$queryRaw`
    select a."versionId" as id, count(*)::int as answered,
      (count(*) filter (where a.outcome = 'RIGHT'))::int as "right", sum(a.score) as score
    from "Answer" a
      join "Sitting" s on s.id = a."sittingId" and s.kind = 'DAILY'
      join "Duty" d on d."officerId" = a."officerId" and d.day = a.day
      join "UnitClosure" c on c."unitId" = d."unitId" and c."ancestorId" = ${unitId}
    where a.day between ${fromDay} and ${toDay} and a.outcome in ('RIGHT', 'PARTIAL', 'WRONG')
    group by 1 order by 1`
}
