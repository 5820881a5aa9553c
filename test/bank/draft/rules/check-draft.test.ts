import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { checkDraft, type DraftFault } from '../../../../src/bank/draft/rules/check-draft.ts'
import type { Question } from '../../../../src/shared/question.ts'
import { articleOf, articlesIn } from './laws.ts'

const article = `询问查证的时间不得超过八小时；情况复杂，依法可能适用行政拘留处罚的，询问查证的时间不得超过二十四小时。
执法人员不得少于二人，应当出示证件。
对查获的淫秽物品、毒品、赌具、赌资应当收缴。
需要延长的，应当报请县级以上公安机关负责人批准。`
const quotes = article.split('\n')
const source = { law: '中华人民共和国示例法', article: '第九条', text: article }

function faultsOf(question: Question, line: number, others: Question[] = []): DraftFault[] {
  const basis = { law: source.law, article: source.article, quote: quotes[line - 1] ?? '' }
  return checkDraft({ question: { basis, ...question }, point: '' }, { source, others })
}

function single(stem: string, options: string[], right = 0): Question {
  return { kind: 'single', stem, options, key: [right] }
}

const hours = '民警询问一名盗窃嫌疑人，没有复杂情况，依照《示例法》最长可以询问多久？'

describe('a draft with nothing wrong', () => {
  it('is passed, whether it tells a case or gives the words of the law', () => {
    expect(faultsOf(single(hours, ['8小时', '12小时', '24小时', '48小时']), 1)).toEqual([])
    const blank = '根据《示例法》第九条，执法人员不得少于____人，应当出示证件。'
    expect(faultsOf({ kind: 'fill-in', stem: blank, key: [['2', '二', '两人']] }, 2)).toEqual([])
    const stem = '根据《示例法》第九条，需要延长的，应当报请县级以上公安机关负责人批准。'
    expect(faultsOf({ kind: 'true-false', stem, key: true }, 4)).toEqual([])
  })

  it('is passed for nearly every question that a person wrote for the starter bank', async () => {
    const articles = await articlesIn('assets/laws')
    const questions = starterQuestions()
    const refused = questions.filter((question) => {
      const { law = '', article: cited = '' } = question.basis ?? {}
      const text = articleOf(articles, law.replace('中华人民共和国', ''), cited)
      const others = questions.filter((other) => other !== question)
      return checkDraft({ question, point: '' }, { source: text, others }).length > 0
    })
    expect(questions.length).toBeGreaterThan(100)
    expect(refused.length).toBeLessThanOrEqual(2)
  })
})

describe('a quote', () => {
  it('is refused when the article does not have it word for word', () => {
    const basis = { law: source.law, article: '第九条', quote: '询问查证的时间不得超过十二小时' }
    const question = single(hours, ['12小时', '8小时', '24小时', '48小时'])
    const faults = checkDraft(
      { question: { ...question, basis }, point: '' },
      { source, others: [] },
    )
    expect(faults).toContain('quote-not-in-article')
  })

  it('is refused when there is none', () => {
    const question = single(hours, ['8小时', '12小时', '24小时', '48小时'])
    expect(checkDraft({ question, point: '' }, { source, others: [] })).toContain(
      'quote-not-in-article',
    )
  })
})

describe('a key', () => {
  it('is refused when its number is not in the quote', () => {
    expect(faultsOf(single(hours, ['6小时', '12小时', '36小时', '48小时']), 1)).toEqual([
      'key-not-from-quote',
    ])
  })

  it('is refused as a blank whose number is only part of a longer one', () => {
    const stem = '根据《示例法》第九条，情况复杂的，询问查证的时间不得超过____小时。'
    expect(faultsOf({ kind: 'fill-in', stem, key: [['4']] }, 1)).toEqual(['key-not-from-quote'])
    expect(faultsOf({ kind: 'fill-in', stem, key: [['24']] }, 1)).toEqual([])
  })

  it.each([
    ['a number', 2, '执法人员不得少于三人，应当出示证件。'],
    ['应当', 2, '执法人员不得少于二人，可以出示证件。'],
    ['an organ', 4, '需要延长的，应当报请县级以上人民法院负责人批准。'],
  ])('is refused as true where %s was changed', (_, line, statement) => {
    const stem = `根据《示例法》第九条，${statement}`
    expect(faultsOf({ kind: 'true-false', stem, key: true }, line)).toEqual(['key-not-from-quote'])
    expect(faultsOf({ kind: 'true-false', stem, key: false }, line)).toEqual([])
  })

  it('is refused as false where nothing was changed, or two things', () => {
    const same = '根据《示例法》第九条，执法人员不得少于二人，应当出示证件。'
    const twice = '根据《示例法》第九条，执法人员不得少于三人，可以出示证件。'
    for (const stem of [same, twice]) {
      expect(faultsOf({ kind: 'true-false', stem, key: false }, 2)).toEqual(['key-not-from-quote'])
    }
  })

  it('is refused where a point of the rubric is not in the article', () => {
    const point = { id: 'p1', weight: 50, text: '出示证件', keywords: [['证件']], quantities: [] }
    const invented = { ...point, id: 'p2', text: '全程录像', keywords: [['录像', '录音']] }
    const stem = '民警执法时人数和证件有什么要求？'
    const short = { kind: 'short' as const, stem, key: '不少于二人，出示证件。' }
    const counted = { ...point, id: 'p2', keywords: [['执法人员']], quantities: ['2人'] }
    expect(faultsOf({ ...short, rubric: [point, counted] }, 2)).toEqual([])
    expect(faultsOf({ ...short, rubric: [point, invented] }, 2)).toEqual(['key-not-from-quote'])
  })
})

