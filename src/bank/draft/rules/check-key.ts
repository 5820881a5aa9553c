/** Whether what a draft calls right follows from the words of the law. Pure. */
import type {
  ChoiceQuestion,
  FillInQuestion,
  Question,
  ShortQuestion,
  TrueFalseQuestion,
} from '../../../shared/question.ts'
import {
  coverage,
  escapeText,
  hasOneChange,
  isAltered,
  isAmountOnly,
  isLiteral,
  isParaphrase,
  plain,
  quantitiesOf,
  statementOf,
  strayClauses,
} from './compare.ts'

/** What a key is compared with. */
export interface Ground {
  quote: string
  article: string
}

/** From this share of shared character pairs on, a true statement says the rule, be it in other words. */
const reworded = 0.6
/** A statement that has nothing of the quote is about something else. */
const touched = 0.1
/** A key in other words, or a case told around the rule, still shares this much. */
const related = 0.2
/** An option that leaves words of the quote out. */
const abridged = 0.6
/** A case with numbers of its own. */
const retold = 0.5

/** Whether the key of a question follows from the quote, as far as words and numbers show it. */
export function keyFollows(question: Question, ground: Ground): boolean {
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return (
        question.key.every((index) => optionFollows(question, index, ground)) &&
        fillsRightly(question.stem, question.key.length === 1 ? rightsOf(question) : [], ground)
      )
    case 'true-false':
      return statementFollows(question, ground)
    case 'fill-in':
      return (
        blanksFollow(question, ground) &&
        fillsRightly(question.stem, question.key.map(longestOf), ground)
      )
    case 'short':
      return rubricFollows(question, ground)
  }
}

function rightsOf({ options, key }: ChoiceQuestion): string[] {
  return key.map((index) => options[index] ?? '')
}

/** The longest spelling of a blank is the one with its unit. */
function longestOf(spellings: string[]): string {
  return [...spellings].sort((a, b) => b.length - a.length)[0] ?? ''
}

/** With the answers in its blanks, the stem is no clause of the law with something else in their place. */
function fillsRightly(stem: string, answers: string[], { article }: Ground): boolean {
  const parts = statementOf(stem).split(/（[\s　]*）|_{2,}/)
  if (parts.length !== answers.length + 1 || answers.length === 0) return true
  const told = parts
    .map((part, index) => fill(part, answers[index] ?? '', parts[index + 1]))
    .join('')
  return strayClauses(told, article).every((clause) => !isAltered(clause, article))
}

/** A unit that stands after the blank is not said twice. */
function fill(part: string, answer: string, after = ''): string {
  const size = [3, 2, 1].find((length) => after !== '' && answer.endsWith(after.slice(0, length)))
  return part + (size === undefined ? answer : answer.slice(0, -size))
}

function optionFollows(
  question: ChoiceQuestion,
  index: number,
  { quote, article }: Ground,
): boolean {
  const option = question.options[index] ?? ''
  const amounts = quantitiesOf(option)
  const isIn = (text: string) => amounts.every((amount) => quantitiesOf(text).includes(amount))
  if (isAmountOnly(option)) return isIn(quote)
  if (isOfWords(question, quote)) {
    const isNear = !hasBlank(question.stem) && coverage(option, quote) >= abridged && isIn(quote)
    return isNear || saysOption(quote, option)
  }
  const covered = Math.max(coverage(option, quote), coverage(option, article))
  // 被处150元罚款 is a case of 二百元以下, told in the words of the law.
  if (!isIn(`${quote}。${question.stem}`)) return covered >= retold
  return amounts.length > 0 || covered >= related
}

/** Where options are words of the quote, the right ones all are, or are abridged from it. */
function isOfWords({ stem, options }: ChoiceQuestion, quote: string): boolean {
  const shortest = hasBlank(stem) ? 2 : 8
  const said = options.filter((option) => option.length >= shortest && saysOption(quote, option))
  return said.length >= 2
}

function hasBlank(stem: string): boolean {
  return /（[\s　]*）|_{2,}/.test(stem)
}

function saysOption(quote: string, option: string): boolean {
  return plain(quote).includes(plain(option).replace(/的?[。；]?$/, ''))
}

function statementFollows({ stem, key }: TrueFalseQuestion, { quote, article }: Ground): boolean {
  const statement = statementOf(stem)
  if (coverage(statement, quote) < touched) return false
  if (key) {
    const isRetold = coverage(statement, article) >= reworded
    return (
      !isRetold || strayClauses(statement, article).every((clause) => isParaphrase(clause, article))
    )
  }
  if (hasOneChange(statement, quote) || hasOneChange(statement, article)) return true
  return strayClauses(statement, article).length > 0 && !isLiteral(statement, article)
}

/** One accepted spelling of every blank stands in the quote; a number is no part of a longer one. */
function blanksFollow({ key }: FillInQuestion, { quote }: Ground): boolean {
  const said = plain(quote)
  return key.every((spellings) =>
    spellings.some((spelling) => {
      const word = escapeText(plain(spelling))
      return new RegExp(`(?<![\\d.])${word}${/\d$/.test(word) ? '(?![\\d.])' : ''}`).test(said)
    }),
  )
}

/** Of every point one word, and every quantity, stands in the article. */
function rubricFollows({ rubric, key }: ShortQuestion, { article }: Ground): boolean {
  const said = plain(article)
  const known = quantitiesOf(article)
  if (rubric === undefined) return coverage(key, article) >= related
  return rubric.every(
    ({ keywords, quantities }) =>
      (keywords.length === 0 ||
        keywords.some((group) => group.some((word) => said.includes(plain(word))))) &&
      quantitiesOf(quantities.join('，')).every((amount) => known.includes(amount)),
  )
}
