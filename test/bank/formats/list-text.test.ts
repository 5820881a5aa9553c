import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { cleanText } from '../../../src/bank/formats/clean.ts'
import { readListText } from '../../../src/bank/formats/list.ts'
import { questionAsText } from '../../../src/bank/formats/list/text.ts'
import type { Question } from '../../../src/shared/question.ts'
import { only } from '../read.ts'

const piece = fc.constantFrom(
  ...'公安机关民警（）()《》“”…，。、；;：:|/+\\-AbCD19. 　\n'.split(''),
  '答案：',
  '解析:',
  '\n\n',
  '\nA. ',
  '\n1. ',
  '\n- (2) ',
  '|||',
  '单选题\n',
  '|',
  '\\n',
)
const text = fc
  .array(piece, { minLength: 1, maxLength: 14 })
  .map((parts) => cleanText(parts.join('')))
  .filter((out) => out !== '')
const word = text.map((out) => out.replace(/\s+/g, ' ').trim())
const basis = fc
  .record({ law: word, version: word, article: word, quote: text }, { requiredKeys: ['law'] })
  .filter(({ law }) => law !== '')
const common = fc.record(
  { stem: text, explanation: text, basis, topic: text, difficulty: fc.constantFrom(1, 2, 3) },
  { requiredKeys: ['stem'] },
)
const rubric = fc.array(
  fc.record({
    id: word,
    weight: fc.constantFrom(0.5, 1, 2, 40),
    text: word,
    keywords: fc.array(fc.array(word, { minLength: 1, maxLength: 3 }), { maxLength: 3 }),
    quantities: fc.array(word, { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 3 },
)

function choice(kind: 'single' | 'multiple') {
  const options = fc.array(text, { minLength: 2, maxLength: 26 })
  return fc
    .tuple(common, options, fc.array(fc.nat(), { minLength: 1, maxLength: 5 }))
    .map((drawn) => {
      const [fields, all, wanted] = drawn
      const right = [...new Set(wanted.map((at) => at % all.length))].sort((a, b) => a - b)
      return { kind, ...fields, options: all, key: kind === 'single' ? right.slice(0, 1) : right }
    })
}

const blanks = fc.array(fc.array(word, { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 4,
})

const question = fc.oneof(
  choice('single'),
  choice('multiple'),
  fc.tuple(common, fc.boolean()).map(([fields, key]) => ({ kind: 'true-false', ...fields, key })),
  fc.tuple(common, blanks).map(([fields, key]) => ({
    kind: 'fill-in',
    ...fields,
    stem: `${fields.stem.replace(/[_（()）【】[\]\s　—－]/g, '')}甲${'____，'.repeat(key.length)}`,
    key,
  })),
  fc.tuple(common, text, fc.option(rubric)).map(([fields, key, points]) => ({
    kind: 'short',
    ...fields,
    key,
    ...(points && { rubric: points }),
  })),
) as fc.Arbitrary<Question>

describe('a question written as text', () => {
  test('comes back as the same question, whatever its texts hold', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const { items, problems } = readListText(questionAsText(asked))
        // Two options with the same words, one of them right, are refused whatever the format.
        if (problems.some(({ code }) => code === 'right-and-wrong-same')) return
        expect(items.map((item) => item.question)).toEqual([asked])
      }),
      { numRuns: 1000 },
    )
  })

  test('reads as a person would write it', () => {
    const short: Question = {
      kind: 'short',
      stem: '民警到场后应当做什么？\n请分点回答。',
      key: '表明身份。\n控制现场。',
      basis: {
        law: '治安管理处罚法',
        version: '2025-06-27',
        article: '第八十三条',
        quote: '对违反治安管理行为人……',
      },
      difficulty: 2,
      rubric: [
        {
          id: 'p1',
          weight: 2,
          text: '表明身份',
          keywords: [
            ['表明', '出示'],
            ['身份', '证件'],
          ],
          quantities: ['2人', '8小时'],
        },
      ],
    }
    expect(questionAsText(short)).toBe(
      [
        '简答题',
        '1. 民警到场后应当做什么？',
        '请分点回答。',
        '答案：表明身份。',
        '控制现场。',
        '依据：《治安管理处罚法》（2025-06-27）第八十三条：对违反治安管理行为人……',
        '难度：适中',
        '评分要点：',
        '- (2) 表明身份 | 关键词：表明/出示+身份/证件 | 数量：2人、8小时',
      ].join('\n'),
    )
    expect(only(readListText(questionAsText(short)))).toEqual(short)
  })

  test('may be corrected with other signs', () => {
    const file = readListText('多选题\n1、哪些对？\nA、甲\nB．乙\n(换行)\nC) 丙\n答案: b、a')
    expect(only(file)).toEqual({
      kind: 'multiple',
      stem: '哪些对？',
      options: ['甲', '乙\n(换行)', '丙'],
      key: [0, 1],
    })
  })
})
