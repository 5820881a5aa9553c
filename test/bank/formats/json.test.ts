import { describe, expect, test } from 'vitest'

import { writeOwnFormat } from '../../../src/bank/formats/json.ts'
import type { Question } from '../../../src/shared/question.ts'
import { codes, only, readJson, readText } from '../read.ts'

const stem = '治安管理处罚的种类不包括？'
const four = ['警告', '罚款', '行政拘留', '管制']
const single = { kind: 'single', stem, options: four, key: [3] }

describe('one question in the shapes that people write', () => {
  test.each<[string, unknown]>([
    ['question, options, answer letter', { question: stem, options: four, answer: 'D' }],
    [
      'lettered options',
      { question: stem, options: ['A. 警告', 'B. 罚款', 'C. 行政拘留', 'D. 管制'], answer: 'D' },
    ],
    ['answer with its text', { question: stem, options: four, answer: 'D. 管制' }],
    ['answer text', { title: stem, choices: four, correct_answer: '管制' }],
    ['answer list', { content: stem, options: four, answer: ['D'] }],
    ['answer list of texts', { content: stem, options: four, answer: ['管制'] }],
    ['Chinese names', { 题目: stem, 选项: four, 答案: 'D' }],
    [
      'options by letter',
      { stem, options: { A: '警告', B: '罚款', C: '行政拘留', D: '管制' }, answer: 'D' },
    ],
    [
      'label and text',
      { stem, options: four.map((text, at) => ({ label: 'ABCD'[at], text })), answer: 'D' },
    ],
    [
      'letter and text',
      { stem, options: four.map((text, at) => ({ letter: 'abcd'[at], text })), answer: 'd' },
    ],
    [
      'key and value',
      { stem, options: four.map((value, at) => ({ key: 'ABCD'[at], value })), answer: 'D' },
    ],
    [
      'id and content',
      { stem, options: four.map((content, at) => ({ id: 'ABCD'[at], content })), answer: 'D' },
    ],
    ['text and flag', { stem, options: four.map((text, at) => ({ text, isCorrect: at === 3 })) }],
    [
      'text and 0 or 1',
      { stem, options: four.map((content, at) => ({ content, is_right: at === 3 ? 1 : 0 })) },
    ],
    ['pairs with a flag', { stem, options: four.map((text, at) => [text, at === 3]) }],
    [
      'pairs with a letter',
      { stem, options: four.map((text, at) => ['ABCD'[at], text]), answer: 'D' },
    ],
    [
      'one object an option',
      { stem, options: four.map((text, at) => ({ ['ABCD'[at] ?? '']: text })), answer: 'D' },
    ],
    ['flags by text', { stem, options: { 警告: false, 罚款: false, 行政拘留: false, 管制: true } }],
    ['columns', { question: stem, A: '警告', B: '罚款', C: '行政拘留', D: '管制', answer: 'D' }],
    [
      'optionA',
      {
        question: stem,
        optionA: '警告',
        optionB: '罚款',
        optionC: '行政拘留',
        optionD: '管制',
        answer: 'D',
      },
    ],
    [
      'option_1',
      {
        question: stem,
        option_1: '警告',
        option_2: '罚款',
        option_3: '行政拘留',
        option_4: '管制',
        answer: 'D',
      },
    ],
    [
      'options in one text',
      { question: stem, options: 'A.警告 B.罚款 C.行政拘留 D.管制', answer: 'D' },
    ],
    ['q, a, ans', { q: stem, a: four, ans: '管制' }],
    [
      'answers with a flag',
      { question: stem, answers: four.map((text, at) => ({ text, correct: at === 3 })) },
    ],
    ['label as the key', { question: stem, options: four, label: 'D', answer: null }],
    [
      'instruction and input',
      { instruction: stem, input: 'A. 警告\nB. 罚款\nC. 行政拘留\nD. 管制', output: 'D' },
    ],
  ])('%s', async (_, question) => {
    expect(only(await readJson([question]))).toEqual(single)
    expect(only(await readJson({ code: 200, data: { list: [question] } }))).toEqual(single)
  })

  test('a passage stands above its question', async () => {
    const file = await readJson([
      { passage: '甲打了乙。', question: '甲应受何种处罚？', options: four, label: 'B' },
    ])
    expect(only(file).stem).toBe('甲打了乙。\n甲应受何种处罚？')
  })

  test('a stem with options and answer as its own name', async () => {
    const file = await readJson({ [`${stem}|${four.join('|')}`]: '管制', '几个？|3|4|5': '4' })
    expect(file.items.map(({ question }) => question)).toEqual([
      single,
      { kind: 'single', stem: '几个？', options: ['3', '4', '5'], key: [1] },
    ])
  })

  test('a stem as the name of its question', async () => {
    expect(only(await readJson({ [stem]: { options: four, answer: 'D' } }))).toEqual(single)
  })

  test('rows of a table with headings in the first', async () => {
    const file = await readJson([
      ['题目', 'A', 'B', 'C', 'D', '答案'],
      [stem, ...four, 'D'],
    ])
    expect(only(file)).toEqual(single)
  })

  test('kinds and chapters come from the lists around a question', async () => {
    const file = await readJson({
      name: '某题库',
      chapters: [
        {
          chapter: '第一章 总则',
          sections: [
            {
              type: '多选题',
              questions: [{ question: '有哪些？', options: ['甲', '乙'], answer: 'A' }],
            },
          ],
        },
        { chapter: '第二章 处罚', 判断题: [{ question: '天是蓝的。', answer: '对' }] },
      ],
    })
    expect(file.items.map(({ question }) => question)).toEqual([
      { kind: 'multiple', stem: '有哪些？', topic: '第一章 总则', options: ['甲', '乙'], key: [0] },
      { kind: 'true-false', stem: '天是蓝的。', topic: '第二章 处罚', key: true },
    ])
  })
})

