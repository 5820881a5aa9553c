import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { readBank } from '../../src/bank/formats/read-bank.ts'
import { kinds, letter, type Kind, type Question } from '../../src/shared/question.ts'
import { sharedData } from '../support/shared-data.ts'

const folder = sharedData('banks')
const tax = 'docx/OnlineLearningSystem__'

type Counts = Partial<Record<Kind, number>>

/**
 * Every real question list in Word and text: how many questions of each kind it holds, counted by
 * reading it, and what is said about it, with the reason.
 */
const files: [string, Counts, Record<string, number>, string][] = [
  [
    `${tax}2015年能级认定资格考试试题库_下发_-1.docx`,
    { single: 35, multiple: 31, 'true-false': 22, short: 2 },
    {},
    'keys in brackets; the last two are letters to correct, numbered （一） and （二）',
  ],
  [
    `${tax}2015年能级认定资格考试试题库_下发_-3.docx`,
    { single: 25, multiple: 15, 'true-false': 15, short: 5 },
    {},
    'four calculations and one case with five parts',
  ],
  [
    `${tax}信息类习题_01.docx`,
    { single: 4, multiple: 5, 'true-false': 5, short: 6 },
    {},
    'two brackets, the second with the key; a table of contents above',
  ],
  [`${tax}信息类习题_07.docx`, { single: 30, multiple: 10, 'true-false': 10 }, {}, ''],
  [
    `${tax}题库导入模板.docx`,
    { single: 8, multiple: 10, 'true-false': 16, short: 12 },
    {},
    'the estimate of 34 left out 2 letters, 4 calculations, 1 case and 5 short answers',
  ],
  [`${tax}题库导入模板1.docx`, { single: 8, multiple: 10, 'true-false': 16 }, {}, ''],
  [
    `${tax}题库导入模板2.docx`,
    { short: 2 },
    {},
    'letters to correct; answers with points 1. to 5.',
  ],
  [`${tax}题库导入模板3.docx`, { short: 4 }, {}, 'calculations'],
  [`${tax}题库导入模板4.docx`, { short: 1 }, {}, 'one case over 53 paragraphs'],
  [`${tax}题库导入模板5.docx`, { short: 5 }, {}, 'answers begin with 【答】'],
  [
    'docx/XuZhouDangJian__题库.docx',
    { single: 331, multiple: 212, 'true-false': 264 },
    {},
    'number, tab, stem; 807 keys',
  ],
  [
    'doc/datadoc__题库.doc',
    { single: 54, 'true-false': 26 },
    { 'list-two-keys': 1, 'list-unread': 1, 'note-options-by-line': 4 },
    '28 has C in its bracket and A as its key; 75 is a statement without a key; four lists of options have lost their letters',
  ],
  [
    'txt/BUAA-Engineering-Ethics__题库.txt',
    { single: 109, multiple: 122, 'true-false': 72 },
    { 'note-picture': 1 },
    '303 keys',
  ],
  [
    'txt/XuZhouDangJian__answer.txt',
    { single: 333, multiple: 214, 'true-false': 266 },
    {},
    '813 keys',
  ],
]

describe.skipIf(!folder)('real question lists', () => {
  const bytes = (name: string): Buffer => readFileSync(join(folder ?? '', name))

  test.each(files)('%s is read as %o, with %o %s', async (name, counts, problems) => {
    const file = await readBank(bytes(name))
    expect(tally(file.problems.map(({ code }) => code))).toEqual(problems)
    expect(tally(file.items.map(({ question }) => question.kind))).toEqual(counts)
  })

  test.each([
    ['txt/BUAA-Engineering-Ethics__题库.txt', /^参考答案：(.*)$/gm],
    ['txt/XuZhouDangJian__answer.txt', /^正确答案：(.*)$/gm],
  ])('every key of %s is the one that stands below the question', async (name, pattern) => {
    const { items } = await readBank(bytes(name))
    const printed = [...bytes(name).toString('utf8').matchAll(pattern)].map(([, key = '']) =>
      key.trim(),
    )
    expect(items.map(({ question }) => written(question))).toEqual(printed.map(plain))
  })

  test('every bracket key of the tax banks is the one that stands in the stem', async () => {
    const { items } = await readBank(bytes(`${tax}2015年能级认定资格考试试题库_下发_-3.docx`))
    const keys = items.slice(0, 55).map(({ question }) => written(question))
    expect(keys.join(' ')).toBe(
      'B B B C C A B D D D D B A D A B B B D B C A C D B ' +
        'ABCD BC ABC ABCD ABC ABD ABC ABD AC ACD AB ABCD ABC ABC ABD ' +
        '对 对 对 错 错 对 对 错 对 对 错 错 对 对 错',
    )
  })

  test('files that only look like banks give problems and no questions', async () => {
    const names = readdirSync(join(folder ?? '', 'negative'), { recursive: true, encoding: 'utf8' })
    for (const name of names.filter((one) => /\.\w+$/.test(one))) {
      const file = await readBank(bytes(join('negative', name)))
      expect([name, file.items.length, file.problems.length > 0]).toEqual([name, 0, true])
    }
  })
})

