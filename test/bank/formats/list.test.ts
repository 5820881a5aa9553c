import { describe, expect, test } from 'vitest'

import { readListBank } from '../../../src/bank/formats/list.ts'
import { numberGaps } from '../../../src/bank/formats/list/gaps.ts'
import { letter, type Question } from '../../../src/shared/question.ts'
import { only } from '../read.ts'

/** Each question in one line: `哪个？ | 甲 / 乙 | A`; each problem with its line. */
function said(text: string): string[] {
  const { items, problems } = readListBank(text)
  return [
    ...items.map(({ question }) => line(question)),
    ...problems.map(({ where, code }) => `${where.line ?? ''} ${code}`),
  ]
}

function line(question: Question): string {
  const stem = question.stem.replaceAll('\n', '⏎')
  switch (question.kind) {
    case 'single':
    case 'multiple': {
      const star = question.kind === 'multiple' ? '*' : ''
      return `${stem} | ${question.options.join(' / ')} | ${star}${question.key.map(letter).join('')}`
    }
    case 'true-false':
      return `${stem} | ${question.key ? '对' : '错'}`
    case 'fill-in':
      return `${stem} | ${question.key.map((blank) => blank.join('=')).join('；')}`
    case 'short':
      return `${stem} | ${question.key.replaceAll('\n', '⏎')}`
  }
}

const which = '哪个是对的？ | 甲 / 乙 / 丙 / 丁 | B'

describe('one question, however it is laid out', () => {
  test.each([
    ['1. 哪个是对的？\nA. 甲\nB. 乙\nC. 丙\nD. 丁\n答案：B'],
    ['1．哪个是对的？\nA．甲\nB．乙\nC．丙\nD．丁\n正确答案：B'],
    ['1、哪个是对的？\nA、甲\nB、乙\nC、丙\nD、丁\n参考答案: B'],
    ['（1）哪个是对的？\n（A）甲\n（B）乙\n（C）丙\n（D）丁\n【答案】B'],
    ['(1) 哪个是对的？\n(A)甲\n(B)乙\n(C)丙\n(D)丁\n【参考答案】：B'],
    ['1)哪个是对的？\nA)甲\nB)乙\nC)丙\nD)丁\n[答案] B'],
    ['1\t哪个是对的？\nA\t甲\nB\t乙\nC\t丙\nD\t丁\n答案\tB'],
    ['第1题 哪个是对的？\nA:甲\nB:乙\nC:丙\nD:丁\nAnswer: B'],
    ['第1题：哪个是对的？\nＡ．甲\nＢ．乙\nＣ．丙\nＤ．丁\n标准答案：Ｂ'],
    ['1. 哪个是对的？\na. 甲\nb. 乙\nc. 丙\nd. 丁\n答案：b'],
    ['1. 哪个是对的？\nA. 甲  B. 乙  C. 丙  D. 丁\n答案：B'],
    ['1. 哪个是对的？\nA. 甲\tB. 乙\nC. 丙\tD. 丁\n答案：B'],
    ['1. 哪个是对的？ A.甲 B.乙 C.丙 D.丁 答案：B'],
    ['1. 哪个是对的？\nA.甲B.乙C.丙D.丁\n答案：B'],
    ['1. 哪个是对的？\n　　A．甲　　　B．乙\n　　C．丙　　　D．丁\n　　答案：B。'],
    ['1. 哪个是对的？\nA 甲\nB 乙\nC 丙\nD 丁\n答案 B'],
    ['1. 哪个是对的？\n\nA. 甲\n\nB. 乙\n\nC. 丙\n\nD. 丁\n\n答案：B'],
    ['1. 哪个是对的？\nA. 甲\nB. 乙\nC. 丙\nD. 丁\n答案：\nB'],
    ['1. 哪个是对的？\n答案：B\nA. 甲\nB. 乙\nC. 丙\nD. 丁'],
    ['[单选]1.哪个是对的？\nA.甲\nB.乙\nC.丙\nD.丁\n答案:B\n分数:10\n@@@'],
    ['1.[单选题]哪个是对的？\nA.甲\nB.乙\nC.丙\nD.丁\n答案:B'],
    ['1、【单选】（2分）哪个是对的？\nA.甲\nB.乙\nC.丙\nD.丁\n答案:B'],
    ['1. 哪个是对的？ [单选题] *\nA、甲\nB、乙(正确答案)\nC、丙\nD、丁'],
    ['1. 哪个是对的？ [单选题] *\n○甲\n○乙(正确答案)\n○丙\n○丁'],
    ['1. 哪个是对的？\nA. 甲\n√B. 乙\nC. 丙\nD. 丁'],
    ['1. 哪个是对的？\nA. 甲\n*B. 乙\nC. 丙\nD. 丁'],
    ['1. 哪个是对的？\nA. 甲\nB. 乙（√）\nC. 丙\nD. 丁'],
    ['哪个是对的？\nA. 甲\nB. 乙\nC. 丙\nD. 丁\n答案：B'],
    ['题目：哪个是对的？\n选项：\nA. 甲\nB. 乙\nC. 丙\nD. 丁\n答案：B'],
    ['题型：单选题\n题干：哪个是对的？\nA. 甲\nB. 乙\nC. 丙\nD. 丁\n答案：B'],
    ['单选题\n1. 哪个是对的？\nA. 甲\nB. 乙\nC. 丙\nD. 丁\n【答案】(b)'],
    ['★1. 哪个是对的？\nA. 甲\nB. 乙\nC. 丙\nD. 丁\n正确答案是：B'],
  ])('%j', (text) => {
    expect(said(text)).toEqual([which])
  })
})