describe('keys that are numbers or truth values', () => {
  test('a 0 anywhere means that options are counted from 0', async () => {
    const file = await readJson([
      { question: '甲？', options: four, answer: 0 },
      { question: '乙？', options: four, answer: 3 },
    ])
    expect(file.items.map(({ question }) => question.key)).toEqual([[0], [3]])
    expect(codes(file)).toEqual(['1 note-numbers-from-0'])
  })

  test('a number as large as the options are many means that they are counted from 1', async () => {
    const file = await readJson([
      { question: '甲？', options: four, answer: 4 },
      { question: '乙？', options: four, answer: [1, 2] },
    ])
    expect(file.items.map(({ question }) => question.key)).toEqual([[3], [0, 1]])
  })

  test('a field named index counts from 0', async () => {
    const file = await readJson([{ question: '甲？', options: four, correctIndex: 1 }])
    expect(file.items[0]?.question.key).toEqual([1])
  })

  test('truth values are true-false', async () => {
    const file = await readJson([
      { question: '天是蓝的。', answer: true },
      { question: '地是方的。', answer: false },
    ])
    expect(file.items.map(({ question }) => question)).toEqual([
      { kind: 'true-false', stem: '天是蓝的。', key: true },
      { kind: 'true-false', stem: '地是方的。', key: false },
    ])
  })

  test('lists of spellings are blanks', async () => {
    const file = await readJson([
      {
        type: '填空题',
        question: '不得超过____，最长____。',
        answer: [['8小时', '八小时'], ['24小时']],
      },
      { type: '填空题', question: '从____到____。', answer: ['甲', '乙'] },
    ])
    expect(file.items.map(({ question }) => question.key)).toEqual([
      [['8小时', '八小时'], ['24小时']],
      [['甲'], ['乙']],
    ])
  })
})

