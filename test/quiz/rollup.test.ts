import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { Db } from '../../src/platform/db.ts'
import { itemsOf, wrongChoicesOf } from '../../src/quiz/items.ts'
import { participationByDay, participationOf } from '../../src/quiz/participation.ts'
import { noteOverDays, rollDays } from '../../src/quiz/rollup/roll-days.ts'
import { addRandomHistory, type RandomHistory } from '../report/random-history.ts'
import { addDuty, addOfficer, addSitting, addUnit, clear, addQuestion } from '../report/seed.ts'
import { throwDice } from '../support/dice.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

let database: FreshDatabase
let db: Db
let now = new Date('2026-11-24T04:00:00Z')
beforeAll(async () => {
  database = await freshDatabase()
  db = database.db
})
beforeEach(() => {
  now = new Date('2026-11-24T04:00:00Z')
})
afterEach(async () => {
  await clear(db)
  await db.$executeRaw`truncate "RolledDay", "UnitDay", "ItemDay"`
})
afterAll(() => database.destroy())

const settings = { timeZone: 'Asia/Shanghai', trainingDays: 'workdays' } as never
const roll = async () => {
  const deps = { db, now: () => now, settings }
  await noteOverDays(deps)
  // What was counted once waits for half an hour.
  now = new Date(now.getTime() + 31 * 60_000)
  return await rollDays(deps, { budgetMs: 60_000 })
}

interface Counts {
  [field: string]: unknown
}

/** Straight from the rows, by the names of the units: none of the program's own queries. */
async function plainItems(path: string, { fromDay, toDay }: RandomHistory): Promise<Counts[]> {
  return await db.$queryRaw<Counts[]>`
    select a."versionId", count(*)::int as answered,
      (count(*) filter (where a.outcome = 'RIGHT'))::int as "right", sum(a.score)::float8 as score,
      (count(*) filter (where a.sure))::int as sure,
      (count(*) filter (where a.sure and a.outcome <> 'RIGHT'))::int as "sureWrong",
      count(distinct a."officerId") >= 10 as "seenByTen",
      least(5, count(distinct a."officerId")
        filter (where a.sure and a.outcome <> 'RIGHT'))::int as mistaken
    from "Answer" a
      join "Sitting" s on s.id = a."sittingId" and s.kind = 'DAILY'
      join "Duty" d on d."officerId" = a."officerId" and d.day = a.day
      join "Unit" u on u.id = d."unitId"
    where (u.path = ${path} or u.path like ${`${path}/%`}) and a.day between ${fromDay} and ${toDay}
      and a.outcome in ('RIGHT', 'PARTIAL', 'WRONG')
    group by 1 order by 1`
}

async function plainDays(path: string, { fromDay, toDay }: RandomHistory): Promise<Counts[]> {
  return await db.$queryRaw<Counts[]>`
    select d.day, (count(*) filter (where d.state <> 'EXCUSED'))::int as due,
      (count(*) filter (where d.state = 'DONE'))::int as done,
      (count(*) filter (where d.state = 'MADE_UP'))::int as "madeUp",
      (count(*) filter (where d.state = 'EXCUSED'))::int as excused,
      (count(*) filter (where d.state in ('DUE', 'MISSED')))::int as missed
    from "Duty" d join "Unit" u on u.id = d."unitId"
    where (u.path = ${path} or u.path like ${`${path}/%`}) and d.day between ${fromDay} and ${toDay}
    group by 1 order by 1`
}

async function plainChoices(path: string, { fromDay, toDay }: RandomHistory): Promise<Counts[]> {
  return await db.$queryRaw<Counts[]>`
    select a."versionId", a.given, count(*)::int as count
    from "Answer" a
      join "Sitting" s on s.id = a."sittingId" and s.kind = 'DAILY'
      join "Duty" d on d."officerId" = a."officerId" and d.day = a.day
      join "Unit" u on u.id = d."unitId"
    where (u.path = ${path} or u.path like ${`${path}/%`}) and a.day between ${fromDay} and ${toDay}
      and a.outcome in ('PARTIAL', 'WRONG')
    group by 1, 2 order by count desc, 1, given::text`
}

const totalsOf = ({ due, done, madeUp, excused, missed }: Totals) => ({
  due,
  done,
  madeUp,
  excused,
  missed,
})

interface Totals {
  due: number
  done: number
  madeUp: number
  excused: number
  missed: number
}