describe('the key', () => {
  test.each([
    ['1. 应当是（ B ）。\nA. 甲\nB. 乙', '应当是（  ）。 | 甲 / 乙 | B'],
    ['1. 应当是(B)\nA. 甲\nB. 乙', '应当是（  ） | 甲 / 乙 | B'],
    ['1. 应当是（  ）。（B）\nA. 甲\nB. 乙', '应当是（  ）。 | 甲 / 乙 | B'],
    ['1. 应当是____。（B）\nA. 甲\nB. 乙', '应当是____。 | 甲 / 乙 | B'],
    ['1. 应当是（A、B）。\nA. 甲\nB. 乙\nC. 丙', '应当是（  ）。 | 甲 / 乙 / 丙 | *AB'],
    ['1. 应当是（A B C）。\nA. 甲\nB. 乙\nC. 丙', '应当是（  ）。 | 甲 / 乙 / 丙 | *ABC'],
    [
      '1. 应当是（　　）。\nA. 甲\nB. 乙\nC. 丙\n答案：A|B',
      '应当是（　　）。 | 甲 / 乙 / 丙 | *AB',
    ],
    ['1. 应当是（答案：B）\nA. 甲\nB. 乙', '应当是 | 甲 / 乙 | B'],
    ['1. 哪些？A.甲；B.乙；C.丙。（AB）', '哪些？ | 甲； / 乙； / 丙。 | *AB'],
    ['1. 应当是（A.甲；B.乙）\n答案：B', '应当是（ ） | 甲； / 乙 | B'],
    ['1. 哪些？\nA. 甲\nB. 乙\nC. 丙\n【答案】(a)(c)', '哪些？ | 甲 / 乙 / 丙 | *AC'],
    ['1. 哪些？\nA. 甲\nB. 乙\nC. 丙\n答案：A、B、C。', '哪些？ | 甲 / 乙 / 丙 | *ABC'],
    ['1. 哪个？\nA. 甲\nB. 乙\n答案：B、乙', '哪个？ | 甲 / 乙 | B'],
    ['1. 哪个？\nA. 甲\nB. 乙\n答案：B（选项乙）', '1 key-unclear'],
    ['1. 哪个？\nA. 甲\nB. 乙\n答案：', '1 no-key'],
    ['1. 哪个？\nA. 甲\nB. 乙\n答案：E', '1 key-outside'],
  ])('%j', (text, expected) => {
    expect(said(text)).toEqual([expected])
  })

  test.each([
    ['1. 甲公司（A）应当（  ）付款。\nA. 立即\nB. 事后', '1 no-key'],
    ['1. 根据（A）和（B）\nA. 立即\nB. 事后', '1 no-key'],
    ['1. 根据第(a)项\nA. 立即\nB. 事后', '1 no-key'],
    ['1. 根据第（V）类规定办理', ''],
    [
      '一、单选题\n1. 哪个？\nA. 甲\nB. 乙\n2. 哪个呢？\nA. 甲\nB. 乙\n3. 哪些？\nA. 甲\nB. 乙\n答案：1-3 AB C',
      '',
    ],
    ['答案：A\n1. 哪个？\nA. 甲\nB. 乙\n答案：B\n2. 哪个呢？\nA. 甲\nB. 乙', '1 list-key-first'],
  ])('%j is not guessed', (text, problem) => {
    const out = said(text)
    expect(out.filter((one) => one.includes(' | '))).toEqual([])
    expect(out.join()).toContain(problem)
  })

  test('words behind the letters are the explanation', () => {
    expect(only(readListBank('1. 哪个？\nA. 甲\nB. 乙\n答案：B。因为乙才对。'))).toMatchObject({
      key: [1],
      explanation: '因为乙才对。',
    })
    expect(
      only(readListBank('1. 哪个？\nA. 甲\nB. 乙\n答案：B\n因为乙才对。\n甲不对。')),
    ).toMatchObject({
      key: [1],
      explanation: '因为乙才对。\n甲不对。',
    })
  })

  test('two keys that differ are a problem, with the words of the question', () => {
    const text = '1. 应当是（ C ）。\nA. 甲\nB. 乙\nC. 丙\n答案：A'
    expect(readListBank(text).problems).toEqual([
      { where: { line: 1 }, code: 'list-two-keys', block: text },
    ])
    expect(said('1. 哪个？\nA. 甲\nB. 乙\n答案：A\n答案：B')).toEqual(['1 list-two-keys'])
  })

  test('a question without one is a problem and keeps its draft', () => {
    const { problems } = readListBank('1. 哪个？\nA. 甲\nB. 乙\n2. 哪个？（A）\nA. 丙\nB. 丁')
    expect(problems).toMatchObject([
      { where: { line: 1 }, code: 'no-key', draft: { stem: '哪个？', options: ['甲', '乙'] } },
    ])
  })
})

