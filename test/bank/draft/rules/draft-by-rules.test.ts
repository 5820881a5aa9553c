import { describe, expect, it } from 'vitest'

import { checkDraft } from '../../../../src/bank/draft/rules/check-draft.ts'
import {
  draftByRules,
  type Draft,
  type DraftSource,
} from '../../../../src/bank/draft/rules/draft.ts'
import type {
  ChoiceQuestion,
  FillInQuestion,
  Question,
  TrueFalseQuestion,
} from '../../../../src/shared/question.ts'
import { throwDice } from '../../../support/dice.ts'
import { sharedData } from '../../../support/shared-data.ts'
import { articleOf, articlesIn } from './laws.ts'

const articles = await articlesIn('assets/laws')
const drafted = draftAll(5)

function chance(seed: number): () => number {
  const dice = throwDice(seed)
  return () => dice.roll()
}

function draftAll(seed: number): Question[] {
  const random = chance(seed)
  return articles.flatMap((source) => draftByRules(source, random)).map(({ question }) => question)
}

function draft(law: string, article: string, seed = 1): Draft[] {
  return draftByRules(articleOf(articles, law, article), chance(seed))
}

function from(text: string, seed = 1): Question[] {
  const source = { law: '中华人民共和国示例法', article: '第九条', text }
  return draftByRules(source, chance(seed)).map(({ question }) => question)
}

function choices(questions: Question[], kind: ChoiceQuestion['kind']): ChoiceQuestion[] {
  return questions.filter((question): question is ChoiceQuestion => question.kind === kind)
}

function blanks(questions: Question[]): FillInQuestion[] {
  return questions.filter((question): question is FillInQuestion => question.kind === 'fill-in')
}

function statements(questions: Question[]): TrueFalseQuestion[] {
  return questions.filter(
    (question): question is TrueFalseQuestion => question.kind === 'true-false',
  )
}

describe('a quantity of the law', () => {
  it('is asked as a blank, a choice and a statement, which are siblings', () => {
    const drafts = draft('治安管理处罚法', '第二十五条')
    const kinds = drafts.map(({ question }) => question.kind)
    expect(kinds).toEqual(['fill-in', 'single', 'true-false', 'true-false'])
    expect(new Set(drafts.map(({ point }) => point))).toEqual(new Set(['1.1:六个月']))
  })

  it('is accepted in digits and in 汉字, with its unit and without', () => {
    const [blank] = blanks(draft('治安管理处罚法', '第二十五条').map(({ question }) => question))
    expect(blank?.stem).toBe(
      '根据《治安管理处罚法》第二十五条，违反治安管理行为在____个月以内没有被公安机关发现的，不再处罚。',
    )
    expect(blank?.key).toEqual([['6', '六', '6个月', '六个月']])
  })

  it('stands among three others of its unit, sorted', () => {
    const [choice] = choices(from('公安机关应当在受案后十日以内作出决定。'), 'single')
    expect(choice?.options).toHaveLength(4)
    expect(choice?.options.every((option) => option.endsWith('日'))).toBe(true)
    expect(choice?.options[choice.key[0] ?? -1]).toBe('十日')
  })

  it('is kept whole as a range, in a choice as one option and with a blank for each end', () => {
    const questions = from('结伙殴打他人的，处五百元以上一千元以下罚款。')
    const [choice] = choices(questions, 'single')
    expect(choice?.options[choice.key[0] ?? -1]).toBe('五百元以上一千元以下')
    expect(choice?.options.every((option) => /元以上.+元以下$/.test(option))).toBe(true)
    const [blank] = blanks(questions)
    expect(blank?.key.map(([first]) => first)).toEqual(['500', '1000'])
  })

  it('is not asked where the sentence says it twice', () => {
    const kinds = from('立案的期限为三日，补充材料的期限为三日。').map(({ kind }) => kind)
    expect(kinds).toEqual([])
  })

  it('never stands beside a number that the article gives for the same words', () => {
    const text = '传唤持续的时间不得超过十二小时。\n案情重大的，传唤持续的时间不得超过二十四小时。'
    for (let seed = 1; seed <= 20; seed += 1) {
      const [choice] = choices(from(text, seed), 'single')
      expect(choice?.options).not.toContain('二十四小时')
    }
  })

  it.each([
    ['a date', '对2012年10月26日以前的行为，公安机关依照旧的标准办理。'],
    ['a number of an article', '公安机关依照本法第十二条的规定办理。'],
    ['the name of a document', '公安机关依照《关于三十日内结案的通知》办理。'],
    ['a decimal', '层高为二点五五米。'],
    ['a way to say always', '监控室实行24小时值班。'],
  ])('is not seen in %s', (_, text) => {
    expect(from(text).filter(({ kind }) => kind === 'fill-in')).toEqual([])
  })
})

