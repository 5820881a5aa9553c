import { describe, expect, it } from 'vitest'

import { loadTexts } from '../../src/platform/texts.ts'
import { nudgeScreen, summaryScreen } from '../../src/report/screens.ts'
import type { Summary } from '../../src/report/summarise-unit.ts'
import { percentOf } from '../../src/report/wording.ts'
import { countyOf, stationOf, unitOf } from './summaries.ts'

const texts = loadTexts()
const zh = texts('zh-CN')
const today = '2026-11-24'
const show = (summary: Summary, t = zh) =>
  summaryScreen(t, { summary, up: null, today, ranked: false })
const labels = (screen: ReturnType<typeof show>) =>
  (screen.buttons ?? []).flat().map(({ label }) => label)

const article = {
  law: '治安管理处罚法',
  article: '第八十三条',
  answered: 30,
  wrong: 12,
  option: { stem: '询问查证', text: '二十四小时', count: 8 },
}

describe('the first sentence', () => {
  it('says how many are missing and which article is the weak point', () => {
    const summary = stationOf({ done: 39, missed: 3 }, { articles: [article] })
    expect(show(summary).text).toMatch(
      /^<b>肖湾派出所<\/b> 2026-11-24\n\n应训 42，已训 39；3 人未训；《治安管理处罚法》第八十三条错得最多。\n/,
    )
  })

  it('names what was made up and says when everybody has finished', () => {
    expect(show(stationOf({ done: 37, madeUp: 2, missed: 3 })).text).toContain(
      '应训 42，已训 37，补训 2；3 人未训。',
    )
    expect(show(stationOf({ done: 42 })).text).toContain('应训 42，全部完成。')
    expect(show(stationOf({ done: 40, madeUp: 2 })).text).toContain(
      '应训 42，全部完成（其中补训 2）。',
    )
  })

  it('says of a day that is not over who has not finished yet', () => {
    const screen = show(
      stationOf(
        { done: 39, missed: 3, open: 3 },
        { missing: [{ officerId: 1, badge: '001', name: '张三', unit: '市局', days: 1 }] },
      ),
    )
    expect(screen.text).toContain('应训 42，已训 39；3 人尚未完成。')
    expect(screen.text).toContain('目前参训率 92.8%')
    expect(screen.text).toContain('尚未完成名单（1 人）')
    expect(screen.text).not.toContain('未训')
    expect(labels(screen)).toContain('提醒未训')
  })

  it('tells what is missed for good from what may still be done today, over a week', () => {
    const { text } = show(stationOf({ done: 30, missed: 8, open: 3 }, { fromDay: '2026-11-23' }))
    expect(text).toContain('应训 38 人次，已训 30；未训 5 人次，今天还有 3 人尚未完成。')
    expect(text).toContain('已训 30 · 补训 0 · 未训 5 · 尚未完成 3')
  })

  it('speaks of officer-days over a week', () => {
    const week = { fromDay: '2026-11-23' }
    expect(show(stationOf({ done: 39, missed: 3 }, week)).text).toContain(
      '应训 42 人次，已训 39；未训 3 人次。',
    )
  })

  it('does not speak of a bad rate where nobody was due', () => {
    expect(show(stationOf({ excused: 4 })).text).toContain('没有应训人员，免训 4。')
    expect(show(stationOf({})).text).toBe('<b>肖湾派出所</b> 2026-11-24\n\n没有应训人员。')
  })

  it('is there in English', () => {
    const summary = stationOf({ done: 39, missed: 3 }, { articles: [article] })
    expect(show(summary, texts('en')).text).toContain(
      '42 due, 39 done; 3 missing; most errors in 治安管理处罚法, 第八十三条.',
    )
  })
})