describe('what stands below a question', () => {
  test('explanation, source, topic and difficulty are kept; marks and the like are left', () => {
    const text = [
      '1. 传唤的时间不得超过多久？',
      'A. 八小时',
      'B. 十二小时',
      '答案：A',
      '解析：询问查证的时间不得超过八小时。',
      '情况复杂的除外。',
      '依据：《治安管理处罚法》第八十三条',
      '知识点：传唤',
      '难度：易',
      '分值：2',
      '2. 下一题（√）',
    ].join('\n')
    expect(readListBank(text).items[0]?.question).toEqual({
      kind: 'single',
      stem: '传唤的时间不得超过多久？',
      options: ['八小时', '十二小时'],
      key: [0],
      explanation: '询问查证的时间不得超过八小时。\n情况复杂的除外。',
      basis: { law: '治安管理处罚法', article: '第八十三条' },
      topic: '传唤',
      difficulty: 1,
    })
  })

  test.each([
    ['【答案】B【解析】乙对。', '乙对。'],
    ['答案：B 解析：乙对。', '乙对。'],
    ['正确答案：B\n答案解析：乙对。', '乙对。'],
    ['【答案】B\n【解析】乙对。', '乙对。'],
    ['答案：B\n解析:乙对。\n难度：中', '乙对。'],
    ['答案：B\n解析：无', undefined],
  ])('%j', (below, explanation) => {
    const { question } = readListBank(`1. 哪个？\nA. 甲\nB. 乙\n${below}`).items[0] ?? {}
    expect(question).toMatchObject({ key: [1] })
    expect(question?.explanation).toBe(explanation)
  })
})

