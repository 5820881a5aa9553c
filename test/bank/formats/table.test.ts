import { describe, expect, test } from 'vitest'

import { codes, only, readRows, readSheets, readText } from '../read.ts'

const stem = '治安管理处罚的种类不包括（ ）。'
const four = ['警告', '罚款', '行政拘留', '管制']
const header = ['题型', '题干', '选项A', '选项B', '选项C', '选项D', '答案']

describe('headings', () => {
  test.each([
    ['usual', header],
    [
      'marked as required',
      ['*题型', '*题干（必填）', '选项A\n(勿删)', '选项 B', 'C选项', '选项D：', '正确答案（必填）'],
    ],
    [
      'English',
      ['Type', 'Question', 'Option A', 'Option B', 'option_c', 'OptionD', 'Correct Answer'],
    ],
    [
      'numbered options',
      ['试题类型', '试题内容', '选择项1', '选项2', '选项3', '选项4', '标准答案'],
    ],
    ['bare letters', ['题目类型', '问题内容', 'A', 'B', 'C', 'D', '参考答案']],
    ['answers as options', ['题型', '题目', '答案A', '答案B', '答案C', '答案D', '正确答案']],
    ['Chinese numerals', ['题型', '题目', '选项一', '选项二', '选项三', '选项四', '答案']],
    ['lower case letters', ['leixing', 'content', '选项a', '选项b', '选项c', '选项d', 'answer']],
  ])('a person may head the columns as %s', async (_, names) => {
    const question = only(await readRows([names, ['单选题', stem, ...four, 'D']]))
    expect(question).toEqual({ kind: 'single', stem, options: four, key: [3] })
  })

  test('columns may stand in any order, with others between them', async () => {
    const file = await readRows([
      ['编号', '答案', '分值', '选项B', '选项A', '解析', '题目', '难度', '章节', '题型'],
      [7, 'B', 2, '错的', '对的', '因为。', '哪个？', '困难', '总则', '单选'],
    ])
    expect(only(file)).toEqual({
      kind: 'single',
      stem: '哪个？',
      options: ['对的', '错的'],
      key: [1],
      explanation: '因为。',
      difficulty: 3,
      topic: '总则',
    })
  })

  test('the heading row may stand below a title and a notice', async () => {
    const file = await readRows([
      ['二〇二六年度公安业务知识题库'],
      ['填写说明：答案用大写字母；选项不得为空。'],
      [],
      header,
      ['单选题', stem, ...four, 'D'],
    ])
    expect(only(file).key).toEqual([3])
    expect(file.items[0]?.place).toEqual({ sheet: 'Sheet1', row: 5 })
  })

  test('a sheet without headings is read by what its columns hold', async () => {
    const file = await readRows([
      ['1', '单选', '甲类题一的题干是什么？', '一', '二', '三', 'B'],
      ['2', '多选', '甲类题二的题干是什么？', '一', '二', '三', 'AC'],
      ['3', '单选', '甲类题三的题干是什么？', '一', '二', '三', 'C'],
    ])
    expect(file.items.map(({ question }) => [question.kind, question.key])).toEqual([
      ['single', [1]],
      ['multiple', [0, 2]],
      ['single', [2]],
    ])
    expect(file.problems).toEqual([])
  })

  test('one heading over all option columns makes each of them an option', async () => {
    const file = await readRows([
      ['题干', '选项', null, null, null, '答案'],
      [null, 'A', 'B', 'C', 'D', null],
      [stem, ...four, 'D'],
    ])
    expect(only(file)).toMatchObject({ options: four, key: [3] })
  })

  test('a second table below the first may have other columns', async () => {
    const file = await readRows([
      ['一、单选题'],
      header,
      ['单选题', stem, ...four, 'D'],
      ['二、判断题'],
      ['题干', '答案', '解析'],
      ['处罚可以代替教育。', '错误', '应当教育与处罚相结合。'],
    ])
    expect(file.items.map(({ question }) => question.kind)).toEqual(['single', 'true-false'])
    expect(file.problems).toEqual([])
  })
})

