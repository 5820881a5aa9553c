import { letter, type Kind, type Question, type RubricPoint } from '../../../shared/question.ts'
import { writtenKey } from '../../question-text.ts'
import { writeBasis, writeBlanks, writePoint } from './signs.ts'

/** The words for the kinds above a question that is written as text. */
export const kindHeads: Record<Kind, string> = {
  single: '单选题',
  multiple: '多选题',
  'true-false': '判断题',
  'fill-in': '填空题',
  short: '简答题',
}

/** The words for a difficulty of 1, 2 and 3. */
export const difficultyWords = ['简单', '适中', '困难']

/**
 * What a line of a longer text must not begin with, because it would be taken for something else:
 * it gets a `\` before it.
 */
export const special =
  /^\\|^\s*(?:[A-Z]\s*[.．、:：)）]|(?:答案|解析|依据|知识点|难度|评分要点)\s*[:：])|^\s*$/

/**
 * A question as text that a person can read and correct: a line for the kind, `1. ` and the stem,
 * options as `A. …`, then 答案, 解析, 依据, 知识点, 难度 and 评分要点 as far as it has them.
 * `readQuestionText` reads it back as the same question. Blanks are parted by `；` and spellings of
 * one blank by `|||`; a point is `- (2) what must be said | 关键词：甲/乙+丙 | 数量：8小时`.
 */
export function questionAsText(question: Question): string {
  const { basis, explanation, topic, difficulty } = question
  return [
    kindHeads[question.kind],
    `1. ${guarded(question.stem)}`,
    ...optionLines(question),
    `答案：${keyText(question)}`,
    ...(explanation ? [`解析：${guarded(explanation)}`] : []),
    ...(basis ? [`依据：${guarded(writeBasis(basis))}`] : []),
    ...(topic ? [`知识点：${guarded(topic)}`] : []),
    ...(difficulty ? [`难度：${difficultyWords[difficulty - 1]}`] : []),
    ...(question.kind === 'short' && question.rubric ? rubricLines(question.rubric) : []),
  ].join('\n')
}

/** Lines after the first, each with a `\` where it would be taken for something else. */
function guarded(text: string): string {
  const [first = '', ...rest] = text.split('\n')
  return [first, ...rest.map((line) => (special.test(line) ? `\\${line}` : line))].join('\n')
}

function optionLines(question: Question): string[] {
  if (question.kind !== 'single' && question.kind !== 'multiple') return []
  return question.options.map((option, index) => `${letter(index)}. ${guarded(option)}`)
}

function keyText(question: Question): string {
  const key = writtenKey(question)
  if (typeof key !== 'string') return writeBlanks(key)
  return question.kind === 'short' ? guarded(key) : key
}

function rubricLines(points: RubricPoint[]): string[] {
  return ['评分要点：', ...points.map(writePoint)]
}
