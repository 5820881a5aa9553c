import { describe, expect, it } from 'vitest'

import { judge } from '../../src/quiz/judge.ts'
import type { FillInQuestion, Question } from '../../src/shared/question.ts'

const multiple: Question = {
  kind: 'multiple',
  stem: '?',
  options: ['a', 'b', 'c', 'd'],
  key: [0, 2],
}

function blank(stem: string, ...key: string[][]): FillInQuestion {
  return { kind: 'fill-in', stem, key }
}

function outcome(question: FillInQuestion, ...given: string[]): string {
  return judge(question, given, 'ALL_OR_NOTHING').outcome
}

describe('judging a choice', () => {
  it('takes the one right option of a single choice', () => {
    const single: Question = { kind: 'single', stem: '?', options: ['a', 'b'], key: [1] }
    expect(judge(single, [1], 'ALL_OR_NOTHING')).toEqual({ outcome: 'RIGHT', score: 1 })
    expect(judge(single, [0], 'ALL_OR_NOTHING')).toEqual({ outcome: 'WRONG', score: 0 })
  })

  it('gives all marks for exactly the right options, in whatever order they were chosen', () => {
    expect(judge(multiple, [2, 0], 'ALL_OR_NOTHING').outcome).toBe('RIGHT')
  })

  it('gives nothing for some of the right options where the bank is strict', () => {
    expect(judge(multiple, [0], 'ALL_OR_NOTHING')).toEqual({ outcome: 'WRONG', score: 0 })
  })

  it('gives half for some right and no wrong option where the bank says so', () => {
    expect(judge(multiple, [0], 'HALF_MARKS')).toEqual({ outcome: 'PARTIAL', score: 0.5 })
    expect(judge(multiple, [0, 1], 'HALF_MARKS').outcome).toBe('WRONG')
    expect(judge(multiple, [0, 1, 2, 3], 'HALF_MARKS').outcome).toBe('WRONG')
  })

  it('takes true for true and false for false', () => {
    const statement: Question = { kind: 'true-false', stem: '?', key: false }
    expect(judge(statement, false, 'ALL_OR_NOTHING').outcome).toBe('RIGHT')
    expect(judge(statement, true, 'ALL_OR_NOTHING').outcome).toBe('WRONG')
  })
})

describe('judging a blank', () => {
  const hours = blank('询问查证的时间不得超过____。', ['8小时'])

  it.each(['8小时', '八小时', '八个小时', '８小时', '8 小时', ' 8小时。', '8个小时'])(
    'takes %s for 8小时',
    (typed) => {
      expect(outcome(hours, typed)).toBe('RIGHT')
    },
  )

  it.each(['18小时', '8', '80小时', '8分钟', '', '小时'])(
    'does not take “%s” for 8小时',
    (typed) => {
      expect(outcome(hours, typed)).toBe('WRONG')
    },
  )

  it('takes a unit that is printed behind the blank, typed or not', () => {
    const printed = blank('拘留不超过____日，罚款____元。', ['十五'], ['1000', '一千'])
    expect(outcome(printed, '15', '一千')).toBe('RIGHT')
    expect(outcome(printed, '15日', '1000元')).toBe('RIGHT')
    expect(outcome(printed, '十五天', '1,000')).toBe('RIGHT')
    expect(outcome(printed, '15年', '1000')).toBe('PARTIAL')
  })

  it.each([
    ['二十四小时', '24小时'],
    ['二百元', '200元'],
    ['三个月', '3个月'],
    ['五十万元', '500000元'],
    ['2万元', '20000元'],
    ['二万元', '2万元'],
    ['3.5万元', '35000元'],
    ['5千元', '五千元'],
    ['1千5百元', '一千五百元'],
    ['两千五百元', '两千五元'],
    ['5千米', '5公里'],
    ['百分之0.5', '0.5%'],
    ['十四周岁', '14岁'],
    ['两名', '2人'],
    ['-7度', '－7度'],
    ['百分之五', '5%'],
    ['半年', '6个月'],
    ['十个工作日', '10个工作日'],
  ])('reads %s and %s as the same', (one, other) => {
    expect(outcome(blank('____', [one]), other)).toBe('RIGHT')
    expect(outcome(blank('____', [other]), one)).toBe('RIGHT')
  })

  it.each([
    ['2万元', '20元'],
    ['1.5倍', '15倍'],
    ['0.2%', '2%'],
    ['-7', '7'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(outcome(blank('____', [one]), other)).toBe('WRONG')
    expect(outcome(blank('____', [other]), one)).toBe('WRONG')
  })

  it.each(['5', '五', '5万', '五万元', '50000元'])('takes %s before a printed 万元', (typed) => {
    expect(outcome(blank('并处____万元以下罚款。', ['5']), typed)).toBe('RIGHT')
  })

  it('takes a key with a unit that is printed behind the blank as well', () => {
    expect(outcome(blank('不超过____小时，案情复杂的除外。', ['24小时']), '24')).toBe('RIGHT')
    expect(outcome(blank('在____个小时内。', ['24']), '24小时')).toBe('RIGHT')
  })

  it('takes any of the accepted spellings and no punctuation', () => {
    const term = blank('应当出示____。', ['人民警察证', '警察证'])
    expect(outcome(term, '“人民警察证”')).toBe('RIGHT')
    expect(outcome(term, '警察证')).toBe('RIGHT')
    expect(outcome(term, '工作证')).toBe('WRONG')
  })

  it('gives each blank its share', () => {
    const two = blank('____和____', ['教育'], ['处罚'])
    expect(judge(two, ['教育', '惩罚'], 'ALL_OR_NOTHING')).toEqual({
      outcome: 'PARTIAL',
      score: 0.5,
    })
    expect(outcome(two, '处罚', '教育')).toBe('WRONG')
  })
})
