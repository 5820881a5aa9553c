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
  hasOneChange,
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

/** From this share of shared character pairs on, a statement is meant to be the words of the law. */
const literal = 0.8
/** A key in other words, or a case told around the rule, still shares this much. */
const related = 0.2
/** A case with numbers of its own. */
const retold = 0.5

/** Whether the key of a question follows from the quote, as far as words and numbers show it. */
export function keyFollows(question: Question, ground: Ground): boolean {
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return question.key.every((index) => optionFollows(question, index, ground))
    case 'true-false':
      return statementFollows(question, ground)
    case 'fill-in':
      return blanksFollow(question, ground)
    case 'short':
      return rubricFollows(question, ground)
  }
}

function optionFollows(
  question: ChoiceQuestion,
  index: number,
  { quote, article }: Ground,
): boolean {
  const option = question.options[index] ?? ''
  const known = quantitiesOf(`${quote}。${question.stem}`)
  const amounts = quantitiesOf(option)
  const covered = Math.max(coverage(option, quote), coverage(option, article))
  // 被处150元罚款 is a case of 二百元以下, told in the words of the law.
  if (amounts.some((amount) => !known.includes(amount))) return covered >= retold
  return amounts.length > 0 || covered >= related
}

function statementFollows({ stem, key }: TrueFalseQuestion, { quote, article }: Ground): boolean {
  const statement = statementOf(stem)
  if (coverage(statement, article) < literal) return coverage(statement, quote) >= 0.1
  if (key) return strayClauses(statement, article).every((clause) => isParaphrase(clause, article))
  return hasOneChange(statement, quote) || hasOneChange(statement, article)
}

/** One accepted spelling of every blank stands in the quote; a number is no part of a longer one. */
function blanksFollow({ key }: FillInQuestion, { quote }: Ground): boolean {
  const said = plain(quote)
  return key.every((spellings) =>
    spellings.some((spelling) => {
      const word = plain(spelling).replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
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
