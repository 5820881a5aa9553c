import { describe, expect, test } from 'vitest'

import { checkBank } from '../../src/bank/check-bank.ts'
import { readBankFile } from '../../src/bank/read-bank-file.ts'
import { duplicatesWithin, normaliseStem, questionKey, stemKey } from '../../src/bank/rules.ts'
import { writeWorkbook } from '../../src/platform/tables.ts'
import { loadTexts } from '../../src/platform/texts.ts'

const t = loadTexts()('zh-CN')

describe('the report on a bank', () => {
  const bytes = writeWorkbook([
    {
      name: 'Sheet1',
      header: ['题型', '题目', 'A', 'B', 'C', '答案', '解析'],
      rows: [
        ['单选', '哪个？', '甲', '乙', '丙', 'B', '因为乙。'],
        ['多选', '哪些？', '甲', '乙', '丙', 'AC', null],
        ['判断', '天是蓝的。', null, null, null, '错', null],
        ['填空', '不得超过____小时。', null, null, null, '8|||八', null],
        ['简答', '什么是正当防卫？', null, null, null, '……', null],
        ['单选', '没有答案？', '甲', '乙', null, null, null],
        ['单选', ' 1. 哪个 ', '甲', '乙', '丙', 'A', null],
      ],
    },
  ])

  test('has the fields that scripts rely on', async () => {
    const report = await checkBank(t, bytes, { full: true })
    expect(report).toEqual({
      format: 'xlsx',
      questions: 6,
      byKind: { single: 2, multiple: 1, 'true-false': 1, 'fill-in': 1, short: 1 },
      problems: [{ where: 'Sheet1 第7行', reason: '没有答案' }],
      duplicates: [{ where: 'Sheet1 第8行', first: 'Sheet1 第2行' }],
      preview: [
        '【单选】哪个？\nA. 甲\nB. 乙\nC. 丙\n答案：B',
        '【多选】哪些？\nA. 甲\nB. 乙\nC. 丙\n答案：AC',
        '【判断】天是蓝的。\n答案：错',
      ],
      items: [
        {
          place: 'Sheet1 第2行',
          kind: 'single',
          stem: '哪个？',
          options: ['甲', '乙', '丙'],
          key: 'B',
          explanation: '因为乙。',
        },
        {
          place: 'Sheet1 第3行',
          kind: 'multiple',
          stem: '哪些？',
          options: ['甲', '乙', '丙'],
          key: 'AC',
          explanation: '',
        },
        {
          place: 'Sheet1 第4行',
          kind: 'true-false',
          stem: '天是蓝的。',
          options: [],
          key: '错',
          explanation: '',
        },
        {
          place: 'Sheet1 第5行',
          kind: 'fill-in',
          stem: '不得超过____小时。',
          options: [],
          key: [['8', '八']],
          explanation: '',
        },
        {
          place: 'Sheet1 第6行',
          kind: 'short',
          stem: '什么是正当防卫？',
          options: [],
          key: '……',
          explanation: '',
        },
        {
          place: 'Sheet1 第8行',
          kind: 'single',
          stem: '1. 哪个',
          options: ['甲', '乙', '丙'],
          key: 'A',
          explanation: '',
        },
      ],
    })
  })

  test('leaves the items out unless they are asked for', async () => {
    const report = await checkBank(t, Buffer.from('题目,答案\n天是蓝的。,对\n'), {
      full: false,
    })
    expect(report).not.toHaveProperty('items')
    expect(report).toMatchObject({ format: 'csv', encoding: 'utf-8', questions: 1 })
  })

  test('names csv rows and JSON questions by their number alone', async () => {
    const csv = await checkBank(t, Buffer.from('题目,答案\n天是蓝的。,对\n哪个？,\n'), {
      full: false,
    })
    expect(csv.problems).toEqual([{ where: '第3行', reason: '没有答案' }])
    const json = await checkBank(t, Buffer.from('[{"question":"哪个？","options":["甲","乙"]}]'), {
      full: false,
    })
    expect(json.problems).toEqual([{ where: '第1题', reason: '没有答案' }])
  })

  test('says of a refused file what to do, in either language', async () => {
    const zh = await checkBank(t, Buffer.from('%PDF-1.7'), { full: false })
    expect(zh).toMatchObject({ questions: 0, problems: [{ where: '整个文件' }] })
    expect(zh.problems[0]?.reason).toContain('PDF')
    const en = await checkBank(loadTexts()('en'), Buffer.from('%PDF-1.7'), {
      full: false,
    })
    expect(en.problems[0]?.where).toBe('whole file')
  })

  test('ends when a file takes too long', async () => {
    const file = await readBankFile(bytes, { timeoutMs: 1 })
    expect(file).toMatchObject({ items: [], problems: [{ code: 'file-too-slow' }] })
  })
})

describe('the same question', () => {
  test.each([
    ['治安管理处罚的种类？', '治安管理处罚的种类 ?'],
    ['12、治安管理处罚的种类（ ）。', '治安管理处罚的种类____'],
    ['ＧＡＴ标准', 'gat标准'],
  ])('%s and %s', (one, other) => {
    expect(normaliseStem(one)).toBe(normaliseStem(other))
    expect(stemKey(one)).toBe(stemKey(other))
  })

  test('numbers inside a stem tell questions apart', () => {
    expect(stemKey('1.5倍是多少')).not.toBe(stemKey('2.5倍是多少'))
    expect(stemKey('罚款1.5倍')).not.toBe(stemKey('罚款15倍'))
    expect(stemKey('酒精含量≥80毫克')).not.toBe(stemKey('酒精含量<80毫克'))
    expect(stemKey('气温为-5度')).not.toBe(stemKey('气温为5度'))
    expect(stemKey('+')).not.toBe(stemKey('-'))
  })

  test('the same stem with other options is another question, in another order the same', () => {
    const ask = (options: string[]) => ({
      kind: 'single' as const,
      stem: '下列说法正确的是',
      options,
      key: [0],
    })
    expect(questionKey(ask(['甲', '乙']))).toBe(questionKey(ask(['乙', '甲'])))
    expect(questionKey(ask(['甲', '乙']))).not.toBe(questionKey(ask(['甲', '丙'])))
    const items = [
      ['甲', '乙'],
      ['甲', '丙'],
      ['乙', '甲'],
    ].map((options, at) => ({
      place: { row: at + 2 },
      question: ask(options),
    }))
    expect(duplicatesWithin(items)).toEqual([
      { index: 1, where: { row: 3 }, first: { row: 2 }, same: false },
      // Whose first option is right, and it is another one.
      { index: 2, where: { row: 4 }, first: { row: 2 }, same: true, conflict: true },
    ])
  })
})
