import { read, utils, type CellObject } from '@e965/xlsx'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { readConfig } from '../../src/config.ts'
import type { Db } from '../../src/platform/db.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import { exportSummary } from '../../src/report/export-summary.ts'
import { monthSheet } from '../../src/report/month-sheet.ts'
import { summariseUnit } from '../../src/report/summarise-unit.ts'
import { freshDatabase, type FreshDatabase } from '../support/fresh-db.ts'
import {
  addDuty,
  addOfficer,
  addQuestion,
  addSitting,
  addUnit,
  type DutyState,
  type SeededAnswer,
} from './seed.ts'

const t = loadTexts()('zh-CN')
const now = () => new Date('2026-11-24T12:00:00Z')
const settings = readConfig({ BOT_TOKEN: '1:test' })
const [yesterday, today] = ['2026-11-23', '2026-11-24']
let database: FreshDatabase
let db: Db
const units = { city: 0, county: 0, station: 0, small: 0 }

/** A station of twelve, of whom one is excused, and one of two people; one person in the county's office. */
beforeAll(async () => {
  database = await freshDatabase()
  db = database.db
  units.city = await addUnit(db, '市局', 'CITY')
  units.county = await addUnit(db, '市局/襄州分局', 'COUNTY')
  units.station = await addUnit(db, '市局/襄州分局/肖湾派出所', 'STATION')
  units.small = await addUnit(db, '市局/襄州分局/=2+5所', 'STATION')
  const question = await addQuestion(db, {
    kind: 'true-false',
    stem: '可以口头传唤',
    key: true,
    basis: { law: '治安管理处罚法', article: '第八十三条' },
  })
  await db.question.updateMany({ data: { topic: '执法程序' } })
  const answer = (isRight: boolean): SeededAnswer => ({
    question,
    given: isRight,
    outcome: isRight ? 'RIGHT' : 'WRONG',
  })
  for (let count = 0; count < 10; count += 1) {
    await train(units.station, ['DONE', 'DONE'], [answer(count > 3)])
  }
  await train(units.station, ['MADE_UP', 'DUE'], [], '=张三')
  await train(units.station, ['MISSED', 'EXCUSED'], [])
  await train(units.small, ['DONE', 'DONE'], [answer(false)])
  await train(units.small, ['MISSED', 'DUE'], [])
  await train(units.county, ['DONE', 'DONE'], [])
})
afterAll(() => database.destroy())

async function train(
  unitId: number,
  states: [DutyState, DutyState],
  answers: SeededAnswer[],
  name?: string,
): Promise<void> {
  const officerId = await addOfficer(db, unitId, name ? { name } : {})
  for (const [index, day] of [yesterday, today].entries()) {
    const state = states[index] ?? 'DUE'
    const marks = state === 'DONE' || state === 'MADE_UP' ? { score: 4, max: 5 } : {}
    await addDuty(db, { officerId, unitId, day, state, ...marks })
  }
  if (answers.length > 0) await addSitting(db, { officerId, day: yesterday }, answers)
}

async function workbookOf(unitId: number, fromDay = yesterday, toDay = today) {
  const summary = await summariseUnit({ db }, { unitId, fromDay, toDay })
  const book = read(await exportSummary({ db, now, settings }, t, summary), { cellNF: true })
  const sheets = Object.fromEntries(
    book.SheetNames.map((name) => {
      const sheet = book.Sheets[name] ?? {}
      const rows = utils.sheet_to_json<unknown[]>(sheet, { header: 1 })
      return [name, rows.map((row) => Array.from(row, (cell) => cell ?? null))]
    }),
  )
  const cell = (name: string, address: string): CellObject | undefined =>
    book.Sheets[name]?.[address] as CellObject | undefined
  return { summary, sheets, cell }
}

const numberNames = [
  '应训',
  '已训',
  '补训',
  '免训',
  '未训',
  '尚未完成',
  '未绑定',
  '参训率',
  '平均得分',
]