describe('sheets', () => {
  test('the name of a sheet tells the kind where no column does', async () => {
    const file = await readSheets([
      { name: '导入说明', rows: [['题目导入说明'], ['1、请仔细阅读。']] },
      {
        name: '多选题',
        rows: [
          ['题目', 'A', 'B', 'C', '答案'],
          ['有哪些？', '甲', '乙', '丙', 'A'],
        ],
      },
      {
        name: '判断题',
        rows: [
          ['题目', '答案'],
          ['天是蓝的。', 'A'],
        ],
      },
    ])
    expect(file.items.map(({ question }) => question.kind)).toEqual(['multiple', 'true-false'])
    expect(codes(file)).toEqual(['2 note-truth-letters'])
  })

  test('a sheet without headings or keys is named, and not only passed over', async () => {
    const file = await readSheets([
      { name: '题', rows: [header, ['单选题', stem, ...four, 'D']] },
      {
        name: '名单',
        rows: [
          ['张三', '城关所'],
          ['李四', '城东所'],
          ['王五', '城西所'],
        ],
      },
    ])
    expect(file.items).toHaveLength(1)
    expect(file.problems).toEqual([
      { where: { sheet: '名单', row: 1 }, code: 'sheet-unread', args: { rows: '3' } },
    ])
  })

  test('a section heading gives the kind of the rows below it', async () => {
    const file = await readRows([
      ['题目', '选项A', '选项B', '答案'],
      ['一、多项选择题（每题2分）'],
      ['有哪些？', '甲', '乙', 'A'],
      ['二、判断题'],
      ['天是蓝的。', null, null, '√'],
    ])
    expect(file.items.map(({ question }) => question.kind)).toEqual(['multiple', 'true-false'])
    expect(file.problems).toEqual([])
  })

  test('a chapter heading becomes the topic of the rows below it', async () => {
    const file = await readRows([
      ['题目', '选项A', '选项B', '答案'],
      ['第二章 处罚的种类和适用'],
      ['哪个？', '甲', '乙', 'A'],
    ])
    expect(only(file).topic).toBe('第二章 处罚的种类和适用')
  })

  test('one option a row is one question, by its number', async () => {
    const file = await readRows([
      ['题目序号', '题目类型', '题目内容', '是否正确项', '选项内容', '整体解析'],
      [1, 1, '哪个对？', 0, '甲', '因为乙。'],
      [1, null, null, 1, '乙', null],
      [2, 2, '哪些对？', 1, '丙', null],
      [2, null, null, 1, '丁', null],
      [2, null, null, 0, '戊', null],
      [3, 3, '天是蓝的。', 1, '正确', null],
      [null, null, null, 0, '错误', null],
    ])
    expect(file.items.map(({ question }) => question)).toEqual([
      {
        kind: 'single',
        stem: '哪个对？',
        options: ['甲', '乙'],
        key: [1],
        explanation: '因为乙。',
      },
      { kind: 'multiple', stem: '哪些对？', options: ['丙', '丁', '戊'], key: [0, 1] },
      { kind: 'true-false', stem: '天是蓝的。', key: true },
    ])
    expect(file.problems).toEqual([])
  })
})

