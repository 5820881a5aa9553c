import type { Question } from '../../shared/question.ts'
import { readGift } from './gift.ts'
import { escapeGift } from './gift/escape.ts'
import { extraComment, writeExtra } from './gift/extra.ts'

/**
 * A bank as a GIFT file that Moodle and others import. What GIFT has no place for stands in comments,
 * which they pass over and `readGift` understands, so that it reads back the same questions.
 */
export function writeGift(name: string, questions: Question[]): string {
  const blocks = [`// ${oneLine(name)}`]
  let topic = ''
  for (const [index, question] of questions.entries()) {
    const own = question.topic ?? ''
    if (own !== topic) blocks.push(categoryLine(own))
    topic = own
    const block = writeQuestion(question, index + 1)
    const comment = writeComment(question, block)
    blocks.push(comment === null ? block : `${comment}\n${block}`)
  }
  return `${blocks.join('\n\n')}\n`
}

function categoryLine(topic: string): string {
  const path = ['$course$', 'top', oneLine(topic).replaceAll('/', '//')]
  return `$CATEGORY: ${path.filter((part) => part !== '').join('/')}`
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/**
 * What is missing is found by reading the block without its comment. One that is read with a remark
 * gets a comment all the same: its author has nothing to check.
 */
function writeComment(question: Question, block: string): string | null {
  const { items, problems } = readGift(`${categoryLine(question.topic ?? '')}\n\n${block}`)
  const comment = writeExtra(question, items.length === 1 ? items[0]?.question : undefined)
  return comment ?? (problems.length > 0 ? extraComment({ kind: question.kind }) : null)
}

function writeQuestion(question: Question, number: number): string {
  const stem = `::${number}::[plain]${escapeGift(question.stem)}`
  const { explanation } = question
  const feedback = explanation && question.kind !== 'short' ? [`####${written(explanation)}`] : []
  return [`${stem}{`, ...answerLines(question), ...feedback, '}'].join('\n')
}

function answerLines(question: Question): string[] {
  switch (question.kind) {
    case 'single':
      return question.options.map((option, index) =>
        question.key.includes(index) ? `=${written(option)}` : wrong('', option),
      )
    case 'multiple': {
      // Moodle knows these shares as 100 / n with five decimals, and -100 takes all marks away.
      const share = `%${Number((100 / question.key.length).toFixed(5))}%`
      return question.options.map((option, index) =>
        question.key.includes(index) ? `~${share}${written(option)}` : wrong('%-100%', option),
      )
    }
    case 'true-false':
      return [question.key ? 'TRUE' : 'FALSE']
    case 'fill-in':
      return spellings(question.key).map((text) => `=${written(text)}`)
    case 'short':
      return [`####${written(question.key)}`]
  }
}

function wrong(weight: string, option: string): string {
  const needed = weight === '' && option.startsWith('%') ? '%0%' : weight
  return `~${needed}${written(option)}`
}

/** GIFT has one blank: the answers of several stand in it one after the other. */
function spellings(key: string[][]): string[] {
  const [only = []] = key
  const texts = key.length === 1 ? only : [key.map(([first = '']) => first).join('；')]
  return texts.map((text) => text.replaceAll('*', '\\*'))
}

/** An answer on one line; a bracket in front would be taken for the name of a format. */
function written(text: string): string {
  return `${text.startsWith('[') ? '[plain]' : ''}${escapeGift(text)}`
}