describe('headings', () => {
  test.each([
    ['一、单选题'],
    ['一、单项选择题（每题2分，共40分）'],
    [
      '一、单项选择题（在每个小题的备选答案中，只有一个答案最符合题意，请将其代码填在该题的括号内。）',
    ],
    ['（一）单选题'],
    ['单选题'],
    ['单选题：'],
    ['【单选题】'],
    ['题型：单选题'],
    ['第一部分 单项选择题'],
    ['一、单选题：下列各题只有一个正确答案。'],
    ['1、单选题（共20题）'],
    ['一. 单选'],
  ])('%s says the kind', (head) => {
    const text = `${head}\n1. 甲对吗？\nA. 对\nB. 错\n答案：A\n二、多选题\n1. 哪些？\nA. 甲\nB. 乙\n答案：A`
    expect(said(text)).toEqual(['甲对吗？ | 对 / 错 | A', '哪些？ | 甲 / 乙 | *A'])
  })

  test('chapters are topics of the questions below', () => {
    const text = [
      '第一章  总则\t1',
      '第二章  处罚\t7',
      '第一章  总则',
      '一、判断题',
      '1. 甲。（√）',
      '第二章  处罚',
      '一、判断题',
      '1. 乙。（×）',
    ].join('\n')
    const { items, problems } = readListBank(text)
    expect(problems).toEqual([])
    expect(items.map(({ question }) => question.topic)).toEqual(['第一章 总则', '第二章 处罚'])
  })

  test('a subject under a Han number is no part of the question above', () => {
    const text =
      '一、治安管理\n1. 哪个？（A）\nA. 甲\nB. 乙\n二、行政处罚\n1. 哪个呢？（B）\nA. 丙\nB. 丁'
    const { items } = readListBank(text)
    expect(
      items.map(({ question }) => [question.topic, 'options' in question && question.options]),
    ).toEqual([
      ['一、治安管理', ['甲', '乙']],
      ['二、行政处罚', ['丙', '丁']],
    ])
  })

  test('a title and an instruction above the questions are no questions', () => {
    const text =
      '2026年执法资格考试题库\n说明：共2题。\n\n一、判断题\n1. 甲。（√）\n2. 乙。（×）\n\n祝大家顺利'
    expect(said(text)).toEqual(['甲。 | 对', '乙。 | 错'])
  })
})

describe('true or false', () => {
  test.each([
    ['1. 应当回避。（√）', '应当回避。 | 对'],
    ['1. 应当回避（ × ）', '应当回避（  ） | 错'],
    ['1. 应当回避（ × ）。', '应当回避（  ）。 | 错'],
    ['1. （√）应当回避。', '（  ）应当回避。 | 对'],
    ['1. 应当回避。( 对 )', '应当回避。 | 对'],
    ['1. 应当回避。[错误]', '应当回避。 | 错'],
    ['1. 应当回避。(T)', '应当回避。 | 对'],
    ['1. 应当回避。（F）', '应当回避。 | 错'],
    ['1. 应当回避。√', '应当回避。 | 对'],
    ['1. 应当回避。  ×', '应当回避。 | 错'],
    ['1. 应当回避。\n答案：正确', '应当回避。 | 对'],
    ['1. 应当回避。（  ）\n答案：错', '应当回避。（  ） | 错'],
    ['1. 应当回避。\n【答案】√', '应当回避。 | 对'],
    ['1. 应当回避。\n答案：N', '应当回避。 | 错'],
    ['1. 应当回避。\nA. 正确\nB. 错误\n答案：B', '应当回避。 | 错'],
    ['1. 应当回避。', '2 no-key'],
  ])('%j', (text, expected) => {
    expect(said(`判断题\n${text}`)).toEqual([expected])
  })

  test('what stands behind the mark is its reason', () => {
    expect(only(readListBank('三、判断改错题\n1. 应当回避。（×）改正：可以回避。'))).toEqual({
      kind: 'true-false',
      stem: '应当回避。',
      key: false,
      explanation: '可以回避。',
    })
  })

  test('statements without numbers are told apart by their marks', () => {
    expect(said('判断题\n天是蓝的。（√）\n地是方的。（×）\n水是湿的。（√）')).toEqual([
      '天是蓝的。 | 对',
      '地是方的。 | 错',
      '水是湿的。 | 对',
    ])
  })
})