describe('a leader who asks for the workbook', () => {
  it('of a city finds a sheet for each level, and no names', async () => {
    const { sheets } = await workbookOf(units.city)
    expect(Object.keys(sheets)).toEqual([
      '汇总',
      '下级单位',
      '派出所',
      '掌握情况',
      '错得最多的条文',
    ])
    expect(sheets['下级单位']).toEqual([
      ['单位', ...numberNames],
      ['市局/襄州分局', 29, 24, 1, 1, 2, 2, 0, 0.862, 80],
    ])
    expect(sheets['派出所']).toEqual([
      ['单位', ...numberNames],
      ['市局/襄州分局/=2+5所', 4, 2, 0, 0, 1, 1, 0, 0.5],
      ['市局/襄州分局/肖湾派出所', 23, 20, 1, 1, 1, 1, 0, 0.913],
      ['市局/襄州分局/本级', 2, 2, 0, 0, 0, 0, 0, 1],
      ['完成的人不足 5 个的单位，不单列平均得分；由此能推算出来的，也不列。'],
    ])
    expect(JSON.stringify(sheets)).not.toContain('警员')
  })

  it('finds numbers as numbers, rates as percentages and days as dates', async () => {
    const { cell, summary } = await workbookOf(units.county)
    expect(cell('汇总', 'B2')).toMatchObject({ t: 'n', z: 'yyyy-mm-dd', w: '2026-11-23' })
    expect(cell('汇总', 'C2')).toMatchObject({ w: '2026-11-24' })
    expect(cell('汇总', 'D2')).toMatchObject({ t: 'n', v: summary.due })
    expect(cell('汇总', 'K2')).toMatchObject({ t: 'n', v: 0.862, z: '0.0%', w: '86.2%' })
    expect(cell('汇总', 'L2')).toMatchObject({ t: 'n', v: 80, z: '0.0', w: '80.0' })
    expect(cell('派出所', 'A2')).toMatchObject({ t: 's', v: '市局/襄州分局/=2+5所' })
  })

  it('of a station finds the names, none of them a formula', async () => {
    const { sheets, cell } = await workbookOf(units.station)
    expect(Object.keys(sheets)).toEqual(['汇总', '未完成名单', '掌握情况', '错得最多的条文'])
    expect(sheets['未完成名单']?.map((row) => row.slice(1))).toEqual([
      ['姓名', '单位', '未完成天数'],
      ['=张三', '市局/襄州分局/肖湾派出所', 1],
      [expect.stringContaining('警员'), '市局/襄州分局/肖湾派出所', 1],
    ])
    expect(cell('未完成名单', 'B2')).toMatchObject({ t: 's', v: '=张三' })
    expect(cell('未完成名单', 'B2')?.f).toBeUndefined()
  })

  it('finds mastery by law and topic of what ten officers answered, and the articles missed', async () => {
    const { sheets } = await workbookOf(units.station)
    expect(sheets['掌握情况']).toEqual([
      ['类别', '名称', '题数', '答题次数', '掌握率'],
      ['法律', '治安管理处罚法', 1, 10, expect.any(Number)],
      ['专题', '执法程序', 1, 10, expect.any(Number)],
      ['只计至少 10 人答过的题'],
    ])
    expect(sheets['错得最多的条文']?.[1]).toEqual([
      '治安管理处罚法',
      '第八十三条',
      10,
      4,
      '错',
      4,
      '可以口头传唤',
    ])
  })

  it('of fewer than five people finds no mean, no mastery and no single mistake', async () => {
    const { sheets } = await workbookOf(units.small)
    expect(sheets['汇总']?.[1]).toHaveLength(11)
    expect(sheets['掌握情况']).toHaveLength(2)
    expect(sheets['错得最多的条文']).toHaveLength(1)
  })

  it('of a month finds the sheet to sign, and of a part of it none', async () => {
    const { sheets, cell } = await workbookOf(units.station, '2026-11-01')
    const sign = sheets['签字表'] ?? []
    expect(sign[0]).toEqual(['日期', '星期', '应训', '已训', '补训', '免训', '未训', '参训率'])
    expect(sign[1]?.[1]).toBe('周日')
    expect(sign[23]?.slice(1)).toEqual(['周一', 12, 10, 1, 0, 1, 0.916])
    expect(sign[24]?.slice(1)).toEqual(['周二', 11, 10, 0, 1, 0, 0.909])
    expect(sign[25]).toEqual(['合计', null, 23, 20, 1, 1, 1, 0.913])
    expect(cell('签字表', 'A2')).toMatchObject({ w: '2026-11-01', z: 'yyyy-mm-dd' })
    expect(sign.map(([first]) => first)).toEqual(
      expect.arrayContaining([
        '本月尚未结束，截至 2026-11-24，当天尚未完成 1',
        '负责人签字：',
        '签字日期：',
      ]),
    )
    expect((await workbookOf(units.station, '2026-11-02')).sheets).not.toHaveProperty('签字表')
  })
})

describe('the sheet that a leader signs', () => {
  it('holds each day up to today, the sum, and what was weak', async () => {
    const sheet = await monthSheet(
      { db, now, settings },
      { unitId: units.county, month: '2026-11' },
    )
    expect(sheet).toMatchObject({ fromDay: '2026-11-01', toDay: today, isOver: false })
    expect(sheet.days).toHaveLength(24)
    expect(sheet.days[0]).toEqual({ day: '2026-11-01', numbers: null })
    expect(sheet.days[23]?.numbers).toMatchObject({ due: 14, done: 12, missed: 2, open: 2 })
    expect(sheet.articles).toMatchObject([{ law: '治安管理处罚法', wrong: 5 }])
  })

  it('adds up to what the summary of the month says', async () => {
    const sheet = await monthSheet(
      { db, now, settings },
      { unitId: units.county, month: '2026-11' },
    )
    const span = { unitId: units.county, fromDay: '2026-11-01', toDay: today }
    const summary = await summariseUnit({ db }, span)
    for (const field of ['due', 'done', 'madeUp', 'excused', 'missed', 'open'] as const) {
      const sum = sheet.days.reduce((total, { numbers }) => total + (numbers?.[field] ?? 0), 0)
      expect([field, sum]).toEqual([field, summary[field]])
      expect(sheet.total[field]).toBe(summary[field])
    }
  })

  it('of a month that is over holds all its days', async () => {
    const sheet = await monthSheet(
      { db, now, settings },
      { unitId: units.county, month: '2026-02' },
    )
    expect(sheet).toMatchObject({ toDay: '2026-02-28', isOver: true, articles: [] })
    expect(sheet.days).toHaveLength(28)
  })
})