describe('options in one cell', () => {
  test.each([
    'A.警告 B.罚款 C.行政拘留 D.管制',
    'A、警告；B、罚款；C、行政拘留；D、管制',
    'A．警告\n\nB．罚款     C．行政拘留\nD．管制',
    '(A)警告 (B)罚款 (C)行政拘留 (D)管制',
    'A:警告|B:罚款|C:行政拘留|D:管制',
    'A 警告 B 罚款 C 行政拘留 D 管制',
    'A警告 B罚款 C行政拘留 D管制',
    'Ａ、警告 Ｂ、罚款 Ｃ、行政拘留 Ｄ、管制',
    '警告|罚款|行政拘留|管制',
    '警告 | 罚款 | 行政拘留 | 管制',
    '警告$;$罚款$;$行政拘留$;$管制',
    '警告;罚款;行政拘留;管制',
    '警告；罚款；行政拘留；管制',
    '警告&罚款&行政拘留&管制',
    '警告#罚款#行政拘留#管制',
    '警告\n罚款\n行政拘留\n管制',
    '警告，罚款，行政拘留，管制',
    '警告、罚款、行政拘留、管制',
    '警告  罚款  行政拘留  管制',
    '警告 罚款 行政拘留 管制',
    "['警告', '罚款', '行政拘留', '管制']",
    '["警告","罚款","行政拘留","管制"]',
  ])('%s', async (cell) => {
    const question = only(
      await readRows([
        ['题目', '选项', '答案'],
        [stem, cell, 'D'],
      ]),
    )
    expect(question).toEqual({ kind: 'single', stem, options: four, key: [3] })
  })

  test('the sign is the one whose parts the key is among', async () => {
    const cell = '张三、李四;王五、赵六;钱七'
    const question = only(
      await readRows([
        ['题目', '选项', '答案'],
        ['哪组？', cell, '王五、赵六'],
      ]),
    )
    expect(question).toMatchObject({ options: ['张三、李四', '王五、赵六', '钱七'], key: [1] })
  })

  test('two words for right and wrong make a true-false question', async () => {
    const file = await readRows([
      ['题目', '选项', '答案'],
      ['天是蓝的。', '错误 | 正确', 'B'],
    ])
    expect(only(file)).toEqual({ kind: 'true-false', stem: '天是蓝的。', key: true })
  })

  test('options in the stem are found by the key', async () => {
    const file = await readText(
      '题目,题目类型,答案\n网络道德包括()&自主&自律&统一,1,自主&自律\n特点是（）。&统一性&开放性,0,开放性\n没有漏洞,2,1\n很有意义,2,0\n',
    )
    expect(file.items.map(({ question }) => question)).toEqual([
      { kind: 'multiple', stem: '网络道德包括()', options: ['自主', '自律', '统一'], key: [0, 1] },
      { kind: 'single', stem: '特点是（）。', options: ['统一性', '开放性'], key: [1] },
      { kind: 'true-false', stem: '没有漏洞', key: false },
      { kind: 'true-false', stem: '很有意义', key: true },
    ])
    // Kinds counted from 0, so 0 is the first answer: said, because it is a guess.
    expect(codes(file)).toEqual(['4 note-truth-0-1'])
  })

  test('lettered options in the stem are cut out of it', async () => {
    const file = await readRows([
      ['题干', '答案'],
      ['下列哪项正确？（ ）\nA. 甲\nB. 乙\nC. 丙', 'C'],
    ])
    expect(only(file)).toEqual({
      kind: 'single',
      stem: '下列哪项正确？（ ）',
      options: ['甲', '乙', '丙'],
      key: [2],
    })
  })
})

describe('option cells', () => {
  test.each([
    ['A、', ['A、警告', 'B、罚款', 'C、行政拘留', 'D、管制']],
    ['A.', ['A. 警告', 'B. 罚款', 'C. 行政拘留', 'D. 管制']],
    ['(A)', ['(A)警告', '（B）罚款', '(C) 行政拘留', '(D)管制']],
    ['full-width', ['Ａ．警告', 'Ｂ．罚款', 'Ｃ．行政拘留', 'Ｄ．管制']],
    ['some without', ['A、警告', '罚款', 'C、行政拘留', '管制']],
    ['a forgotten dot', ['A.警告', 'B.罚款', 'C.行政拘留', 'D管制']],
  ])('letters before the options are taken off: %s', async (_, options) => {
    const question = only(await readRows([header, ['单选', stem, ...options, 'D']]))
    expect(question).toMatchObject({ options: four, key: [3] })
  })

  test('a letter that belongs to the option stays', async () => {
    const options = ['C. elegans', 'DNA', 'X射线', 'A级']
    const question = only(await readRows([header, ['单选', '哪种？', ...options, 'B']]))
    expect(question).toMatchObject({ options, key: [1] })
  })

  test('an empty option between others does not shift the key', async () => {
    const file = await readRows([header, ['单选', stem, '警告', null, '罚款', '管制', 'D']])
    expect(file.items[0]?.question).toMatchObject({ options: ['警告', '罚款', '管制'], key: [2] })
    expect(codes(file)).toEqual(['2 note-letters-moved'])
  })

  test('numbers stay as they were typed', async () => {
    const question = only(await readRows([header, ['单选', '几天？', 5, 10, 0.1, 15.5, 'B']]))
    expect(question).toMatchObject({ options: ['5', '10', '0.1', '15.5'], key: [1] })
  })
})