describe.skipIf(!folder)('a spreadsheet written out as a list', () => {
  const layouts: [string, (questions: Question[]) => string][] = [
    [
      'keys below',
      (all) =>
        numbered(all, (q, at) => [
          `${at}. ${q.stem}`,
          ...optionLines(q, '. '),
          `答案：${written(q)}`,
        ]),
    ],
    [
      '【答案】',
      (all) =>
        numbered(all, (q, at) => [
          `${at}、${q.stem}`,
          ...optionLines(q, '、'),
          `【答案】${written(q)}`,
          '',
        ]),
    ],
    [
      'two options a line',
      (all) =>
        numbered(all, (q, at) => [
          `（${at}）${q.stem}`,
          ...inPairs(optionLines(q, '．')),
          `正确答案：${written(q)}`,
        ]),
    ],
    [
      'number and tab',
      (all) =>
        numbered(all, (q, at) => [
          `${at}\t${q.stem}`,
          ...optionLines(q, '\t'),
          `答案：${written(q)}`,
          '',
        ]),
    ],
    [
      'tags and @@@',
      (all) =>
        all
          .flatMap((q, at) => [
            `[${tags[q.kind]}]${at + 1}.${q.stem}`,
            ...optionLines(q, '.'),
            `答案:${written(q)}`,
            '分数:1',
            '@@@',
          ])
          .join('\n'),
    ],
    [
      'without numbers',
      (all) =>
        sections(all)
          .flatMap(([kind, some]) => [
            heads[kind],
            '',
            ...some.flatMap((q) => [q.stem, ...optionLines(q, '. '), `答案：${written(q)}`, '']),
          ])
          .join('\n'),
    ],
    [
      'answers at the end',
      (all) =>
        [
          numbered(all, (q, at) => [`${at}. ${q.stem}`, ...optionLines(q, '. ')]),
          '参考答案',
          ...sections(all).flatMap(([kind, some], at) => [
            `${'一二三四五'[at]}、${heads[kind]}`,
            some.map((q, index) => `${index + 1}.${written(q)}`).join(' '),
          ]),
        ].join('\n'),
    ],
    [
      'answers behind each kind',
      (all) =>
        sections(all)
          .flatMap(([kind, some], at) => [
            `${'一二三四五'[at]}、${heads[kind]}（每题1分）`,
            ...some.flatMap((q, index) => [`${index + 1}．${q.stem}`, ...optionLines(q, '．')]),
            '答案：',
            ...some.map((q, index) => `${index + 1}．${written(q)}`),
          ])
          .join('\n'),
    ],
  ]

  test.each(layouts)('%s: the same questions come back', async (_, write) => {
    const { items } = await readBank(readFileSync(join(folder ?? '', 'xlsx/wjx__题库模板.xlsx')))
    const more = await readBank(readFileSync(join(folder ?? '', 'json/zztk__true_false.json')))
    const asked = [...items, ...more.items]
      .map(({ question }) => bare(question))
      .filter((question) => !hasLetters(question))
    const text = write(sections(asked).flatMap(([, some]) => some))
    const read = await readBank(Buffer.from(text))
    expect(read.problems).toEqual([])
    expect(read.items.map(({ question }) => bare(question))).toEqual(
      sections(asked).flatMap(([, some]) => some),
    )
  })
})

const heads: Record<Kind, string> = {
  single: '单选题',
  multiple: '多选题',
  'true-false': '判断题',
  'fill-in': '填空题',
  short: '简答题',
}
const tags: Record<Kind, string> = {
  ...heads,
  single: '单选',
  multiple: '多选',
  'true-false': '判断',
}

function sections(all: Question[]): [Kind, Question[]][] {
  return kinds
    .map((kind): [Kind, Question[]] => [kind, all.filter((question) => question.kind === kind)])
    .filter(([, some]) => some.length > 0)
}

function numbered(all: Question[], write: (question: Question, at: number) => string[]): string {
  return sections(all)
    .flatMap(([kind, some], at) => [
      `${'一二三四五'[at]}、${heads[kind]}`,
      ...some.flatMap((question, index) => write(question, index + 1)),
    ])
    .join('\n')
}

function optionLines(question: Question, sign: string): string[] {
  if (question.kind !== 'single' && question.kind !== 'multiple') return []
  return question.options.map((option, index) => `${letter(index)}${sign}${option}`)
}

function inPairs(lines: string[]): string[] {
  return lines.flatMap((line, at) =>
    at % 2 === 0 ? [[line, lines[at + 1]].filter(Boolean).join('    ')] : [],
  )
}

/** Kind, stem, options and key: what every layout can say. */
function bare(question: Question): Question {
  const { explanation: _, topic: __, difficulty: ___, basis: ____, ...rest } = question
  return rest
}

/** Options of the sheet with letters of their own: any reader takes one letter for two. */
function hasLetters(question: Question): boolean {
  return 'options' in question && question.options.some((option) => /^[A-Z]\s/.test(option))
}

function written(question: Question): string {
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return question.key.map(letter).join('')
    case 'true-false':
      return question.key ? '对' : '错'
    case 'fill-in':
      return question.key.map((blank) => blank.join('/')).join('；')
    case 'short':
      return question.key
  }
}

/** A printed key as `written` writes it. */
function plain(key: string): string {
  if (/^(正确|对|√|✔)$/.test(key)) return '对'
  if (/^(错误|错|×|❌)$/.test(key)) return '错'
  return Array.from(key.replace(/[^A-Z]/g, ''))
    .sort()
    .join('')
}

function tally(names: string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