describe('blanks', () => {
  test.each([
    ['1. 首都是____。\n答案：北京', '首都是____。 | 北京'],
    ['1. 首都是（　　）。\n答案：北京', '首都是（　　）。 | 北京'],
    ['1. ____和____。\n答案：甲；乙', '____和____。 | 甲；乙'],
    ['1. ____和____。\n答案：甲、乙', '____和____。 | 甲；乙'],
    ['1. ____和____。\n答案：1.甲 2.乙', '____和____。 | 甲；乙'],
    ['1. ____和____。\n答案：（1）甲；（2）乙', '____和____。 | 甲；乙'],
    ['1. ____和____。[填空题](系统评分)\n答案：甲|乙', '____和____。 | 甲；乙'],
    ['1. 首都是____。\n答案：北京/北平', '首都是____。 | 北京=北平'],
    ['1. 首都是__北京__。', '首都是____。 | 北京'],
    ['1. ____和____。\n答案：甲', '2 blanks-differ'],
    ['1. 首都是____。', '2 no-key'],
  ])('%j', (text, expected) => {
    const out = said(`填空题\n${text}`).filter((one) => !one.includes('note-'))
    expect(out).toEqual([expected])
  })

  test('an answer read from its line is remarked', () => {
    const { problems } = readListBank('填空题\n1. 首都是__北京__。')
    expect(problems).toMatchObject([{ code: 'note-key-by-mark' }])
  })
})

describe('short answers', () => {
  test('keep their points, which are no questions', () => {
    const text = [
      '四、简答题',
      '1. 简述传唤的程序。',
      '答：1. 出示证件。',
      '2. 口头或书面。',
      '3. 通知家属。',
      '2. 什么是回避？',
      '参考答案：',
      '（1）自行回避；',
      '（2）申请回避。',
      '3、名词解释：拘留',
      '答：限制人身自由的处罚。',
    ].join('\n')
    expect(said(text)).toEqual([
      '简述传唤的程序。 | 1. 出示证件。⏎2. 口头或书面。⏎3. 通知家属。',
      '什么是回避？ | （1）自行回避；⏎（2）申请回避。',
      '名词解释：拘留 | 限制人身自由的处罚。',
    ])
  })

  test('several points in a line are counted', () => {
    const text =
      '论述题\n1、试论法治。\n答：\n1、科学立法；2、严格执法；\n3、公正司法。\n2、试论德治。\n答：略述。'
    expect(said(text)).toEqual([
      '试论法治。 | 1、科学立法；2、严格执法；⏎3、公正司法。',
      '试论德治。 | 略述。',
    ])
  })

  test('a case with its questions and answers is one question', () => {
    const text = [
      '1.【单选题】哪个（ ）',
      'A.甲',
      'B.乙',
      '【答案】A',
      '2.【案例分析题】张某打人。',
      '问题：',
      '1.如何定性？',
      '2.如何处置？',
      '【答案】',
      '1.殴打他人。',
      '2.制止。',
      '3.【判断题】对吗？',
      '【答案】√',
    ].join('\n')
    expect(said(text)).toEqual([
      '哪个（ ） | 甲 / 乙 | A',
      '张某打人。⏎问题：⏎1.如何定性？⏎2.如何处置？ | 1.殴打他人。⏎2.制止。',
      '对吗？ | 对',
    ])
  })

  test('points in the stem are no questions either', () => {
    const text =
      '案例分析题\n1. 某日，甲打人：\n（1）打了乙；\n（2）打了丙。\n问：\n（1）甲违反了什么？\n（2）如何处罚？\n答案：（1）治安管理处罚法。\n（2）拘留。'
    expect(readListBank(text).items).toHaveLength(1)
  })

  test('questions and answers in pairs', () => {
    expect(said('问：什么是回避？\n答：不参加办案。\n\n问：谁决定？\n答：负责人。')).toEqual([
      '什么是回避？ | 不参加办案。',
      '谁决定？ | 负责人。',
    ])
    expect(said('什么是回避？\n答：不参加办案。\n\n谁决定？\n答：负责人。')).toEqual([
      '什么是回避？ | 不参加办案。',
      '谁决定？ | 负责人。',
    ])
  })

  test('Han numbers', () => {
    expect(said('简答题\n一、什么是回避？\n答：不参加办案。\n二、谁决定？\n答：负责人。')).toEqual([
      '什么是回避？ | 不参加办案。',
      '谁决定？ | 负责人。',
    ])
  })
})