describe('keys of choices', () => {
  test.each([
    ['ABD', [0, 1, 3]],
    ['abd', [0, 1, 3]],
    ['A,B,D', [0, 1, 3]],
    ['A，B，D', [0, 1, 3]],
    ['A;B；D', [0, 1, 3]],
    ['A、B、D', [0, 1, 3]],
    ['A B D', [0, 1, 3]],
    ['A|B|D', [0, 1, 3]],
    ['A/B/D', [0, 1, 3]],
    ['DBA', [0, 1, 3]],
    ['ＡＢＤ', [0, 1, 3]],
    ['【ABD】', [0, 1, 3]],
    ['答案：ABD。', [0, 1, 3]],
    ["['A', 'B', 'D']", [0, 1, 3]],
    ['["A","B","D"]', [0, 1, 3]],
    ['警告;罚款;管制', [0, 1, 3]],
    ['警告、罚款、管制', [0, 1, 3]],
    ['警告\n罚款\n管制', [0, 1, 3]],
    ["['警告', '罚款', '管制']", [0, 1, 3]],
    ['A.警告;B.罚款;D.管制', [0, 1, 3]],
    ['1,2,4', [0, 1, 3]],
  ])('%s', async (key, expected) => {
    const file = await readRows([header, ['多选题', stem, ...four, key]])
    expect(file.items[0]?.question).toEqual({
      kind: 'multiple',
      stem,
      options: four,
      key: expected,
    })
    expect(file.problems).toEqual([])
  })

  test.each([
    ['D', 3],
    ['d', 3],
    ['D.', 3],
    ['D、管制', 3],
    ['D. 管制', 3],
    ['（D）', 3],
    ['管制', 3],
    ['管制。', 3],
    ['选D', 3],
  ])('%s', async (key, expected) => {
    const question = only(await readRows([header, ['单选题', stem, ...four, key]]))
    expect(question.key).toEqual([expected])
  })

  test('a number is counted from 1, and the person is told so', async () => {
    const file = await readRows([
      header,
      ['单选题', stem, ...four, 4],
      ['单选题', '另一题？', ...four, '2.0'],
    ])
    expect(file.items.map(({ question }) => question.key)).toEqual([[3], [1]])
    expect(codes(file)).toEqual(['2 note-numbers-from-1'])
  })

  test('a number that is the text of options means the text', async () => {
    const file = await readRows([
      header,
      ['单选题', '一加二？', 4, 3, 2, 1, 3],
      ['单选题', '二加二？', 4, 3, 2, 1, 4],
    ])
    expect(file.items.map(({ question }) => question.key)).toEqual([[1], [0]])
  })

  test('AB among blood groups is the option, A the letter', async () => {
    const groups = ['O', 'AB', 'B', 'A']
    const file = await readRows([
      header,
      ['单选', '哪种血型？', ...groups, 'AB'],
      ['单选', '另一种？', ...groups, 'A'],
    ])
    expect(file.items.map(({ question }) => question.key)).toEqual([[1], [0]])
  })

  test('a key inside the stem is taken and hidden', async () => {
    const file = await readRows([
      ['题干', '选项A', '选项B', '选项C', '答案'],
      ['处罚的种类包括（ B ）。', '甲', '乙', '丙', null],
    ])
    expect(only(file)).toMatchObject({ stem: '处罚的种类包括（  ）。', key: [1] })
  })
})

