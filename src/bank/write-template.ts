import { writeWorkbook } from '../platform/tables.ts'
import type { Question } from '../shared/question.ts'
import { exampleMark, forPeople, templateSheet } from './formats/template.ts'

/** One of each kind; sent back with the file they are left out. */
const examples: Question[] = [
  {
    kind: 'single',
    stem: `${exampleMark}公安机关对违反治安管理行为人传唤后询问查证的时间，一般不得超过几小时？`,
    options: ['四小时', '八小时', '十二小时', '二十四小时'],
    key: [1],
    explanation: '情况复杂，可能适用行政拘留处罚的，另有规定。',
    topic: '调查取证',
    difficulty: 1,
    basis: { law: '治安管理处罚法', article: '第九十七条' },
  },
  {
    kind: 'multiple',
    stem: `${exampleMark}下列哪些属于治安管理处罚的种类？`,
    options: ['警告', '罚款', '行政拘留', '记过'],
    key: [0, 1, 2],
  },
  { kind: 'true-false', stem: `${exampleMark}人民警察执行职务时可以不出示证件。`, key: false },
  {
    kind: 'fill-in',
    stem: `${exampleMark}传唤后询问查证的时间不得超过____，情况复杂的不得超过____。`,
    key: [
      ['8小时', '八小时'],
      ['24小时', '二十四小时'],
    ],
  },
  {
    kind: 'short',
    stem: `${exampleMark}简述使用警械的原则。`,
    key: '以制止违法犯罪行为为限度；当违法犯罪行为得到制止时，应当立即停止使用。',
  },
]

/** Column by column: what it is for, whether it must be filled. */
const guide: string[][] = [
  ['列', '是否必填', '怎么填'],
  ['题型', '建议填写', '单选题、多选题、判断题、填空题、简答题'],
  ['题干', '必填', '一行一题。填空题的空格写四个下划线：____'],
  [
    '选项A 至 选项D',
    '单选、多选必填',
    '一格一个选项，不用写字母。选项更多时，在选项D后面加列：选项E、选项F',
  ],
  [
    '答案',
    '必填',
    '单选写一个字母：B；多选连写：ABD；判断写 正确 或 错误；填空几个空用；隔开，同一空的几种写法用 ||| 隔开：8小时|||八小时；简答写参考答案',
  ],
  ['解析', '选填', '答题后显示给民警'],
  ['知识点', '选填', '按主题安排训练时使用，例如：调查取证'],
  ['难度', '选填', '简单、适中 或 困难'],
  ['法律名称、条款', '选填', '例如：治安管理处罚法、第九十七条'],
  ['法律版本、法条原文', '选填', '版本写公布日期，例如：2025-06-27；原文照抄决定答案的一句'],
  ['评分要点', '选填', '简答题按要点评分时使用，没有可以不填'],
  ['【示例】', '', `题干以${exampleMark}开头的行只作示范，导入时会跳过，可以删除`],
]

/** The spreadsheet to fill in: worked examples of every kind, and what each column is for. */
export function writeTemplate(): Uint8Array {
  return writeWorkbook([
    templateSheet('题目', examples),
    { name: '填写说明', header: [forPeople], widths: [24, 16, 80], rows: guide },
  ])
}
