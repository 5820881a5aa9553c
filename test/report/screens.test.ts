import { describe, expect, it } from 'vitest'

import { loadTexts } from '../../src/platform/texts.ts'
import { nudgeScreen, summaryScreen } from '../../src/report/screens.ts'
import type { Summary } from '../../src/report/summarise-unit.ts'
import { percentOf } from '../../src/report/wording.ts'
import { countyOf, stationOf, unitOf } from './summaries.ts'

const texts = loadTexts()
const zh = texts('zh-CN')
const today = '2026-11-24'
const show = (summary: Summary, t = zh) => summaryScreen(t, { summary, up: null, today })
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
      '乙所 50%（1/2）未训 1 免训 2 平均 86.5\n甲所 100%（10/10） 平均 86.5\n本级 没有应训人员，免训 1',
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

  it('goes up only where the unit above is theirs', () => {
    const up = { id: 3, name: '襄州分局', path: '襄州分局', level: 'COUNTY' as const }
    const screen = summaryScreen(zh, { summary: stationOf({ done: 1 }), up, today })
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
  expect(nudgeScreen(zh, { kind: 'queued', count: 3 }).text).toContain('3 名未训人员')
  expect(nudgeScreen(zh, { kind: 'queued', count: 0 }).text).toContain('没有需要再提醒的人')
  expect(nudgeScreen(zh, { kind: 'already' }).text).toContain('已经提醒过')
  expect(nudgeScreen(zh, { kind: 'not-a-training-day' }).text).toContain('不是训练日')
  expect(nudgeScreen(zh, { kind: 'closed' }).text).toContain('已经结束')
})
