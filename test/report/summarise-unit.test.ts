import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import type { Db } from '../../src/platform/db.ts'
import { participationOf } from '../../src/quiz/participation.ts'
import { findUnitByPath } from '../../src/report/find-unit.ts'
import { summariseUnit } from '../../src/report/summarise-unit.ts'
import { scoreOf } from '../../src/report/wording.ts'
import type { Question } from '../../src/shared/question.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import { addDuty, addOfficer, addQuestion, addSitting, addUnit, clear } from './seed.ts'

let database: FreshDatabase
let db: Db
beforeAll(async () => {
  database = await freshDatabase()
  db = database.db
})
afterAll(() => database.destroy())
beforeEach(() => clear(db))

const day = '2026-11-24'
const span = (unitId: number) => ({ unitId, fromDay: day, toDay: day })
const basis = (article: string) => ({ law: '治安管理处罚法', article })
const single = (stem: string, article: string): Question => ({
  kind: 'single',
  stem,
  options: ['八小时', '十二小时', '二十四小时', '四十八小时'],
  key: [0],
  basis: basis(article),
})

async function countyWithStation() {
  const county = await addUnit(db, '襄州分局', 'COUNTY')
  const station = await addUnit(db, '襄州分局/肖湾派出所', 'STATION')
  return { county, station }
}

async function trainee(unitId: number, name?: string): Promise<number> {
  const officerId = await addOfficer(db, unitId, name ? { name } : {})
  await addDuty(db, { officerId, unitId, day, state: 'DONE', score: 4, max: 5 })
  return officerId
}

