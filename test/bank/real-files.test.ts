import { readFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, test } from 'vitest'

import { readBank } from '../../src/bank/formats/read-bank.ts'
import { sharedData } from '../support/shared-data.ts'

const folder = sharedData('banks')

interface Expected {
  single?: number
  multiple?: number
  'true-false'?: number
  'fill-in'?: number
  short?: number
}

/**
 * Every real spreadsheet, csv and JSON bank: how many questions of each kind it holds, counted by
 * hand or by an independent program, and which rows are none, with the reason.
 */
const files: [string, Expected, Record<string, number>, string][] = [
  ['xlsx/Answer__题库模板.xlsx', {}, { 'no-questions': 1 }, 'a template without rows'],
  ['xlsx/Choice-questions__题库.xlsx', { single: 3, multiple: 1 }, {}, ''],
  [
    'xlsx/ExamTerminator__question_bank_template.xlsx',
    { single: 7, multiple: 2, 'true-false': 3 },
    {},
    '',
  ],
  ['xlsx/File__试题模板.xlsx', { single: 1, multiple: 1, 'true-false': 2 }, {}, ''],
  [
    'xlsx/exam-online__试题导入模板.xlsx',
    { single: 2, multiple: 1, 'true-false': 1 },
    {},
    'one option a row',
  ],
  ['xlsx/html-quiz-tool__题库模板.xlsx', { single: 2, multiple: 1, 'true-false': 2 }, {}, ''],
  [
    'xlsx/online-exam-system__试题导入模板.xlsx',
    { single: 3, multiple: 2, 'true-false': 2, 'fill-in': 2 },
    { 'no-key': 1 },
    'row 11 asks for a program and has no answer',
  ],
  [
    'xlsx/shuati__题库.xlsx',
    { single: 300, 'true-false': 300 },
    { 'no-key': 300 },
    'the 300 multiple choices, rows 602 to 901, have an empty answer cell',
  ],
  ['xlsx/wjx__题库模板.xlsx', { single: 80, multiple: 40 }, {}, ''],
  ['xlsx/xxt-questions__题库.xlsx', { single: 138, multiple: 152 }, {}, ''],
  [
    'xlsx/yikelizi.github.io__试题库.xlsx',
    { single: 60, multiple: 40, 'true-false': 60, 'fill-in': 60, short: 20 },
    {},
    'the sheet 导入说明 holds five lines of advice',
  ],
  [
    'xls/NetUniversityAutoAnswer__题库.xls',
    {},
    { 'no-options': 15 },
    '题目1 … 题目15 and letters, but no options',
  ],
  [
    'csv/ExaminationManage__题库.csv',
    { single: 8, multiple: 9, 'true-false': 10 },
    { 'note-truth-0-1': 1 },
    'true-false keys are 0 and 1 counted from 0, as the kinds are',
  ],
  [
    'csv/QAS-Editor__kahoot.csv',
    { single: 4 },
    { 'note-numbers-from-1': 1, 'right-and-wrong-same': 1 },
    'the options of question 5 are four full stops under four sound recordings',
  ],
  [
    'csv/mini__题库.csv',
    { single: 832, multiple: 129, 'true-false': 142 },
    { 'note-options-same': 4, 'right-and-wrong-same': 2 },
    'in rows 498 and 647 options A and C are the same words and A is the key',
  ],
  ['csv/ceval-val/XiezhiBenchmark__accountant_val.csv', { single: 49 }, {}, ''],
  ['csv/ceval-val/XiezhiBenchmark__civil_servant_val.csv', { single: 47 }, {}, ''],
  ['csv/ceval-val/XiezhiBenchmark__fire_engineer_val.csv', { single: 31 }, {}, ''],
  ['csv/ceval-val/XiezhiBenchmark__law_val.csv', { single: 24 }, {}, ''],
  ['csv/ceval-val/XiezhiBenchmark__legal_professional_val.csv', { single: 23 }, {}, ''],
  ['csv/ceval-val/XiezhiBenchmark__mao_zedong_thought_val.csv', { single: 24 }, {}, ''],
  ['csv/ceval-val/XiezhiBenchmark__marxism_val.csv', { single: 19 }, {}, ''],
  ['csv/ceval-val/XiezhiBenchmark__physician_val.csv', { single: 49 }, {}, ''],
  ['csv/ceval-val/XiezhiBenchmark__teacher_qualification_val.csv', { single: 44 }, {}, ''],
  ['csv/cmmlu/CMMLU__chinese_driving_rule.csv', { single: 131 }, {}, ''],
  ['csv/cmmlu/CMMLU__marxist_theory.csv', { single: 189 }, {}, ''],
  ['json/AutoXue__data.json', { single: 879, 'true-false': 5 }, {}, ''],
  ['json/EduSafeQuizBank__xxt.json', {}, { 'no-key': 100 }, 'no question has an answer'],
  ['json/XXQG_TiKu_Transform__XXQG_TiKu.json', { single: 4783, 'true-false': 402 }, {}, ''],
  ['json/auto_xuexiqiangguo__题库_原始版.json', { single: 2395, 'true-false': 149 }, {}, ''],
  ['json/xxt-questions__题库.json', { single: 138, multiple: 152 }, {}, ''],
  ['json/zztk__multiple_choice.json', { multiple: 231 }, {}, ''],
  ['json/zztk__single_choice.json', { single: 267 }, {}, ''],
  ['json/zztk__true_false.json', { 'true-false': 158 }, {}, ''],
  [
    'jsonl/AGIEval__logiqa-zh.jsonl',
    { single: 651 },
    { 'note-options-sorted': 19 },
    '19 questions print A C B D',
  ],
  [
    'txt/EasyGet_Experiment_Answer__题库.txt',
    { 'true-false': 907 },
    { 'no-options': 473 },
    'JSON lines; 473 answers are letters, but there are no options',
  ],
  [
    'txt/Henan-Laboratory-Safety-Exam__题库.txt',
    { 'true-false': 215 },
    { 'no-options': 389, 'note-truth-1-2': 1 },
    'csv; 604 rows (some texts span lines), 389 answers are letters without options',
  ],
]

describe.skipIf(!folder)('real files', () => {
  test.each(files)('%s is read as %o, with %o %s', async (name, kinds, problems) => {
    const file = await readBank(readFileSync(join(folder ?? '', name)))
    expect(tally(file.items.map(({ question }) => question.kind))).toEqual(kinds)
    expect(tally(file.problems.map(({ code }) => code))).toEqual(problems)
  })

  test('keys agree with the same bank in another format', async () => {
    const read = async (name: string) =>
      (await readBank(readFileSync(join(folder ?? '', name)))).items.map(({ question }) => question)
    const [sheet, json] = await Promise.all([
      read('xlsx/xxt-questions__题库.xlsx'),
      read('json/xxt-questions__题库.json'),
    ])
    expect(sheet.map(({ key }) => key)).toEqual(json.map(({ key }) => key))
  })

  test('law questions keep the keys that their source gives', async () => {
    const file = await readBank(
      readFileSync(join(folder ?? '', 'csv/ceval-val/XiezhiBenchmark__law_val.csv')),
    )
    const [first, second] = file.items.map(({ question }) => question)
    expect(first).toMatchObject({ stem: '下列关于法律推理的表述，能够成立的是____。', key: [2] })
    expect(second).toMatchObject({ kind: 'single', key: [3] })
  })
})

function tally(names: string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