describe('answers behind the questions', () => {
  const three = '1. 哪个？\nA. 甲\nB. 乙\n2. 哪个呢？\nA. 丙\nB. 丁\n3. 哪个吗？\nA. 戊\nB. 己\n'
  const keyed = ['哪个？ | 甲 / 乙 | A', '哪个呢？ | 丙 / 丁 | B', '哪个吗？ | 戊 / 己 | A']

  test.each([
    ['答案：1-3 ABA'],
    ['参考答案：\n1-3：ABA'],
    ['参考答案\n1—3 A B A'],
    ['答案\n1～2：AB\n3：A'],
    ['1.A 2.B 3.A'],
    ['答案：1、A；2、B；3、A'],
    ['参考答案\n1.A\n2.B\n3.A'],
    ['参考答案及解析\n1.【答案】A【解析】甲\n2.【答案】B\n3.【答案】A'],
    ['答案：1A 2B 3A'],
    ['单选题答案：1-3 ABA'],
    ['附：参考答案\n一、单选题\n1-3 ABA'],
    ['（1）A （2）B （3）A'],
    ['1.A    2.B\n3.A'],
    ['1-3 ABA'],
  ])('%j', (answers) => {
    expect(said(`一、单选题\n${three}${answers}`)).toEqual(keyed)
  })

  test('by section, each counted from 1', () => {
    const text = [
      '一、单选题',
      '1. 哪个？',
      'A. 甲  B. 乙',
      '2. 哪个呢？',
      'A. 丙  B. 丁',
      '二、多选题',
      '1. 哪些？',
      'A. 甲  B. 乙  C. 丙',
      '2. 哪些呢？',
      'A. 甲  B. 乙  C. 丙',
      '三、判断题',
      '1. 天是蓝的。（ ）',
      '2. 地是方的。（ ）',
      '四、填空题',
      '1. 首都是____。',
      '五、简答题',
      '1. 什么是回避？',
      '2. 谁决定？',
      '参考答案',
      '一、单选题',
      '1-2 BA',
      '二、多选题',
      '1.AB 2.ABC',
      '三、判断题',
      '1-2 √×',
      '四、填空题',
      '1. 北京',
      '五、简答题',
      '1. 答：不参加办案。',
      '共两种。',
      '2. 负责人。',
    ].join('\n')
    expect(said(text)).toEqual([
      '哪个？ | 甲 / 乙 | B',
      '哪个呢？ | 丙 / 丁 | A',
      '哪些？ | 甲 / 乙 / 丙 | *AB',
      '哪些呢？ | 甲 / 乙 / 丙 | *ABC',
      '天是蓝的。（ ） | 对',
      '地是方的。（ ） | 错',
      '首都是____。 | 北京',
      '什么是回避？ | 不参加办案。⏎共两种。',
      '谁决定？ | 负责人。',
    ])
  })

  test('behind each section', () => {
    const text = `一、单选题\n${three}答案：1-3 ABA\n二、判断题\n1. 天是蓝的。\n2. 地是方的。\n答案：1.√ 2.×`
    expect(said(text)).toEqual([...keyed, '天是蓝的。 | 对', '地是方的。 | 错'])
  })

  test('two sections without headings over their answers are taken in order', () => {
    const text = `一、单选题\n${three}二、判断题\n1. 天是蓝的。\n2. 地是方的。\n参考答案\n1.A 2.B 3.A\n1.√ 2.×`
    expect(said(text)).toEqual([...keyed, '天是蓝的。 | 对', '地是方的。 | 错'])
  })

  test('an answer that could belong to two questions belongs to none', () => {
    const text = `一、单选题\n${three}二、单选题\n${three}参考答案\n1.A 2.B 3.A`
    expect(said(text).filter((one) => one.includes('|'))).toEqual([])
  })

  test('a range whose keys do not come out even answers nothing', () => {
    expect(said(`一、单选题\n${three}答案：1-3 AB`).filter((one) => one.includes(' | '))).toEqual(
      [],
    )
  })

  test('a second paper follows', () => {
    const text = `一、单选题\n${three}参考答案\n1-3 ABA\n一、单选题\n${three}参考答案\n1-3 BAB`
    expect(said(text).map((one) => one.slice(-1))).toEqual(['A', 'B', 'A', 'B', 'A', 'B'])
  })
})

