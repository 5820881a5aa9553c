import { describe, expect, it } from 'vitest'

import type { MissedArticle } from '../../src/report/most-missed.ts'
import { nextAction, type WeekFacts } from '../../src/report/weekly/next-action.ts'
import { revealOf } from '../../src/report/weekly/reveal.ts'
import { sparkline } from '../../src/report/weekly/sparkline.ts'
import { weekBefore } from '../../src/report/weekly/weekly-of.ts'
import { unitOf } from './summaries.ts'

describe('what a wrong option reveals', () => {
  const single = (right: string, wrong: string) =>
    revealOf(
      { kind: 'single', stem: '题', options: [wrong, right], key: [1] },
      { stem: '题', text: wrong, count: 3 },
    )?.kind

  it.each([
    ['八小时', '二十四小时', 'number'],
    ['5日以上10日以下拘留', '10日以上15日以下拘留', 'number'],
    ['应当通知家属', '可以通知家属', 'modal'],
    ['公安机关负责人', '办案部门负责人', 'subject'],
    ['经本人同意', '经本人同意并签字', 'added'],
    ['书面告知并说明理由', '书面告知', 'forgotten'],
    ['不执行', '减半执行', 'other'],
  ])('%s, taken for %s: %s', (right, wrong, kind) => {
    expect(single(right, wrong)).toBe(kind)
  })

  it('is a wider range where one ticked too much, and belief or doubt where one judged', () => {
    const several = {
      kind: 'multiple' as const,
      stem: '题',
      options: ['甲', '乙', '丙'],
      key: [0, 1],
    }
    expect(revealOf(several, { stem: '题', text: '丙', count: 2 })).toEqual({
      kind: 'wider',
      right: '甲；乙',
    })
    const judged = { kind: 'true-false' as const, stem: '题', key: false }
    const option = { stem: '题', text: '对', truth: true, count: 2 }
    expect(revealOf(judged, option)).toEqual({ kind: 'believed', right: '' })
    expect(revealOf({ ...judged, key: true }, { ...option, truth: false })?.kind).toBe('doubted')
  })
})

describe('the next best action', () => {
  const fair = (...args: Parameters<typeof unitOf>) => ({ ...unitOf(...args), open: 0, few: false })
  const article: MissedArticle = {
    law: '法',
    article: '第一条',
    answered: 20,
    wrong: 12,
    option: null,
  }
  const facts = (fields: Partial<WeekFacts> = {}): WeekFacts => ({
    unit: fair('襄州分局', { done: 190, missed: 10 }),
    children: [fair('甲所', { done: 95, missed: 5 }, 1), fair('乙所', { done: 95, missed: 5 }, 2)],
    newcomers: { people: 0, due: 0, finished: 0 },
    articles: [],
    topics: [],
    ...fields,
  })
  const kindOf = async (fields: Partial<WeekFacts>, units = 0) =>
    (await nextAction(facts(fields), () => Promise.resolve(units))).kind

  it('is about people who do not train before it is about what they know', async () => {
    const weak = {
      articles: [article],
      topics: [{ name: '办案程序', items: 3, answered: 40, rate: 0.5 }],
    }
    const low = [fair('甲所', { done: 70, missed: 30 }, 1), fair('乙所', { done: 95 }, 2)]
    expect(
      await nextAction(facts({ ...weak, children: low }), () => Promise.resolve(2)),
    ).toMatchObject({
      kind: 'participation',
      units: [{ name: '甲所' }],
    })
    const unbound = { ...fair('襄州分局', { done: 190, missed: 10 }), unbound: 3 }
    expect(await kindOf({ ...weak, unit: unbound }, 2)).toBe('unbound')
    expect(await kindOf({ ...weak, newcomers: { people: 5, due: 25, finished: 20 } }, 2)).toBe(
      'newcomers',
    )
    expect(await kindOf(weak, 2)).toBe('error')
    expect(await kindOf(weak, 1)).toBe('topic')
    expect(await kindOf({})).toBe('steady')
  })

  it('makes no pattern of a few', async () => {
    const few = { ...fair('襄州分局', { done: 190, missed: 10 }), unbound: 2 }
    expect(await kindOf({ unit: few })).toBe('steady')
    expect(await kindOf({ newcomers: { people: 4, due: 20, finished: 0 } })).toBe('steady')
    expect(await kindOf({ articles: [{ ...article, wrong: 7 }] }, 2)).toBe('steady')
  })
})

describe('a trend', () => {
  it('goes from the least to the most, with a dot for a week without training', () => {
    expect(sparkline([0.5, null, 0.75, 1])).toBe('▁·▅█')
    expect(sparkline([0.9, 0.9])).toBe('▅▅')
    expect(sparkline([null])).toBe('·')
  })
})

describe('the week before', () => {
  it.each(['2026-11-23', '2026-11-25', '2026-11-29'])('%s is from Monday to Sunday', (day) => {
    expect(weekBefore(day)).toEqual({ fromDay: '2026-11-16', toDay: '2026-11-22' })
  })
})