describe('true-false', () => {
  test.each([
    ['正确', true],
    ['错误', false],
    ['对', true],
    ['错', false],
    ['√', true],
    ['×', false],
    ['✓', true],
    ['x', false],
    ['True', true],
    ['FALSE', false],
    ['T', true],
    ['F', false],
    ['是', true],
    ['否', false],
    ['Y', true],
    ['no', false],
    ['（√）', true],
    ['答案：错误', false],
  ])('%s', async (key, expected) => {
    const question = only(
      await readRows([header, ['判断题', '天是蓝的。', null, null, null, null, key]]),
    )
    expect(question).toEqual({ kind: 'true-false', stem: '天是蓝的。', key: expected })
  })

  test.each([
    ['正确', '错误', 'A', true],
    ['正确', '错误', 'B', false],
    ['错', '对', 'A', false],
    ['错', '对', 'B', true],
    ['A.对', 'B.错', 'B', false],
    ['是', '否', '是', true],
    ['True', 'False', 'False', false],
  ])('with the options %s and %s, %s is %s', async (first, second, key, expected) => {
    const question = only(
      await readRows([header, ['判断', '天是蓝的。', first, second, null, null, key]]),
    )
    expect(question).toEqual({ kind: 'true-false', stem: '天是蓝的。', key: expected })
  })

  test('is inferred where no kind is written', async () => {
    const file = await readRows([
      ['题目', '答案'],
      ['天是蓝的。（ ）', '正确'],
      ['地是方的。', '×'],
    ])
    expect(file.items.map(({ question }) => [question.kind, question.key])).toEqual([
      ['true-false', true],
      ['true-false', false],
    ])
  })

  test('1 and 0 are read as right and wrong, and the person is told so', async () => {
    const file = await readRows([
      ['题型', '题目', '答案'],
      ['判断', '天是蓝的。', 1],
      ['判断', '地是方的。', 0],
    ])
    expect(file.items.map(({ question }) => question.key)).toEqual([true, false])
    expect(codes(file)).toEqual(['2 note-truth-1-0'])
  })
})

describe('fill-in', () => {
  const cases: [string, string, string[][]][] = [
    ['询问时间不得超过____小时。', '8', [['8']]],
    ['询问时间不得超过（ ）小时，最长（　）小时。', '8，24', [['8'], ['24']]],
    ['从____到____。', '监听；学习', [['监听'], ['学习']]],
    ['从____到____。', '监听、学习', [['监听'], ['学习']]],
    ['从____到____。', '监听 学习', [['监听'], ['学习']]],
    ['从____到____。', '监听|学习', [['监听'], ['学习']]],
    ['从____到____。', '（1）监听；（2）学习', [['监听'], ['学习']]],
    ['从____到____。', "['监听', '学习']", [['监听'], ['学习']]],
    ['不得超过____。', '8小时|||八小时', [['8小时', '八小时']]],
    ['不得超过____。', '8小时/八小时', [['8小时', '八小时']]],
    ['不得超过____。', '8小时;八小时', [['8小时', '八小时']]],
    ['从____到____。', '忽视|||忽略；漠视', [['忽视', '忽略'], ['漠视']]],
    ['车速不得超过____。', '60km/h', [['60km/h']]],
    ['比例为____。', '1/2', [['1/2']]],
    ['机关包括____、____和____。', '公安机关、检察院、法院', [['公安机关'], ['检察院'], ['法院']]],
    ['大会通过        的决议。', '章程', [['章程']]],
    ['由单位或者个人____。', '单位或者个人', [['单位或者个人']]],
  ]
  test.each(cases)('%s ← %s', async (text, key, expected) => {
    const question = only(
      await readRows([
        ['题型', '题目', '答案'],
        ['填空题', text, key],
      ]),
    )
    expect(question).toEqual({ kind: 'fill-in', stem: text, key: expected })
  })

  test('each of several key columns is a blank', async () => {
    const file = await readRows([
      ['题型', '题目', '答案1', '答案2'],
      ['填空', '从____到____。', '监听', '学习'],
    ])
    expect(only(file).key).toEqual([['监听'], ['学习']])
  })

  test('option columns hold the blanks where the key is empty', async () => {
    const file = await readRows([
      header,
      ['填空题', '值为___和___。', 'true', 'false', null, null, null],
    ])
    expect(only(file).key).toEqual([['true'], ['false']])
  })

  test('answers that do not come out at the blanks are a problem', async () => {
    const file = await readRows([
      ['题型', '题目', '答案'],
      ['填空', '从____到____到____。', '监听，学习'],
    ])
    expect(codes(file)).toEqual(['2 blanks-differ'])
  })
})

