import * as fc from 'fast-check'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'

import type { Db } from '../../src/platform/db.ts'
import { listMissing, listMissingBetween, participationOf } from '../../src/quiz/participation.ts'
import { addDuty, addOfficer, addUnit, addUnits, clear, type DutyState } from '../report/seed.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'

let database: FreshDatabase
let db: Db
beforeAll(async () => {
  database = await freshDatabase()
  db = database.db
})
afterEach(() => clear(db))
afterAll(() => database.destroy())

const day = '2026-11-24'

test('leave lowers no rate: an excused officer is not among the due', async () => {
  const unitId = await addUnit(db, '市局', 'STATION')
  for (const [state, score] of [
    ['DONE', 4],
    ['MADE_UP', 3],
    ['EXCUSED', undefined],
    ['MISSED', undefined],
    ['DUE', undefined],
  ] as [DutyState, number | undefined][]) {
    const officerId = await addOfficer(db, unitId)
    await addDuty(db, { officerId, unitId, day, state, ...(score && { score, max: 5 }) })
  }
  const { total } = await participationOf(db, { unitId, fromDay: day, toDay: day })
  expect(total).toEqual({
    unitId,
    unit: '市局',
    name: '市局',
    level: 'STATION',
    own: false,
    due: 4,
    done: 1,
    madeUp: 1,
    excused: 1,
    missed: 2,
    unbound: 0,
    rate: 0.5,
    meanScore: 70,
  })
})

test('a unit where nobody is due has no rate rather than a bad one', async () => {
  const unitId = await addUnit(db, '市局', 'STATION')
  await addDuty(db, { officerId: await addOfficer(db, unitId), unitId, day, state: 'EXCUSED' })
  const { total, children } = await participationOf(db, { unitId, fromDay: day, toDay: day })
  expect(total).toMatchObject({ due: 0, excused: 1, missed: 0, rate: null, meanScore: null })
  expect(children).toEqual([])
})

test('officers who sit in the office itself are a child of their own', async () => {
  const city = await addUnit(db, '市局', 'CITY')
  const county = await addUnit(db, '市局/襄州分局', 'COUNTY')
  const station = await addUnit(db, '市局/襄州分局/肖湾派出所', 'STATION')
  for (const unitId of [city, station, station]) {
    await addDuty(db, { officerId: await addOfficer(db, unitId), unitId, day, state: 'DONE' })
  }
  await addOfficer(db, county, { telegramId: null })
  const { total, children } = await participationOf(db, { unitId: city, fromDay: day, toDay: day })
  expect(total).toMatchObject({ due: 3, unbound: 1 })
  expect(children.map(({ unit, own, due, unbound }) => ({ unit, own, due, unbound }))).toEqual([
    { unit: '市局/襄州分局', own: false, due: 2, unbound: 1 },
    { unit: '市局/本级', own: true, due: 1, unbound: 0 },
  ])
})

test('an officer who moved counts where they were on the day, and is named there', async () => {
  await addUnit(db, '市局', 'CITY')
  const before = await addUnit(db, '市局/甲所', 'STATION')
  const after = await addUnit(db, '市局/乙所', 'STATION')
  const officerId = await addOfficer(db, after, { name: '李平' })
  await addDuty(db, { officerId, unitId: before, day, state: 'MISSED' })
  await addDuty(db, { officerId, unitId: after, day: '2026-11-25', state: 'DUE' })
  expect(await listMissing(db, { unitId: before, day })).toMatchObject([
    { officerId, name: '李平', unit: '市局/甲所', days: 1 },
  ])
  expect(await listMissing(db, { unitId: after, day })).toEqual([])
  const whole = { unitId: after, fromDay: day, toDay: '2026-11-25' }
  expect((await participationOf(db, whole)).total.missed).toBe(1)
})

test('over a week an officer is named once, with the number of days', async () => {
  const unitId = await addUnit(db, '甲所', 'STATION')
  const officerId = await addOfficer(db, unitId)
  for (const [date, state] of [
    ['2026-11-23', 'MISSED'],
    [day, 'DUE'],
    ['2026-11-25', 'DONE'],
  ] as [string, DutyState][]) {
    await addDuty(db, { officerId, unitId, day: date, state })
  }
  const week = { unitId, fromDay: '2026-11-23', toDay: '2026-11-29' }
  expect(await listMissingBetween(db, week)).toMatchObject([{ officerId, days: 2 }])
})

const states: DutyState[] = ['DUE', 'DONE', 'MADE_UP', 'EXCUSED', 'MISSED']
const days = ['2026-11-23', '2026-11-24', '2026-11-25']