describe('what cannot be read', () => {
  test('a question without a key or a stem is named by its number, the others are read', async () => {
    const file = await readJson([
      { question: '甲？', options: four, answer: 'A' },
      { question: '乙？', options: four },
      { options: four, answer: 'B' },
      { question: '丁？', options: four, answer: 'D' },
    ])
    expect(file.items.map(({ place }) => place.item)).toEqual([1, 4])
    expect(codes(file)).toEqual(['2 no-key', '3 not-a-question'])
  })

  test('broken JSON is named by its line', async () => {
    const file = await readText('[\n{"question": "甲？", "answer": "A"},\n{"question": 乙}\n]')
    expect(file.problems).toEqual([{ where: { line: 3 }, code: 'json-broken' }])
  })

  test('a broken line among JSON lines is named, the others are read', async () => {
    const line = (question: string): string =>
      JSON.stringify({ question, options: four, answer: 'A' })
    const file = await readText(`${line('甲？')}\n{"question": \n\n${line('丙？')}\r\n`)
    expect(file.format).toBe('jsonl')
    expect(file.items.map(({ place }) => place.line)).toEqual([1, 4])
    expect(codes(file)).toEqual(['2 json-broken'])
  })

  test('JSON without questions says so', async () => {
    expect(codes(await readJson({ name: '某', list: [1, 2, 3] }))).toEqual([' no-questions'])
    expect(codes(await readJson([]))).toEqual([' no-questions'])
  })

  test('JSON nested beyond reason is read without harm', async () => {
    const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`
    expect((await readText(deep)).items).toEqual([])
  })

  test('names of object internals are only names', async () => {
    const file = await readText(
      '[{"__proto__": {"stem": "甲"}, "question": "乙？", "answer": "对"}]',
    )
    expect(only(file)).toEqual({ kind: 'true-false', stem: '乙？', key: true })
  })
})

describe("the project's own format", () => {
  const questions: Question[] = [
    {
      kind: 'single',
      stem: '1.处罚（ A ）的种类？',
      options: ['A.甲', '乙 | 丙'],
      key: [1],
      explanation: '第一行\n第二行',
      basis: {
        law: '治安管理处罚法',
        version: '2026-01-01',
        article: '第十条',
        quote: '治安管理处罚的种类',
      },
      topic: '处罚',
      difficulty: 2,
    },
    { kind: 'multiple', stem: '哪些？', options: ['1', '2', '3'], key: [0, 2] },
    { kind: 'true-false', stem: '对', key: false },
    { kind: 'fill-in', stem: '不得超过____和____。', key: [['8小时', '八小时'], ['24；小时/天']] },
    {
      kind: 'short',
      stem: '什么？',
      key: '答。',
      rubric: [
        {
          id: 'a',
          weight: 2,
          text: '点一',
          keywords: [['甲', '乙'], ['丙']],
          quantities: ['8小时'],
        },
      ],
    },
  ]

  test('what is written is read back as the same questions', async () => {
    const file = await readText(writeOwnFormat('某题库', questions))
    expect(file.items.map(({ question }) => question)).toEqual(questions)
    expect(file.problems).toEqual([])
  })

  test('a point of a rubric may leave out keywords and quantities', async () => {
    const rubric = [{ id: 'a', weight: 2, text: '点一' }]
    const short = { kind: 'short', stem: '什么？', key: '答。', rubric }
    const file = await readJson({ format: 'chenxun-bank', version: 1, questions: [short] })
    expect(only(file)).toMatchObject({ rubric: [{ ...rubric[0], keywords: [], quantities: [] }] })
  })

  test('a question that does not fit is named with its field', async () => {
    const good = { kind: 'true-false', stem: '天是蓝的。', key: true }
    const file = await readJson({
      format: 'chenxun-bank',
      version: 1,
      name: '某',
      questions: [
        good,
        { ...good, kind: 'riddle' },
        { kind: 'single', stem: '哪个？', options: ['甲', '乙'], key: 'C' },
        { kind: 'single', stem: '哪个？', options: ['甲', '乙'], key: 'AB' },
        { kind: 'single', stem: '哪个？', options: ['甲'], key: 'A' },
        { ...good, colour: 'red' },
      ],
    })
    expect(file.items).toHaveLength(1)
    expect(codes(file)).toEqual([
      '2 json-field',
      '3 key-outside',
      '4 single-many-keys',
      '5 json-field',
      '6 json-field',
    ])
    expect(file.problems[3]?.args).toEqual({ field: 'options' })
  })

  test('another version is refused with both numbers', async () => {
    const file = await readJson({ format: 'chenxun-bank', version: 2, questions: [] })
    expect(file.problems).toEqual([
      { where: {}, code: 'json-version', args: { version: '2', known: '1' } },
    ])
  })
})