describe('kinds', () => {
  test.each([
    ['单选', 'single'],
    ['单项选择题', 'single'],
    ['【单选题】', 'single'],
    ['radio', 'single'],
    ['选择题', 'single'],
    ['多选', 'multiple'],
    ['不定项选择题', 'multiple'],
    ['Multiple', 'multiple'],
    ['案例分析题', 'single'],
    ['', 'single'],
    ['安全知识', 'single'],
  ])('%s with options and one letter is %s', async (word, kind) => {
    const question = only(await readRows([header, [word, stem, ...four, 'A']]))
    expect(question.kind).toBe(kind)
  })

  test.each(['简答题', '问答', '论述题', '名词解释'])('%s is a short answer', async (word) => {
    const file = await readRows([
      header,
      [word, '什么是正当防卫？', null, null, null, null, '为了使国家利益……'],
    ])
    expect(only(file)).toEqual({ kind: 'short', stem: '什么是正当防卫？', key: '为了使国家利益……' })
  })

  test('a kind that a chat cannot ask is named', async () => {
    const file = await readRows([header, ['排序题', '先后顺序？', ...four, 'ABCD']])
    expect(file.problems).toMatchObject([
      { where: { sheet: 'Sheet1', row: 2 }, code: 'kind-foreign', args: { kind: '排序题' } },
    ])
  })

  test('（多选） in the stem makes a question with one right option multiple', async () => {
    const file = await readRows([
      ['题目', 'A', 'B', '答案'],
      ['哪些？（多选）', '甲', '乙', 'A'],
    ])
    expect(only(file).kind).toBe('multiple')
  })
})

describe('rows that are no questions', () => {
  test('each is named by sheet and row, and the others are read', async () => {
    const file = await readRows([
      header,
      ['单选题', stem, ...four, 'D'],
      ['单选题', '没有答案？', ...four, null],
      ['单选题', '答案不在选项里？', ...four, 'E'],
      ['单选题', '只有一个选项？', '甲', null, null, null, 'A'],
      ['单选题', '没有选项？', null, null, null, null, 'A'],
      ['单选题', null, ...four, 'A'],
      ['单选题', '两个答案？', ...four, 'AB'],
      ['单选题', '答案是别的词？', ...four, '没收'],
      ['单选题', '正确项重复？', '甲', '乙', '甲', '丙', 'A'],
      ['单选题', '长'.repeat(3001), ...four, 'A'],
      [null, null, null, null, null, null, null],
      ['判断题', '天是蓝的。', null, null, null, null, '大概'],
      ['合计', '12题'],
    ])
    expect(file.items).toHaveLength(1)
    expect(codes(file)).toEqual([
      '3 no-key',
      '4 key-outside',
      '5 few-options',
      '6 no-options',
      '7 no-stem',
      '8 single-many-keys',
      '9 key-unclear',
      '10 right-and-wrong-same',
      '11 stem-long',
      '13 key-unclear',
    ])
  })

  test('27 options are too many', async () => {
    const letters = Array.from({ length: 27 }, (_, at) => `第${at}项`)
    const file = await readRows([
      ['题目', '选项', '答案'],
      ['哪个？', JSON.stringify(letters), '第3项'],
    ])
    expect(codes(file)).toEqual(['2 many-options'])
  })

  test('a template without rows says that it holds no question', async () => {
    expect(codes(await readRows([['题库模板'], header]))).toEqual([' no-questions'])
  })
})

