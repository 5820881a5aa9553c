import type { OutSheet } from '../../platform/tables.ts'
import { letter, type Kind, type Question } from '../../shared/question.ts'
import { readRubric } from './rubric.ts'

/** The words for the kinds in the project's own spreadsheet. */
export const kindWords = {
  single: '单选题',
  multiple: '多选题',
  'true-false': '判断题',
  'fill-in': '填空题',
  short: '简答题',
} as const

const before = ['题型', '题干']
const after = [
  '答案',
  '解析',
  '知识点',
  '难度',
  '法律名称',
  '法律版本',
  '条款',
  '法条原文',
  '评分要点',
]
/** The first cell of a sheet that this program writes for people only; the third may name the bank. */
export const forPeople = '本表仅供查看'
/** How the stems of worked examples begin. */
export const exampleMark = '【示例】'
/** What a sheet of corrections has behind the columns of the template; both are for people only. */
export const remarkColumns = ['位置', '问题']
export const basisFields = ['law', 'version', 'article', 'quote'] as const

export const difficultyWords = ['', '简单', '适中', '困难']

/**
 * The project's own spreadsheet of a bank: 题型, 题干, 选项A…, 答案, 解析 and the rest, one
 * question a row, with as many option columns as the bank needs and at least four. Blanks are
 * parted by `；` and spellings by `|||`; where an answer holds these signs itself, the key is
 * written as JSON. What is written here is read back as the same questions.
 */
export function templateSheet(name: string, questions: Question[]): OutSheet {
  const most = questions.reduce((width, one) => Math.max(width, optionsOf(one).length), 4)
  const options = Array<number>(most).fill(20)
  return {
    name,
    header: templateHeader(most),
    widths: [8, 60, ...options, 16, 40, 14, 6, 20, 12, 12, 40, 20],
    rows: questions.map((question) => templateRow(question, most)),
  }
}

/** The headings of the project's own spreadsheet with this many options. */
export function templateHeader(options: number): string[] {
  const letters = Array.from({ length: options }, (_, index) => `选项${letter(index)}`)
  return [...before, ...letters, ...after]
}

/** A question as a row under `templateHeader(most)`. */
export function templateRow(question: Question, most: number): string[] {
  const options = optionsOf(question)
  const { basis = null, explanation = '', topic = '', difficulty = 0 } = question
  return [
    kindWords[question.kind],
    question.stem,
    ...Array.from({ length: most }, (_, index) => options[index] ?? ''),
    keyCell(question),
    explanation,
    topic,
    difficultyWords[difficulty] ?? '',
    ...basisFields.map((field) => basis?.[field] ?? ''),
    question.kind === 'short' && question.rubric ? JSON.stringify(question.rubric) : '',
  ]
}

function optionsOf(question: Question): string[] {
  return question.kind === 'single' || question.kind === 'multiple' ? question.options : []
}

function keyCell(question: Question): string {
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return question.key.map(letter).join('')
    case 'true-false':
      return question.key ? '正确' : '错误'
    case 'short':
      return question.key
    case 'fill-in':
      return blanksCell(question.key)
  }
}

function blanksCell(key: string[][]): string {
  const plain = key.flat().every(isPlainAnswer)
  return plain ? key.map((blank) => blank.join('|||')).join('；') : JSON.stringify(key)
}

/** A text that cannot be taken for two, or for JSON. */
function isPlainAnswer(text: string): boolean {
  return text !== '' && !/[;；|[\]\n]/.test(text) && text === text.trim()
}

/** How many option columns the project's own header has, or null for any other header. */
export function templateWidth(header: string[]): number | null {
  const remarked = remarkColumns.every((name, index) => header.at(index - 2) === name)
  const columns = header.length - (remarked ? remarkColumns.length : 0)
  const options = columns - before.length - after.length
  if (options < 4 || options > 26) return null
  return templateHeader(options).every((name, index) => header[index] === name) ? options : null
}

