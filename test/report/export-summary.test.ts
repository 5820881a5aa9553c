import { describe, expect, it } from 'vitest'

import { readTables } from '../../src/platform/tables.ts'
import { loadTexts } from '../../src/platform/texts.ts'
import { exportSummary } from '../../src/report/export-summary.ts'
import { countyOf, stationOf, unitOf } from './summaries.ts'

const t = loadTexts()('zh-CN')

async function cellsOf(bytes: Uint8Array): Promise<Record<string, string[][]>> {
  const { sheets } = await readTables(bytes)
  return Object.fromEntries(sheets.map(({ name, rows }) => [name, rows.map(({ cells }) => cells)]))
}

describe('a leader who asks for the workbook', () => {
  it('finds every unit with its numbers', async () => {
    const county = countyOf([
      unitOf('甲所', { done: 9, madeUp: 1, missed: 2, excused: 3 }),
      unitOf('乙所'),
    ])
    const sheets = await cellsOf(exportSummary(t, county))
    expect(Object.keys(sheets)).toEqual(['汇总', '错得最多的条文'])
    expect(sheets['汇总']).toEqual([
      ['单位', '应训', '已训', '补训', '免训', '未训', '未绑定', '参训率（%）', '平均得分'],
      ['市局/襄州分局', '12', '9', '1', '3', '2', '0', '83.3', '86.5'],
      ['市局/甲所', '12', '9', '1', '3', '2', '0', '83.3', '86.5'],
      ['市局/乙所', '0', '0', '0', '0', '0', '0'],
    ])
  })

  it('of a station finds the names and the articles as well', async () => {
    const station = stationOf(
      { missed: 1 },
      {
        missing: [{ officerId: 1, badge: '042001', name: '=张三', unit: '市局/甲所', days: 1 }],
        articles: [
          {
            law: '治安管理处罚法',
            article: '第八十三条',
            answered: 3,
            wrong: 2,
            option: { stem: '可以口头传唤', text: '错', truth: false, count: 2 },
          },
          { law: '刑法', article: '第一条', answered: 3, wrong: 1, option: null },
        ],
      },
    )
    const sheets = await cellsOf(exportSummary(t, station))
    expect(sheets['未训名单']?.[1]).toEqual(['042001', '=张三', '市局/甲所', '1'])
    expect(sheets['错得最多的条文']?.slice(1)).toEqual([
      ['治安管理处罚法', '第八十三条', '3', '2', '错', '2', '可以口头传唤'],
      ['刑法', '第一条', '3', '1'],
    ])
  })
})