describe('what looks like a number or an option and is none', () => {
  test.each([
    [
      '1. 2013年有3.5倍增长，共15日。\nA. 对\nB. 错了\n答案：A',
      '2013年有3.5倍增长，共15日。 | 对 / 错了 | A',
    ],
    ['1.2013年1月起施行的是？\nA. 甲\nB. 乙\n答案：A', '2013年1月起施行的是？ | 甲 / 乙 | A'],
    ['1. 打电话\n110报警\nA. 甲\nB. 乙\n答案：A', '打电话⏎110报警 | 甲 / 乙 | A'],
    ['1. 维生素A和B的区别是\nA. 甲\nB. 乙\n答案：A', '维生素A和B的区别是 | 甲 / 乙 | A'],
    [
      '1. 根据第（1）（2）项规定，\nA. （1）\nB. （2）\n答案：A',
      '根据第（1）（2）项规定， | （1） / （2） | A',
    ],
    [
      '1. 下列说法：\n①甲\n②乙\n正确的是\nA. ①\nB. ①②\n答案：B',
      '下列说法：⏎①甲⏎②乙⏎正确的是 | ① / ①② | B',
    ],
    [
      '1. 下列说法：\n（1）甲\n（2）乙\n正确的是\nA. （1）\nB. （2）\n答案：B',
      '下列说法：⏎（1）甲⏎（2）乙⏎正确的是 | （1） / （2） | B',
    ],
    ['1. 税率是\nA. 1.5%\nB. 2.5%\n答案：B', '税率是 | 1.5% / 2.5% | B'],
    [
      '1. 甲公司（A）与乙公司（B）\nA. 甲\nB. 乙\n答案：B',
      '甲公司（A）与乙公司（B） | 甲 / 乙 | B',
    ],
  ])('%j', (text, expected) => {
    expect(said(text)).toEqual([expected])
  })

  test('broken lines of a page are one line again', () => {
    const text = [
      '1. 公安机关及其人民警察应当依法、公正、严格、高效办理治安案件，文明',
      '执法，不得徇私舞弊、玩忽职守、滥用职权，应当保障当事人的合法权益，并',
      '15日内作出决定，下列说法正确的有几项，请从下面的各个选项当中选出来：',
      'A. 公安机关办理治安案件，对依法给予处罚的，应当严格按照规定的时间作出',
      '决定并且送达',
      'B. 乙',
      '答案：A',
    ]
    const { items } = readListBank(
      [...text, ...text.map((one) => one.replace('1.', '2.'))].join('\n'),
    )
    expect(items.map(({ question }) => question.stem.includes('\n'))).toEqual([false, false])
    expect(items[0]?.question).toMatchObject({
      options: [
        '公安机关办理治安案件，对依法给予处罚的，应当严格按照规定的时间作出决定并且送达',
        '乙',
      ],
    })
  })

  test('page numbers and the header of every page vanish', () => {
    const page = (number: number): string =>
      `某市公安局执法资格考试\n${number * 2 - 1}. 哪个？\nA. 甲\n- ${number} -\n某市公安局执法资格考试\nB. 乙\n答案：A\n${number * 2}. 对吗？（√）\n第${number}页 共3页`
    expect(said([1, 2, 3].map(page).join('\n'))).toEqual(
      [1, 2, 3].flatMap(() => ['哪个？ | 甲 / 乙 | A', '对吗？ | 对']),
    )
  })
})