/**
 * A row of the project's own spreadsheet exactly as `templateSheet` writes it, without any guess;
 * null for a row that a person filled in otherwise.
 */
export function readTemplateRow(cells: string[], width: number): Question | null {
  const [kindWord = '', stem = ''] = cells
  const kind = (Object.keys(kindWords) as Kind[]).find((key) => kindWords[key] === kindWord)
  const options = withoutEnd(cells.slice(2, 2 + width))
  const rest = cells.slice(2 + width)
  const [key = ''] = rest
  const fields = readFields(stem, rest)
  if (!kind || !fields || options.includes('')) return null
  if (kind === 'single' || kind === 'multiple') return readChoice(kind, fields, options, key)
  return options.length > 0 ? null : readOther(kind, fields, key, rest[8] ?? '')
}

function withoutEnd(options: string[]): string[] {
  return options.slice(0, options.findLastIndex((option) => option !== '') + 1)
}

function readFields(stem: string, rest: string[]): Fields | null {
  const [key, explanation = '', topic = '', level = ''] = rest
  if (stem === '' || !key) return null
  const difficulty = difficultyWords.indexOf(level)
  const basis = readBasis(rest.slice(4, 8))
  if (difficulty < 0 || basis === undefined) return null
  return {
    stem,
    ...(explanation ? { explanation } : {}),
    ...(basis ? { basis } : {}),
    ...(topic ? { topic } : {}),
    ...(difficulty ? { difficulty: difficulty as 1 | 2 | 3 } : {}),
  }
}

type Fields = Omit<Extract<Question, { kind: 'true-false' }>, 'kind' | 'key'>

function readChoice(
  kind: 'single' | 'multiple',
  fields: Fields,
  options: string[],
  key: string,
): Question | null {
  if (!/^[A-Z]+$/.test(key) || options.length < 2) return null
  const indexes = Array.from(key, (mark) => mark.charCodeAt(0) - 65)
  const rising = indexes.every((index, at) => at === 0 || index > (indexes[at - 1] ?? 0))
  const inside = indexes.every((index) => index < options.length)
  if (!rising || !inside || (kind === 'single' && indexes.length > 1)) return null
  return { kind, ...fields, options, key: indexes }
}

function readOther(
  kind: 'true-false' | 'fill-in' | 'short',
  fields: Fields,
  key: string,
  points: string,
): Question | null {
  switch (kind) {
    case 'true-false':
      return key === '正确' || key === '错误' ? { kind, ...fields, key: key === '正确' } : null
    case 'fill-in': {
      const blanks = readBlanksCell(key)
      return blanks ? { kind, ...fields, key: blanks } : null
    }
    case 'short': {
      const rubric = points === '' ? null : readRubric(points)
      if (points !== '' && !rubric) return null
      return { kind, ...fields, key, ...(rubric ? { rubric } : {}) }
    }
  }
}

function readBlanksCell(key: string): string[][] | null {
  if (key.startsWith('[')) return readJsonBlanks(key)
  const blanks = key.split('；').map((blank) => blank.split('|||'))
  const exact = blanks.flat().every((text) => isPlainAnswer(text))
  return exact ? blanks : null
}

/** A key of several blanks written as JSON, or null for any other text. */
export function readJsonBlanks(text: string): string[][] | null {
  try {
    const value: unknown = JSON.parse(text)
    const fits = Array.isArray(value) && value.length > 0 && value.every(isListOfTexts)
    return fits ? (value as string[][]) : null
  } catch {
    return null
  }
}

function isListOfTexts(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((text) => typeof text === 'string' && text !== '')
  )
}

/** `undefined` where something stands beside an empty law. */
function readBasis(cells: string[]): Question['basis'] | null | undefined {
  const [law = '', version = '', article = '', quote = ''] = cells
  if (law === '') return `${version}${article}${quote}` === '' ? null : undefined
  return {
    law,
    ...(version ? { version } : {}),
    ...(article ? { article } : {}),
    ...(quote ? { quote } : {}),
  }
}