describe('the options', () => {
  it('are refused when a wrong one has the value of the right one', () => {
    const complex = '情况复杂，可能适用行政拘留的，依照《示例法》最长可以询问多久？'
    const faults = faultsOf(single(complex, ['24小时', '一日', '8小时', '48小时']), 1)
    expect(faults).toEqual(['several-right', 'options-alike'])
  })

  it('are refused when a wrong one stands beside the right one in the same list', () => {
    const stem = '依照《示例法》，对查获的哪一类物品应当收缴？'
    const faults = faultsOf(single(stem, ['毒品', '赌资', '雨伞', '车辆']), 3)
    expect(faults).toEqual(['several-right'])
    expect(faultsOf(single(stem, ['毒品', '雨伞', '电脑', '车辆']), 3)).toEqual([])
  })

  it('are refused when a wrong one fills the blank with words of the law too', () => {
    const stem = '根据《示例法》第九条，询问查证的时间不得超过（　）。'
    const other = {
      ...source,
      text: '询问查证的时间不得超过八小时。\n询问查证的时间不得超过一天。',
    }
    const basis = { law: source.law, article: '第九条', quote: '询问查证的时间不得超过八小时。' }
    const question = { ...single(stem, ['八小时', '一天', '二天', '三天']), basis }
    const faults = checkDraft({ question, point: '' }, { source: other, others: [] })
    expect(faults).toContain('several-right')
  })

  it('are refused when only one is a quantity, or their units differ', () => {
    expect(faultsOf(single(hours, ['8小时', '尽快', '由领导定', '不限']), 1)).toEqual([
      'options-of-different-kind',
    ])
    expect(faultsOf(single(hours, ['8小时', '12元', '24小时', '48小时']), 1)).toEqual([
      'options-of-different-kind',
    ])
  })

  it('are refused when the right one is much longer than the others', () => {
    const stem = '依照《示例法》，需要延长的，应当报谁批准？'
    const long = '应当报请县级以上公安机关负责人批准'
    expect(faultsOf(single(stem, [long, '办案民警', '值班领导', '法制员']), 4)).toEqual([
      'key-stands-out',
    ])
  })

  it('are refused when there are too few of them or of right ones', () => {
    const question: Question = {
      kind: 'multiple',
      stem: hours,
      options: ['8小时', '9小时'],
      key: [0],
    }
    expect(faultsOf(question, 1)).toContain('wrong-count')
  })
})

describe('a stem', () => {
  it('is refused when it says the key', () => {
    const stem = '询问查证不得超过八小时，那么依照《示例法》最长可以询问多久？'
    expect(faultsOf(single(stem, ['8小时', '12小时', '24小时', '48小时']), 1)).toEqual([
      'key-in-stem',
    ])
  })

  it.each([
    '前款规定的询问查证时间，依照《示例法》最长是多久？',
    '依照本法，询问查证的时间最长是多久？',
    '下列说法正确的是',
  ])('is refused when it cannot be understood alone: %s', (stem) => {
    expect(faultsOf(single(stem, ['8小时', '12小时', '24小时', '48小时']), 1)).toEqual([
      'not-self-contained',
    ])
  })

  it('is refused when it or an option is too long to read', () => {
    const stem = `依照《示例法》，${'民警在辖区巡逻，'.repeat(30)}最长可以询问多久？`
    expect(faultsOf(single(stem, ['8小时', '12小时', '24小时', '48小时']), 1)).toEqual(['too-long'])
  })
})

describe('a question that is there already', () => {
  const asked = single(hours, ['8小时', '12小时', '24小时', '48小时'])
  const again = single(hours.replace('没有复杂情况', '没有复杂的情况'), [
    '8小时',
    '9小时',
    '10小时',
    '11小时',
  ])

  it('is refused with the same answer in about the same words', () => {
    expect(faultsOf(again, 1, [asked])).toEqual(['duplicate'])
  })

  it('does not refuse its siblings: another kind, or another answer', () => {
    const blank: Question = { kind: 'fill-in', stem: `${hours}____`, key: [['8小时']] }
    expect(faultsOf(blank, 1, [asked])).toEqual([])
    const complex = single(hours.replace('没有', '有'), ['24小时', '12小时', '8小时', '48小时'])
    expect(faultsOf(complex, 1, [asked])).toEqual([])
  })
})

function starterQuestions(): Question[] {
  const bank = JSON.parse(readFileSync('assets/starter-bank.json', 'utf8')) as {
    questions: (Question & { key: unknown })[]
  }
  return bank.questions.map((question) =>
    question.kind === 'single' || question.kind === 'multiple'
      ? { ...question, key: [...String(question.key)].map((one) => one.charCodeAt(0) - 65) }
      : question,
  )
}
