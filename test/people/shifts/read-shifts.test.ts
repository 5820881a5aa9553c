import { describe, expect, it } from 'vitest'

import { planShifts } from '../../../src/people/shifts/match-officers.ts'
import { tableToRestore } from '../../../src/people/shifts/plan.ts'
import { readShift } from '../../../src/people/shifts/read-shift.ts'
import { looksLikeShifts, readShifts } from '../../../src/people/shifts/read-shifts.ts'
import { readTables } from '../../../src/platform/tables.ts'
import { docx, paragraph, table } from '../../support/docx.ts'

const today = '2026-11-24'
const known = [
  ['000302', '邓晓梅', '市局/临江分局/青石派出所', true],
  ['000303', '方文斌', '市局/临江分局/青石派出所', true],
  ['000402', '方文斌', '市局/城北分局/桥头派出所', true],
  ['000403', '江一帆', '市局/城北分局/桥头派出所', false],
].map(([badge, name, unit, active], id) => ({ id, badge, name, unit, active })) as Parameters<
  typeof planShifts
>[1]

async function read(file: string | Uint8Array) {
  const tables = await readTables(Buffer.from(file))
  if (!looksLikeShifts(tables, today)) return null
  const { days, officers, problems } = planShifts(readShifts(tables, today), known)
  return {
    days: days.map((day) => day.slice(5)).join(' '),
    officers: officers.map(({ badge, kinds }) => `${badge} ${kinds}`),
    problems: problems.map(({ row, code }) => `${row} ${code}`),
  }
}

describe('a duty roster', () => {
  it('names a day of an officer in each row', async () => {
    const rows = [
      '警号,姓名,日期,班次',
      '000302,邓晓梅,12-01,早班',
      '302,邓晓梅,12月2日,夜班',
      '000303,方文斌,2026/12/1,休息',
      '000303,方文斌,某日,休息',
      '000303,方文斌,12-02,喝茶',
      '999,路人甲,12-01,早',
      '000302,方文斌,12-01,早',
      '000403,江一帆,12-01,早',
    ]
    expect(await read(rows.join('\n'))).toEqual({
      days: '12-01 12-02',
      officers: ['000302 EN', '000303 R?'],
      problems: [
        '5 day-unclear',
        '6 shift-unclear',
        '7 badge-unknown',
        '8 badge-name',
        '9 inactive',
      ],
    })
  })

  it('is a table of a Word file, with the month in the line above', async () => {
    const rows = [
      ['单位', '姓名', '1日', '2日'],
      ['青石派出所', '邓晓梅', '早', '夜班'],
      ['青石派出所', '方文斌', '休', '喝茶'],
    ]
    expect(await read(docx(paragraph('2026年12月排班表'), table(...rows)))).toEqual({
      days: '12-01 12-02',
      officers: ['000302 EN', '000303 R?'],
      problems: ['3 shift-unclear'],
    })
  })

  it('has a column for each day, with the month in the headline', async () => {
    const rows = [
      '2026年12月排班表,,,,',
      '姓名,单位,1,2日,3（四）',
      ',,二,三,四',
      '邓晓梅,青石派出所,早,夜,休',
      '方文斌,青石派出所,值,下夜,备',
      '方文斌,桥头派出所,白班,晚班(14:00-22:00),/',
      '方文斌,,早,早,早',
      '方文斌,机关,早,早,早',
      '路人甲,,早,早,早',
      ',,早,,',
    ]
    expect(await read(rows.join('\n'))).toEqual({
      days: '12-01 12-02 12-03',
      officers: ['000302 ENR', '000303 NRE', '000402 EL-'],
      problems: ['7 name-ambiguous', '8 name-not-in-unit', '9 name-unknown', '10 no-officer'],
    })
  })

  it('may have its days below the headings, and two rows for an officer', async () => {
    const rows = '姓名,警号,12月,\n,,1日,2日\n邓晓梅,000302,早,\n邓晓梅,000302,夜,休\n'
    expect(await read(rows)).toEqual({
      days: '12-01 12-02',
      officers: ['000302 ER'],
      problems: ['4 day-twice'],
    })
  })

  it.each([
    ['a roster of people', '警号,姓名,单位,入职日期\n000302,邓晓梅,市局,2020-01-01\n'],
    ['a question bank', '题目,选项A,选项B,答案\n早班几点？,早,晚,A\n'],
    ['a calendar', '日期,类型,说明\n12-01,停训,\n'],
  ])('is not %s', async (_, csv) => {
    expect(await read(csv)).toBeNull()
  })

  it('knows the words of shifts', () => {
    const words = '早 中 晚 夜 休 值 备 白班 夜班 休息 24小时值班 下夜 喝茶'.split(' ')
    expect(words.map((word) => readShift(word) ?? '?').join('')).toBe('ELLNRNEENRNR?')
  })

  it('is taken back only where nothing has changed since', () => {
    const days = ['2026-12-01', '2026-12-02']
    const officer = { id: 1, badge: '1', name: '甲', kinds: 'NR' }
    const before = { days, officers: [{ id: 1, kinds: 'E-' }] }
    const plan = { days, officers: [officer], problems: [], before }
    const current = { days, officers: [{ id: 1, kinds: 'NL' }] }
    expect(tableToRestore(plan, current).officers).toEqual([{ id: 1, kinds: 'E?' }])
  })
})