describe('what was not understood', () => {
  test('options out of order are a problem', () => {
    expect(said('1. 哪个？（A）\nA. 甲\nB. 乙\nD. 丁')).toEqual(['1 list-options-broken'])
    expect(said('1. 哪个？（A）\nA. 甲\nB. 乙\nB. 丙\nC. 丁')).toEqual(['1 list-options-broken'])
  })

  test('two questions under one number are a problem', () => {
    expect(
      said('1. 哪个？\nA. 甲\nB. 乙\n哪个呢？\nA. 丙\nB. 丁\n答案：A\n2. 对吗？（√）'),
    ).toEqual(['对吗？ | 对', '1 list-several'])
  })

  test('a number that is missing or doubled is remarked', () => {
    const at = (number: number): string => `${number}. 哪个？（A）\nA. 甲\nB. 乙`
    const { problems } = readListBank([1, 2, 4, 5, 5, 6].map(at).join('\n'))
    expect(problems).toEqual([
      { where: { line: 7 }, code: 'note-number-gap', args: { from: '2', to: '4' } },
      { where: { line: 13 }, code: 'note-number-twice', args: { number: '5' } },
    ])
    expect(
      numberGaps([
        [
          { number: 37, place: {} },
          { number: 39, place: {} },
        ],
        [],
      ]),
    ).toEqual([{ where: {}, code: 'note-number-gap', args: { from: '37', to: '39' } }])
  })

  test('a paragraph between questions is shown', () => {
    const { problems } = readListBank(
      '1. 哪个？（A）\nA. 甲\nB. 乙\n\n某日，民警王某在巡逻时发现有人打架，遂上前制止，随后将双方带回派出所进行询问，并且制作了询问笔录，请回答下面的问题。\n\n2. 对吗？（√）',
    )
    expect(problems).toMatchObject([{ where: { line: 5 }, code: 'list-unread' }])
    expect(problems[0]?.block).toContain('巡逻')
  })

  test.each([
    [
      'a law',
      '第一条 为了维护秩序，制定本法。\n第二条 下列行为：\n（一）扰乱秩序的；\n（二）其他行为。\n第三条 国家保护公民。',
    ],
    [
      'a report',
      '关于开展培训的通知\n各单位：\n一、工作目标\n1. 提高能力。\n2. 完善制度。\n二、工作要求\n（一）加强领导。\n（二）落实责任。\n特此通知。',
    ],
    ['a roster', '警号\t姓名\t单位\n010001\t张三\t城关派出所\n010002\t李四\t东关派出所'],
    ['plain prose', '今天上午开会。\n请各单位准时参加。'],
  ])('%s holds no questions', (_, text) => {
    expect(readListBank(text)).toEqual({ format: 'list', items: [], problems: [] })
  })

  test('the markup of another program is named', () => {
    expect(said('[multiple_choice]\nWhy?\n[answer]\nA\nB\n[feedback]\nx')).toEqual([
      ' list-foreign',
    ])
  })

  test('options in two columns stand in the order of their letters, or are named', () => {
    const text = `一、单选题
1．哪个？（C）
A、一   C、三
B、二   D、四
2．哪个？（C）
A、一 C、三
B、二 D、四
`
    expect(said(text)).toEqual(['哪个？ | 一 / 二 / 三 / 四 | C', '5 list-options-broken'])
  })

  test('a letter as the answer of a case that goes on is named, not taken for words', () => {
    const text = `一、案例分析题
1．张某盗窃。如何处理？
A．拘留
B．罚款
答案：A
（二）丙某盗窃。
2．乙打人，如何处理？
答案：应当处罚。
`
    expect(said(text)).toEqual(['乙打人，如何处理？ | 应当处罚。', '2 list-unread'])
  })
})