describe('a leader', () => {
  it('of a station reads the names of those who have not finished', async () => {
    const { county, station } = await countyWithStation()
    const officerId = await addOfficer(db, station, { name: '张三' })
    await addDuty(db, { officerId, unitId: station, day, state: 'DUE' })
    expect((await summariseUnit({ db }, span(station))).missing).toMatchObject([
      { name: '张三', unit: '襄州分局/肖湾派出所', badge: expect.any(String) },
    ])
    const above = await summariseUnit({ db }, span(county))
    expect(above).toMatchObject({ unit: '襄州分局', day, due: 1, missed: 1, missing: [] })
    expect(above.children).toMatchObject([{ unit: '襄州分局/肖湾派出所', due: 1, rate: 0 }])
  })

  it('reads the same numbers as every other reader of participation', async () => {
    const { county, station } = await countyWithStation()
    for (let count = 0; count < 5; count += 1) await trainee(station)
    const { total, children } = await participationOf(db, span(county))
    expect(await summariseUnit({ db }, span(county))).toMatchObject({ ...total, children })
  })

  it('is told no mean of fewer than five people, but their coverage', async () => {
    const { county, station } = await countyWithStation()
    for (let count = 0; count < 4; count += 1) await trainee(station)
    const small = await summariseUnit({ db }, span(county))
    expect(small).toMatchObject({ due: 4, rate: 1, few: true })
    expect(scoreOf(small)).toBe('–')
    expect(small.children).toMatchObject([{ due: 4, few: true }])
    // Also where more were due: a mean is of those who have finished.
    const late = await addOfficer(db, station)
    await addDuty(db, { officerId: late, unitId: station, day, state: 'DUE' })
    expect(await summariseUnit({ db }, span(county))).toMatchObject({ due: 5, few: true })
    const officerId = await trainee(county)
    expect(await summariseUnit({ db }, span(county))).toMatchObject({ few: false, meanScore: 80 })
    // One person of the office over many days is still one person.
    for (const date of ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-23']) {
      await addDuty(db, { officerId, unitId: county, day: date, state: 'DONE', score: 4, max: 5 })
    }
    const month = await summariseUnit({ db }, { ...span(county), fromDay: '2026-11-17' })
    expect(month).toMatchObject({ due: 11, few: false, meanScore: 80 })
    expect(month.children).toMatchObject([
      { due: 5, few: true },
      { due: 6, own: true, few: true },
    ])
  })

  it('cannot work the mean of a few out from the means beside it', async () => {
    const { county, station } = await countyWithStation()
    const larger = await addUnit(db, '襄州分局/双沟派出所', 'STATION')
    const largest = await addUnit(db, '襄州分局/张湾派出所', 'STATION')
    for (let count = 0; count < 3; count += 1) await trainee(station)
    for (let count = 0; count < 6; count += 1) await trainee(larger)
    for (let count = 0; count < 9; count += 1) await trainee(largest)
    const { few, children } = await summariseUnit({ db }, span(county))
    expect(few).toBe(false)
    expect(children.map((unit) => [unit.done, unit.few])).toEqual(
      expect.arrayContaining([
        [3, true],
        [6, true],
        [9, false],
      ]),
    )
    // Two of a few who are five together hide each other.
    const fourth = await addUnit(db, '襄州分局/龙王派出所', 'STATION')
    for (let count = 0; count < 2; count += 1) await trainee(fourth)
    const again = await summariseUnit({ db }, span(county))
    expect(
      again.children
        .filter((unit) => unit.few)
        .map((unit) => unit.done)
        .sort(),
    ).toEqual([2, 3])
  })

  it('is told what may still be finished today from what is missed', async () => {
    const { county, station } = await countyWithStation()
    const officerId = await addOfficer(db, station)
    await addDuty(db, { officerId, unitId: station, day: '2026-11-23', state: 'MISSED' })
    await addDuty(db, { officerId, unitId: station, day, state: 'DUE' })
    const week = { unitId: county, fromDay: '2026-11-23', toDay: day }
    const summary = await summariseUnit({ db }, week)
    expect(summary).toMatchObject({ missed: 2, open: 1, children: [{ missed: 2, open: 1 }] })
    const yesterday = { unitId: county, fromDay: '2026-11-23', toDay: '2026-11-23' }
    expect(await summariseUnit({ db }, yesterday)).toMatchObject({ missed: 1, open: 0 })
  })

  it('sees the three articles most answered wrongly and the wrong option most chosen', async () => {
    const { county, station } = await countyWithStation()
    const first = await addQuestion(db, single('询问查证的时间', '第八十三条'))
    const same = await addQuestion(db, single('询问查证不得超过', '第八十三条'))
    const truth = await addQuestion(db, {
      kind: 'true-false',
      stem: '可以口头传唤',
      key: true,
      basis: basis('第八十二条'),
    })
    const many = await addQuestion(db, {
      ...single('哪些', '第十条'),
      kind: 'multiple',
      key: [0, 1],
    } as Question)
    const rare = await addQuestion(db, single('少见', '第一条'))
    const unlawful = await addQuestion(db, {
      ...single('没有依据', '第二条'),
      basis: { law: '刑法' },
    })
    const answer = (question: typeof first, given: number[] | boolean) => ({
      question,
      given,
      outcome: 'WRONG' as const,
    })
    await addSitting(db, { officerId: await trainee(station), day }, [
      answer(first, [2]),
      answer(same, [2]),
      { ...answer(many, [0]), outcome: 'PARTIAL' },
      answer(truth, false),
      { ...answer(rare, [0]), outcome: 'RIGHT' },
    ])
    await addSitting(db, { officerId: await trainee(station), day }, [
      answer(first, [2]),
      answer(same, [1]),
      answer(many, [0, 3]),
      answer(truth, false),
      answer(unlawful, [1]),
      { ...answer(rare, [1]), outcome: 'PENDING' },
    ])
    const { articles } = await summariseUnit({ db }, span(county))
    expect(articles).toEqual([
      {
        law: '治安管理处罚法',
        article: '第八十三条',
        answered: 4,
        wrong: 4,
        option: { stem: '询问查证的时间', text: '二十四小时', count: 2 },
      },
      {
        law: '治安管理处罚法',
        article: '第八十二条',
        answered: 2,
        wrong: 2,
        option: { stem: '可以口头传唤', text: '错', truth: false, count: 2 },
      },
      {
        law: '治安管理处罚法',
        article: '第十条',
        answered: 2,
        wrong: 2,
        option: { stem: '哪些', text: '四十八小时', count: 1 },
      },
    ])
  })

  it('never sees what officers practise for themselves, nor answers of other units or days', async () => {
    const { station } = await countyWithStation()
    const other = await addUnit(db, '襄州分局/张湾派出所', 'STATION')
    const question = await addQuestion(db, single('询问查证的时间', '第八十三条'))
    const wrong = [{ question, given: [1], outcome: 'WRONG' as const }]
    await addSitting(db, { officerId: await trainee(station), day, kind: 'PRACTICE' }, wrong)
    await addSitting(db, { officerId: await trainee(other), day }, wrong)
    const officerId = await trainee(station)
    await addDuty(db, { officerId, unitId: station, day: '2026-11-23', state: 'DONE' })
    await addSitting(db, { officerId, day: '2026-11-23' }, wrong)
    expect((await summariseUnit({ db }, span(station))).articles).toEqual([])
    const week = { unitId: station, fromDay: '2026-11-23', toDay: day }
    expect((await summariseUnit({ db }, week)).articles).toMatchObject([{ answered: 1, wrong: 1 }])
  })
})

it('a unit is found by its path and by nothing else', async () => {
  const { station } = await countyWithStation()
  expect(await findUnitByPath(db, '襄州分局/肖湾派出所')).toMatchObject({ id: station })
  expect(await findUnitByPath(db, '肖湾派出所')).toBeNull()
})