describe('a list of the law', () => {
  it('becomes a choice of several items among those of a list with another punishment', () => {
    const source = articleOf(articles, '道路交通安全法', '第五十三条')
    const questions = draftByRules(source, chance(3)).map(({ question }) => question)
    const [choice] = choices(questions, 'multiple')
    expect(choice?.stem).toContain('第五十三条，（　）执行紧急任务时')
    for (const [index, option] of choice?.options.entries() ?? []) {
      expect(source.text.includes(option)).toBe(choice?.key.includes(index))
    }
  })

  it('gives no question where only right options could be offered', () => {
    const text =
      '治安管理处罚的种类分为：\n（一）训诫；\n（二）罚没；\n（三）拘禁；\n（四）吊销许可证件。'
    expect(choices(from(text), 'multiple')).toEqual([])
  })

  it('stands among words of its kind that the article does not have', () => {
    const source = articleOf(articles, '治安管理处罚法', '第十条')
    const questions = draftByRules(source, chance(1)).map(({ question }) => question)
    const [choice] = choices(questions, 'multiple')
    expect(choice?.stem).toBe('根据《治安管理处罚法》第十条，治安管理处罚的种类包括下列哪些？')
    for (const [index, option] of choice?.options.entries() ?? []) {
      expect(source.text.includes(option)).toBe(choice?.key.includes(index))
    }
  })

  it('borrows nothing from another list where it ends with 其他', () => {
    const text =
      '任何单位不得提供下列帮助：\n（一）出售个人信息；\n（二）协助洗钱；\n（三）其他帮助。\n电信业务经营者应当识别下列帮助：\n（一）提供线路出租；\n（二）提供广告推广；\n（三）其他支持。'
    expect(choices(from(text), 'multiple')).toEqual([])
  })

  it('has two or three right options of four, in no fixed places', () => {
    const keys = choices(drafted, 'multiple').map(({ key }) => key.join(''))
    expect(keys.every((key) => key.length === 2 || key.length === 3)).toBe(true)
    expect(new Set(keys).size).toBeGreaterThan(6)
  })
})

describe('a sentence of the law', () => {
  it('is stated as it is and with exactly one thing changed', () => {
    const states = statements(from('醉酒的人违反治安管理的，应当给予处罚。'))
    expect(states.map(({ stem, key }) => [stem, key])).toEqual([
      ['根据《示例法》第九条，醉酒的人违反治安管理的，应当给予处罚。', true],
      ['根据《示例法》第九条，醉酒的人违反治安管理的，可以给予处罚。', false],
    ])
  })

  it('becomes false and not merely narrower when a condition is changed', () => {
    for (let seed = 1; seed <= 10; seed += 1) {
      const states = statements(from('年满十八周岁的人可以申请该证件。', seed))
      const [changed] = states.filter(({ key }) => !key)
      expect(changed?.stem).toMatch(/年满(?:十四|十六)周岁/)
    }
  })

  it('brings along the sentences before it, and is quoted alone', () => {
    const questions = from('案情复杂的，可以延长三十日。期限延长以二次为限。')
    const [blank] = blanks(questions).filter(({ stem }) => stem.includes('____次'))
    expect(blank?.stem).toContain('可以延长三十日。期限延长以____次为限。')
    expect(blank?.basis?.quote).toBe('期限延长以二次为限。')
  })

  it('names the act in place of 下列行为', () => {
    const stems = draft('治安管理处罚法', '第八十四条').map(({ question }) => question.stem)
    expect(stems.some((stem) => stem.includes('，向他人提供毒品的，处'))).toBe(true)
    expect(stems.some((stem) => /前款|下列行为之一/.test(stem))).toBe(false)
  })

  it.each([
    ['a definition', '本法所称未成年人，是指不满十八周岁的公民。'],
    ['a purpose', '为了维护秩序，应当依法履行职责，制定本法。'],
    ['the day it comes into force', '本法自2026年1月1日起施行，三年以前的规定同时废止。'],
    ['a reference', '前款规定的期限不得超过三十日。'],
    ['a reference to another article', '依照本法第十二条规定处理的，应当在三日以内完成。'],
  ])('is left alone where it is %s', (_, text) => {
    expect(from(text)).toEqual([])
  })
})

function expectAllPass(sources: DraftSource[], seed: number): number {
  const random = chance(seed)
  let count = 0
  for (const source of sources) {
    const drafts = draftByRules(source, random)
    count += drafts.length
    for (const one of drafts) {
      expect(source.text).toContain(one.question.basis?.quote)
      expect(checkDraft(one, { source, others: [] })).toEqual([])
    }
  }
  return count
}

describe('the drafts of whole laws', () => {
  it('pass the check that every draft must pass', () => {
    expect(expectAllPass(articles, 1)).toBeGreaterThan(1000)
  })

  it('are the same for the same chance', () => {
    const some = articles.slice(0, 50)
    const once = some.map((source) => draftByRules(source, chance(9)))
    expect(some.map((source) => draftByRules(source, chance(9)))).toEqual(once)
  })

  it('have the right option in every place about as often', () => {
    const places = choices(drafted, 'single').map(({ key }) => key[0] ?? -1)
    for (const place of [0, 1, 2, 3]) {
      const share = places.filter((one) => one === place).length / places.length
      expect(share).toBeGreaterThan(0.15)
      expect(share).toBeLessThan(0.4)
    }
  })

  it('are as often true as false', () => {
    const keys = statements(drafted).map(({ key }) => key)
    const share = keys.filter(Boolean).length / keys.length
    expect(Math.abs(share - 0.5)).toBeLessThan(0.05)
  })

  const folder = sharedData('laws')
  it.skipIf(folder === null)('pass it for other laws and regulations too', async () => {
    const others = (await articlesIn(folder ?? '')).filter((_, index) => index % 5 === 0)
    expect(expectAllPass(others, 3)).toBeGreaterThan(500)
  })
})

describe('a section of a policy', () => {
  it('is cited by its name', () => {
    const source = {
      law: '关于进一步规范接处警工作的通知',
      article: '二、工作要求',
      text: '接到报警后，民警应当在五分钟以内出警。',
    }
    const [first] = draftByRules(source, chance(1))
    expect(first?.question.stem).toMatch(/^根据《关于进一步规范接处警工作的通知》“二、工作要求”，/)
  })
})