/** What the program says of every unit. */
async function told({ units, fromDay, toDay }: RandomHistory): Promise<Counts[]> {
  return await Promise.all(
    units.map(async ([path, unitId]) => {
      const span = { unitId, fromDay, toDay }
      const items = await itemsOf(db, span)
      const versionIds = items.map(({ versionId }) => versionId)
      return {
        path,
        days: await participationByDay(db, span),
        totals: totalsOf((await participationOf(db, span)).total),
        items,
        choices: await wrongChoicesOf(db, { ...span, versionIds }),
      }
    }),
  )
}

/** The same straight from the rows. */
async function plain(history: RandomHistory): Promise<Counts[]> {
  return await Promise.all(
    history.units.map(async ([path]) => {
      const days = await plainDays(path, history)
      const total = (field: string) => days.reduce((sum, row) => sum + Number(row[field]), 0)
      return {
        path,
        days,
        totals: Object.fromEntries(
          ['due', 'done', 'madeUp', 'excused', 'missed'].map((field) => [field, total(field)]),
        ),
        items: await plainItems(path, history),
        choices: await plainChoices(path, history),
      }
    }),
  )
}

describe('the counts of a span', () => {
  it('equal a plain count before days are counted, afterwards, and with some of them changed', async () => {
    const dice = throwDice()
    console.log(`seed ${dice.seed}`)
    const history = await addRandomHistory(db, dice)
    expect(await told(history)).toMatchObject(await plain(history))
    expect(await roll()).toBeGreaterThan(0)
    expect(await told(history)).toMatchObject(await plain(history))
    // A mark that changes, a set made up after all, a person who leaves the bureau's records.
    await db.$executeRaw`update "Answer" set outcome = 'RIGHT', score = 1 where id % 7 = 0`
    await db.$executeRaw`update "Duty" set state = 'MADE_UP' where state = 'MISSED' and id % 5 = 0`
    await db.$executeRaw`delete from "Duty" where id % 31 = 0`
    expect(await told(history)).toMatchObject(await plain(history))
    expect(await roll()).toBeGreaterThan(0)
    expect(await told(history)).toMatchObject(await plain(history))
    expect(await roll()).toBe(0)
  })

  it('follow a unit that moves to another county', async () => {
    const { units, ...days } = await addRandomHistory(db, throwDice(4))
    await roll()
    const county = units.find(([path]) => path.split('/').length === 2)
    const station = units.find(([path]) => path.startsWith(`${county?.[0]}/`)) ?? ['', 0]
    await db.$executeRaw`delete from "UnitClosure"
      where "unitId" = ${station[1]} and "ancestorId" = ${county?.[1]}`
    await db.unit.update({ where: { id: station[1] }, data: { path: '市局/直属所' } })
    const history = { ...days, units: units.filter((unit) => unit !== station) }
    expect(await told(history)).toMatchObject(await plain(history))
  })
})

describe('a day', () => {
  it('is counted once it is over', async () => {
    const unitId = await addUnit(db, '市局', 'CITY')
    const officerId = await addOfficer(db, unitId)
    for (const day of ['2026-11-20', '2026-11-23', '2026-11-24']) {
      await addDuty(db, { officerId, unitId, day, state: 'MISSED' })
    }
    await roll()
    const counted = await db.rolledDay.findMany({ orderBy: { day: 'asc' } })
    expect(counted.map(({ day, stale }) => [day, stale])).toEqual([
      ['2026-11-20', false],
      ['2026-11-23', false],
    ])
  })

  it('that changes while it is counted is either counted with the change or counted again', async () => {
    const unitId = await addUnit(db, '市局', 'CITY')
    const officerId = await addOfficer(db, unitId)
    const question = await addQuestion(db, { kind: 'true-false', stem: '甲', key: true })
    const day = '2026-11-18'
    await addDuty(db, { officerId, unitId, day, state: 'DONE', score: 0, max: 1 })
    await addSitting(db, { officerId, day }, [{ question, given: false, outcome: 'WRONG' }])
    await roll()
    await db.$executeRaw`update "RolledDay" set stale = true`
    const change = db.$executeRaw`update "Answer" set outcome = 'RIGHT', score = 1`
    await Promise.all([rollDays({ db, now: () => now }, { budgetMs: 1_000 }), change])
    const items = await itemsOf(db, { unitId, fromDay: day, toDay: day })
    expect(items).toMatchObject([{ answered: 1, right: 1 }])
  })
})