describe('of fewer than five people', () => {
  const few = { few: true }

  it('no mean is told, and it is said why', () => {
    const { text } = show(stationOf({ done: 3 }, few))
    expect(text).toContain('平均得分 –')
    expect(text).toContain('完成的人不足 5 个的单位，不单列平均得分；由此能推算出来的，也不列。')
    expect(show(stationOf({ done: 5 })).text).not.toContain('不足 5 个')
    expect(show(stationOf({ missed: 5 }, few)).text).not.toContain('不足 5 个')
  })

  it('also among others only the coverage is told', () => {
    const { text } = show(
      countyOf([
        { ...unitOf('甲所', { done: 1, missed: 2 }), ...few },
        unitOf('乙所', { done: 9, missed: 1 }),
      ]),
    )
    expect(text).toContain(
      '甲所 33.3%（1/3）未训 2\n乙所 90%（9/10）未训 1 平均 86.5\n完成的人不足 5 个',
    )
  })
})

it('a rate is 100% only when nobody is missing', () => {
  expect(percentOf(unitOf('', { done: 9999, missed: 1 }))).toBe('99.9%')
  expect(percentOf(unitOf('', { done: 10 }))).toBe('100%')
})

describe('a leader', () => {
  it('reads units with the lowest rate first and can go down into each', () => {
    const screen = show(
      countyOf([
        unitOf('甲所', { done: 10 }, 11),
        unitOf('乙所', { done: 1, missed: 1, excused: 2 }, 12),
        { ...unitOf('本级', { excused: 1 }), own: true },
      ]),
    )
    expect(screen.text).toContain(
      '乙所 50%（1/2）未训 1 免训 2 平均 86.5\n全部完成（1 个）：甲所\n没有应训人员：本级',
    )
    expect(screen.buttons?.[0]).toEqual([
      { label: '乙所 50%', data: 'rp:s:12:d20261124' },
      { label: '甲所 100%', data: 'rp:s:11:d20261124' },
    ])
  })

  it('reads names, articles and the wrong option most chosen', () => {
    const { text } = show(
      stationOf(
        { done: 1, missed: 1 },
        {
          articles: [article],
          missing: [
            { officerId: 1, badge: '001', name: '张<三', unit: '市局/肖湾派出所', days: 1 },
          ],
        },
      ),
    )
    expect(text).toContain('未训名单（1 人）</b>\n张&lt;三 001')
    expect(text).toContain(
      '1. 《治安管理处罚法》第八十三条：答 30 次，错 12 次\n误选最多：“二十四小时”（8 次）',
    )
  })

  it('reads how many know by now what a law has changed', () => {
    const newLaws = [
      { law: '中华人民共和国治安管理处罚法', inForce: '2026-11-20', officers: 97, mastered: 82 },
    ]
    expect(show(stationOf({ done: 42 }, { newLaws })).text).toContain(
      '<b>新规掌握情况</b>\n《治安管理处罚法》（2026-11-20 起）：新规已掌握 82/97',
    )
  })

  it('can remind only today and only when somebody is missing', () => {
    expect(labels(show(stationOf({ missed: 1 })))).toContain('提醒未训')
    expect(labels(show(stationOf({ done: 1 })))).not.toContain('提醒未训')
    const yesterday = { fromDay: '2026-11-23', day: '2026-11-23' }
    expect(labels(show(stationOf({ missed: 1 }, yesterday)))).not.toContain('提醒未训')
  })

  it('sees places only where the bureau has turned them on, and is told so', () => {
    const county = countyOf([
      unitOf('甲所', { done: 1, missed: 1 }),
      unitOf('乙所', { done: 2 }),
      unitOf('丙所', { done: 4 }),
    ])
    expect(show(county).text).not.toMatch(/第 \d+ 名|排名/)
    const view = { summary: county, up: null, today, ranked: true }
    expect(summaryScreen(zh, view).text).toContain(
      '各单位（参训率低的在前）</b> · 已开启排名\n第 3 名 甲所 50%（1/2）未训 1 平均 86.5\n第 1 名 全部完成（2 个）：乙所、丙所',
    )
    expect(labels(summaryScreen(zh, view))).not.toContain('排名：已开启')
    expect(labels(summaryScreen(zh, { ...view, mayRank: true }))).toContain('排名：已开启')
  })

  it('goes from today to yesterday, the week, the month, and from a month to the one before', () => {
    const month = { fromDay: '2026-11-01' }
    const screen = show(stationOf({ done: 1 }, month))
    expect(screen.buttons?.at(-2)).toEqual([
      { label: '今天', data: 'rp:s:7:t' },
      { label: '昨天', data: 'rp:s:7:y' },
      { label: '本周', data: 'rp:s:7:w' },
      { label: '本月', data: 'rp:s:7:m' },
    ])
    expect(screen.buttons?.at(-1)).toEqual([{ label: '前一月', data: 'rp:s:7:m20261001' }])
  })

  it('of a station asks for names with a button where none are shown', () => {
    const week = { fromDay: '2026-11-23' }
    const named = { missing: [{ officerId: 1, badge: '1', name: '张三', unit: '', days: 2 }] }
    expect(labels(show(stationOf({ missed: 2 }, week)))).toContain('名单')
    expect(labels(show(stationOf({ missed: 2 }, { ...week, ...named })))).not.toContain('名单')
    expect(labels(show(stationOf({ done: 2 }, week)))).not.toContain('名单')
    expect(labels(show(countyOf([unitOf('甲所', { missed: 2 })])))).not.toContain('名单')
  })

  it('goes up only where the unit above is theirs', () => {
    const up = { id: 3, name: '襄州分局', path: '襄州分局', level: 'COUNTY' as const }
    const screen = summaryScreen(zh, { summary: stationOf({ done: 1 }), up, today, ranked: false })
    expect(screen.buttons?.at(-1)).toEqual([{ label: '返回上级', data: 'rp:s:3:d20261124' }])
    expect(labels(show(stationOf({ done: 1 })))).not.toContain('返回上级')
  })

  it.each(['zh-CN', 'en'] as const)(
    'of very many units with long names fits a message (%s)',
    (locale) => {
      const name = '&'.repeat(200)
      const long = {
        ...article,
        law: name,
        article: name,
        option: { ...article.option, text: name },
      }
      const children = Array.from({ length: 120 }, (_, index) =>
        unitOf(`${index}${name}`, { done: 1000, madeUp: 1000, missed: 1000, excused: 1000 }, 2e9),
      )
      const missing = Array.from({ length: 300 }, (_, index) => ({
        officerId: index,
        badge: `${1e6 + index}`,
        name,
        unit: name,
        days: 5,
      }))
      const county = countyOf(children, { articles: [long, long, long], name })
      const station = stationOf({ missed: 300 }, { articles: [long, long, long], name, missing })
      for (const screen of [show(county, texts(locale)), show(station, texts(locale))]) {
        const seen = screen.text.replaceAll(/<\/?b>/g, '').replaceAll('&amp;', '&')
        expect(seen.length).toBeLessThanOrEqual(4096)
        const buttons = (screen.buttons ?? []).flat()
        expect(buttons.length).toBeLessThanOrEqual(100)
        for (const { data } of buttons) {
          expect(Buffer.byteLength(data ?? '')).toBeLessThanOrEqual(64)
        }
      }
      expect(show(county).text).toContain('另有 100 个单位，见 Excel。')
      expect(show(station).text).toContain('另有 240 人，见 Excel。')
    },
  )
})

it('every outcome of a reminder has its words', () => {
  expect(nudgeScreen(zh, { kind: 'queued', count: 3, excess: null }).text).toContain('3 名未训人员')
  expect(nudgeScreen(zh, { kind: 'queued', count: 0, excess: null }).text).toContain(
    '没有需要再提醒的人',
  )
  expect(nudgeScreen(zh, { kind: 'already' }).text).toContain('已经提醒过')
  expect(nudgeScreen(zh, { kind: 'not-a-training-day' }).text).toContain('不是训练日')
  expect(nudgeScreen(zh, { kind: 'closed' }).text).toContain('已经结束')
})