describe('texts', () => {
  test('no-break spaces, zero-width characters and web markup become plain text', async () => {
    const file = await readRows([
      header,
      ['单选题', '<p>哪&nbsp;个\u200B<br/>对？</p>', '\u00A0甲 ', '<link>', '<br>', '丁', 'A'],
    ])
    expect(only(file)).toMatchObject({
      stem: '哪 个\n对？',
      options: ['甲', '<link>', '<br>', '丁'],
    })
  })

  test('numbers of the stems are taken off when all of them have one', async () => {
    const rows = ['1.甲是什么？', '2、乙是什么？', '（3）2020年的丙是什么？'].map((text) => [
      '单选',
      text,
      ...four,
      'A',
    ])
    const file = await readRows([header, ...rows])
    expect(file.items.map(({ question }) => question.stem)).toEqual([
      '甲是什么？',
      '乙是什么？',
      '2020年的丙是什么？',
    ])
    const alone = await readRows([header, ['单选', '1.甲是什么？', ...four, 'A']])
    expect(only(alone).stem).toBe('1.甲是什么？')
  })

  test('a law in the source column becomes the basis', async () => {
    const file = await readRows([
      ['题目', 'A', 'B', '答案', '法律依据', '解析'],
      ['哪个？', '甲', '乙', 'A', '《中华人民共和国治安管理处罚法》第八十三条第一款', '无'],
    ])
    expect(only(file)).toMatchObject({
      basis: { law: '中华人民共和国治安管理处罚法', article: '第八十三条' },
    })
    expect(only(file)).not.toHaveProperty('explanation')
  })

  test('a picture is told of, and the text is taken', async () => {
    const file = await readRows([
      ['题目', 'A', 'B', '答案', '图片'],
      ['哪个？', '甲', '乙', 'A', 'a.png'],
    ])
    expect(file.items).toHaveLength(1)
    expect(codes(file)).toEqual(['2 note-picture'])
  })
})

describe('nothing is lost silently', () => {
  test('a second question beside the first is named with its words', async () => {
    const file = await readRows([
      ['题目', '答案', '题目', '答案'],
      ['甲是乙。', '对', '丙是丁。', '错'],
      ['戊是己。', '错', null, null],
    ])
    expect(file.items).toHaveLength(2)
    expect(file.problems).toMatchObject([
      { where: { row: 2 }, code: 'second-in-row', block: '丙是丁。\t错' },
    ])
  })

  test('a question that begins like a remark is a question when it has a key', async () => {
    const file = await readRows([
      ['题目', '答案'],
      ['注射毒品属于违法行为。', '对'],
      ['审核批准行政拘留的是派出所。', '错'],
      ['说明：本表由法制科填写', null],
    ])
    expect(file.items.map(({ question }) => question.key)).toEqual([true, false])
    expect(codes(file)).toEqual([])
  })

  test('one letter or another is no key', async () => {
    const file = await readRows([
      ['题目', 'A', 'B', 'C', '答案'],
      ['哪个？', '甲', '乙', '丙', 'A或B'],
    ])
    expect(codes(file)).toEqual(['2 key-unclear'])
  })

  test('a row of answers under a list is no row of headings', async () => {
    const list = '一、单选题\n1、甲（ ）\nA、一 B、二 C、三\n2、乙（ ）\nA、一 B、二 C、三\n'
    for (const keys of ['A\tC', 'A\tB', 'A\tB\tAB\t√']) {
      const file = await readText(`${list}题号\t1\t2\n答案\t${keys}\n`)
      expect(file.format).toBe('list')
      expect(file.items.length + file.problems.length).toBeGreaterThanOrEqual(2)
    }
  })
})