interface City {
  /** For each county the number of its stations. */
  counties: number[]
  officers: { home: number; bound: boolean; active: boolean; duties: (DutyRecord | null)[] }[]
}
interface DutyRecord {
  state: DutyState
  /** Index of the unit the officer belonged to that day. */
  at: number
  score: number
}

const cities: fc.Arbitrary<City> = fc.record({
  counties: fc.array(fc.nat(3), { maxLength: 3 }),
  officers: fc.array(
    fc.record({
      home: fc.nat(20),
      bound: fc.boolean(),
      active: fc.boolean(),
      duties: fc.array(
        fc.option(
          fc.record({ state: fc.constantFrom(...states), at: fc.nat(20), score: fc.nat(5) }),
        ),
        { minLength: 3, maxLength: 3 },
      ),
    }),
    { maxLength: 12 },
  ),
})

test('the numbers of every unit equal a plain count, whatever leave, moves and make-ups there were', async () => {
  await fc.assert(
    fc.asyncProperty(cities, fc.nat(2), fc.nat(2), async (city, one, other) => {
      await clear(db)
      const paths = await build(city)
      const fromDay = days[Math.min(one, other)] ?? ''
      const toDay = days[Math.max(one, other)] ?? ''
      for (const [path, unitId] of [...paths.slice(0, 2), ...paths.slice(-2)]) {
        const { total, children } = await participationOf(db, { unitId, fromDay, toDay })
        const inside = (at: string) => at === path || at.startsWith(`${path}/`)
        expect(total).toMatchObject(count(city, paths, { inside, fromDay, toDay }))
        for (const child of children) {
          const under = (at: string) =>
            child.own ? at === path : at === child.unit || at.startsWith(`${child.unit}/`)
          expect(child).toMatchObject(count(city, paths, { inside: under, fromDay, toDay }))
        }
        const split = children.reduce((sum, child) => sum + child.due + child.excused, 0)
        expect(split).toBe(total.level === 'STATION' ? 0 : total.due + total.excused)
        const missing = await listMissingBetween(db, { unitId, fromDay, toDay })
        expect(missing.reduce((sum, officer) => sum + officer.days, 0)).toBe(total.missed)
      }
    }),
    { numRuns: 20 },
  )
}, 120_000)

async function build(city: City): Promise<[string, number][]> {
  const paths = city.counties.flatMap((stations, index) => {
    const county = `市局/${index}分局`
    return [county, ...Array.from({ length: stations }, (_, station) => `${county}/${station}所`)]
  })
  const units = await addUnits(db, ['市局', ...paths])
  await db.officer.createMany({
    data: city.officers.map(({ home, bound, active }, index) => ({
      id: index + 1,
      badge: `${index}`,
      name: `警员${index}`,
      unitId: unitAt(units, home)[1],
      active,
      telegramId: bound ? index + 1 : null,
      createdAt: new Date('2026-11-24T00:00:00Z'),
    })),
  })
  await db.duty.createMany({
    data: city.officers.flatMap(({ duties }, index) =>
      duties.flatMap((duty, date) => {
        if (!duty) return []
        const { state, at, score } = duty
        const finished = state === 'DONE' || state === 'MADE_UP'
        return [
          {
            officerId: index + 1,
            unitId: unitAt(units, at)[1],
            day: days[date] ?? '',
            state,
            ...(finished && { score, max: 5 }),
          },
        ]
      }),
    ),
  })
  return units
}

function unitAt(units: [string, number][], index: number): [string, number] {
  return units[index % units.length] ?? ['', 0]
}

function count(
  city: City,
  units: [string, number][],
  where: { inside: (path: string) => boolean; fromDay: string; toDay: string },
) {
  const duties = city.officers
    .flatMap((officer) => officer.duties.map((duty, index) => ({ duty, day: days[index] ?? '' })))
    .flatMap(({ duty, day: date }) => (duty ? [{ ...duty, day: date }] : []))
    .filter(({ at, day: date }) => {
      return where.inside(unitAt(units, at)[0]) && date >= where.fromDay && date <= where.toDay
    })
  const of = (state: DutyState) => duties.filter((duty) => duty.state === state)
  const finished = [...of('DONE'), ...of('MADE_UP')]
  const due = duties.length - of('EXCUSED').length
  return {
    due,
    done: of('DONE').length,
    madeUp: of('MADE_UP').length,
    excused: of('EXCUSED').length,
    missed: of('MISSED').length + of('DUE').length,
    unbound: city.officers.filter(({ home, bound, active }) => {
      return active && !bound && where.inside(unitAt(units, home)[0])
    }).length,
    rate: due === 0 ? null : finished.length / due,
    meanScore:
      finished.length === 0
        ? null
        : (100 * finished.reduce((sum, { score }) => sum + score, 0)) / (finished.length * 5),
  }
}
